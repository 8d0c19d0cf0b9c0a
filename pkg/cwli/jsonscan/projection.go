package jsonscan

import (
	"math"
	"strconv"
	"strings"
)

// MaxFields is the number of leaves that can be found, in the order of the
// document: Logs Insights discovers 200 fields of an event
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
const MaxFields = 200

// Projection is a list of wanted paths, prepared for Find. It does not change, so
// it may be used concurrently.
type Projection struct {
	root   *node
	paths  int
	nested bool // objects and arrays are wanted too, of any number of leaves
}

// node is a place in documents that is wanted or leads to a wanted one: a tree
// of the paths' keys.
type node struct {
	edges []edge
	slot  int // index in the caller's list, -1 if the place is not wanted
}

type edge struct {
	key   string
	index int // the key as an array's index, -1 if it is not a number
	to    *node
}

// New prepares to find the given paths, which must differ. A path is its keys,
// joined with dots; the elements of an array are numbered from 0: "items.0.id".
func New(paths []string) *Projection {
	p := &Projection{root: &node{slot: -1}, paths: len(paths)}
	for slot, path := range paths {
		n := p.root
		for key := range strings.SplitSeq(path, ".") {
			n = n.grow(key)
		}
		n.slot = slot
	}
	return p
}

// NewNested prepares to find the given paths as New does, but in a document that may
// be an array, among any number of leaves, and objects and arrays as well as leaves.
func NewNested(paths []string) *Projection {
	p := New(paths)
	p.nested = true
	return p
}

func (n *node) grow(key string) *node {
	if to := n.child(key); to != nil {
		return to
	}
	e := edge{key: key, index: -1, to: &node{slot: -1}}
	if key != "" && key[0]-'0' <= 9 { // Atoi makes an error of any other key
		if i, err := strconv.Atoi(key); err == nil && strconv.Itoa(i) == key {
			e.index = i
		}
	}
	n.edges = append(n.edges, e)
	return e.to
}

func (n *node) child(key string) *node {
	for i := range n.edges {
		if n.edges[i].key == key {
			return n.edges[i].to
		}
	}
	return nil
}

func (n *node) element(index int) *node {
	if n == nil {
		return nil
	}
	for i := range n.edges {
		if n.edges[i].index == index {
			return n.edges[i].to
		}
	}
	return nil
}

// Kind is the JSON type of a Value.
type Kind uint8

// The kinds of values.
const (
	None    Kind = iota // not in the document, or null; of New also an object or an array
	String              // without a backslash
	Escaped             // a string with backslashes, which Unescape decodes
	Number
	True
	False
	Object // only of NewNested and Elements
	Array
)

// Value is a leaf of a document, or an object or an array in it. Text is a part of the
// document: the characters between a string's quotes, or the literal, or all of an
// object or array with its brackets.
type Value struct {
	Text string
	Kind Kind
}

// Find stores the leaf of each path in found, which must have one element for
// each path of New, and overwrites what found held. It stops at the last wanted
// leaf and does not read what follows, so a text that is not a JSON object may
// have leaves too; Valid reports whether it is one. If a path occurs twice, its
// first leaf counts.
func (p *Projection) Find(doc string, found []Value) {
	clear(found)
	s := scanner{doc: doc, found: found, missing: p.paths, limit: MaxFields}
	if p.nested {
		s.nested, s.limit = true, math.MaxInt
	}
	switch s.skipSpace(); {
	case p.paths == 0:
	case s.at('{'):
		s.object(p.root, 0)
	case s.at('[') && p.nested:
		s.array(p.root, 0)
	}
}

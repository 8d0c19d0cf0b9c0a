// Package jsonscan finds a few fields in a JSON document without decoding it.
package jsonscan

import (
	"strconv"
	"strings"
)

// MaxFields is the number of leaves, in the document's order, that can be
// found: Logs Insights discovers 200 fields of an event
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
const MaxFields = 200

// Projection knows the wanted paths. It is read-only and may be shared.
type Projection struct {
	root  *node
	paths int
}

// node is a place in the document that leads to a wanted one.
type node struct {
	edges []edge
	slot  int // in the caller's list, or -1
}

type edge struct {
	key   string
	index int // the key as an array index, or -1
	to    *node
}

// New prepares to find the given paths, which must differ. A path joins the
// keys with dots; an array's elements are numbered: "items.0.id".
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

func (n *node) grow(key string) *node {
	if to := n.child(key); to != nil {
		return to
	}
	e := edge{key: key, index: -1, to: &node{slot: -1}}
	if i, err := strconv.Atoi(key); err == nil && strconv.Itoa(i) == key {
		e.index = i
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

// Kind is the JSON type of a found value.
type Kind uint8

// The kinds. None is a path that the document lacks, or whose value is null, an
// object or an array.
const (
	None Kind = iota
	String
	Escaped // a string with backslashes: see Unescape
	Number
	True
	False
)

// Value is a leaf. Text is the part of the document between the quotes, or the
// literal itself.
type Value struct {
	Text string
	Kind Kind
}

// Find stores the leaf of each path in found, which has one element a path, and
// stops at the last one: what follows is not looked at. So for a text that is no
// JSON object, found may still be filled; ask Valid if that matters. Of a key
// that occurs twice the first counts.
func (p *Projection) Find(doc string, found []Value) {
	clear(found)
	s := scanner{doc: doc, found: found, missing: p.paths}
	if s.blank(); s.at('{') && p.paths > 0 {
		s.object(p.root, 0)
	}
}

package jsonscan

import "strings"

// shape is the text around the leaves of documents, of which many have the same.
type shape struct {
	parts   []part
	tail    string // after the last leaf
	first   string // the first document
	leaves  []int  // of the first document, in its order: the part before each, -1 if it is text
	watched int    // documents of this shape, up to watches
	general *shape // of which this one is the narrower; nil: it is none
	missed  int    // documents in a row that were of general, and not of this one
}

// part is the text before a leaf. The leaf of the first document is kept as long as all
// documents have the same one.
type part struct {
	fixed
	leaf string // "": there are others
}

// newShape returns the shape of a document, nil if it is not a valid object, or not
// worth it: of no leaf, or of too many.
func newShape(doc string) *shape {
	const longest = 64 << 10
	if len(doc) > longest || !Valid(doc) {
		return nil
	}
	s := &shape{first: strings.Clone(doc)}
	end := 0
	walk(nil, s.first, func(_ int, start, after int) {
		s.leaves = append(s.leaves, len(s.parts))
		s.parts = append(s.parts, part{newFixed(s.first[end:start]), s.first[start:after]})
		end = after
	})
	if s.tail = s.first[end:]; len(s.parts) == 0 || len(s.parts) > maxLeaves {
		return nil
	}
	return s
}

// watches is the number of documents after which leaves that all of them have alike are
// taken for a part of the shape.
const watches = 64

// watch notes which leaves a document of this shape has that the first one did not. After
// the last document to watch it returns a shape in which the leaves that are always the
// same are text; nil if there is none, and before.
func (s *shape) watch(d *Document) *shape {
	same := 0
	for i := range s.parts {
		p, l := &s.parts[i], &d.leaves[i]
		if p.leaf != d.text[l.start:l.end] {
			p.leaf = ""
		}
		if p.leaf != "" {
			same++
		}
	}
	if s.watched++; s.watched < watches || same == 0 || same == len(s.parts) {
		return nil
	}
	return s.narrower()
}

// narrower returns the shape with the leaves that stayed the same as text.
func (s *shape) narrower() *shape {
	n := &shape{first: s.first, watched: watches, general: s}
	text := ""
	for _, p := range s.parts {
		text += p.text
		if p.leaf != "" {
			text += p.leaf
			n.leaves = append(n.leaves, -1)
			continue
		}
		n.leaves = append(n.leaves, len(n.parts))
		n.parts = append(n.parts, part{fixed: newFixed(text)})
		text = ""
	}
	n.tail = text + s.tail
	return n
}

// staysAfter reports whether a shape that a document had stays after the one before it: after its
// narrower one, as long as some document of late had that. All of them have the general one: before
// it, the narrower one would never be used again.
func (s *shape) staysAfter(before *shape) bool {
	if before.general != s {
		return false
	}
	before.missed++
	return before.missed < watches
}

package jsonscan

import (
	"slices"
	"unsafe"
)

// Shapes are the shapes that many documents have: the same keys in the same order, and the
// same white space. A document of a known shape is compared with the text between its
// leaves, which is several times faster than to read its keys, and proves that it is
// valid. The zero Shapes knows none. It must not be used concurrently.
type Shapes struct {
	shapes   []*shape // those used most first
	hits     int
	learnt   int
	document Document
}

const (
	maxShapes   = 8
	maxLeaves   = 512
	freeLessons = 32 // shapes that are learnt whether that pays or not
	hitsALesson = 16 // documents that have to be of known shapes for each further one
)

// Document is a valid JSON object of a known shape, as Finder.Read takes it.
type Document struct {
	shape  *shape
	text   string
	leaves []leaf // by the parts of the shape
}

// leaf is the place of a leaf in a text, with its quotes.
type leaf struct {
	start, end uint32
	kind       Kind
}

// Is reports whether a document is this one, at the same place in memory.
func (d *Document) Is(doc string) bool {
	return unsafe.StringData(d.text) == unsafe.StringData(doc) && len(d.text) == len(doc)
}

// value returns the leaf after a part of the shape.
func (d *Document) value(part int) Value { return valueOf(d.text, d.leaves[part]) }

func valueOf(doc string, l leaf) Value {
	switch l.kind {
	case None:
		return Value{}
	case String, Escaped:
		return Value{doc[l.start+1 : l.end-1], l.kind}
	}
	return Value{doc[l.start:l.end], l.kind}
}

// Match returns a document whose shape is known, valid until the next call and as long
// as doc does not change; nil if its shape is not known.
func (s *Shapes) Match(doc string) *Document {
	d := &s.document
	if len(doc) > 1<<31 {
		return nil
	}
	for i, candidate := range s.shapes {
		d.leaves = slices.Grow(d.leaves[:0], len(candidate.parts))[:len(candidate.parts)]
		if candidate.match(doc, d.leaves) {
			d.shape, d.text = candidate, doc
			s.used(i)
			return d
		}
	}
	return nil
}

// used counts that the document was of a shape, and moves the shape forward.
func (s *Shapes) used(i int) {
	s.hits++
	found := s.shapes[i]
	found.missed = 0
	if i > 0 && !found.staysAfter(s.shapes[i-1]) {
		s.shapes[i-1], s.shapes[i] = found, s.shapes[i-1]
	}
	if found.watched < watches {
		if narrower := found.watch(&s.document); narrower != nil {
			s.add(narrower, 0)
		}
	}
}

// Learn adds the shape of a document, unless too many were learnt that no other document
// had.
func (s *Shapes) Learn(doc string) {
	if s.learnt >= freeLessons+s.hits/hitsALesson {
		return
	}
	s.learnt++
	if lesson := newShape(doc); lesson != nil {
		s.add(lesson, len(s.shapes)/2)
	}
}

// add puts a shape at a place, instead of the one used least if there are too many.
func (s *Shapes) add(another *shape, at int) {
	if len(s.shapes) == maxShapes {
		s.shapes = s.shapes[:maxShapes-1]
	}
	s.shapes = slices.Insert(s.shapes, min(at, len(s.shapes)), another)
}

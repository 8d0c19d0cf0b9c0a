package jsonscan

import (
	"iter"
	"math"
	"strings"
)

// Elements returns the elements of an array, in order; of any other document none.
// Like Find, it does not check that doc is valid JSON, and stops where it cannot be.
func Elements(doc string) iter.Seq[Value] {
	return func(yield func(Value) bool) {
		s := scanner{doc: doc, limit: math.MaxInt}
		if s.skipSpace(); !s.at('[') {
			return
		}
		s.pos++
		if s.skipSpace(); s.at(']') {
			return
		}
		for more := true; more; more, _ = s.separator(']') {
			s.skipSpace()
			if v, ok := s.element(); !ok || !yield(v) {
				return
			}
		}
	}
}

// element reads a value of any kind.
func (s *scanner) element() (v Value, ok bool) {
	if s.pos >= len(s.doc) {
		return Value{}, false
	}
	start, kind := s.pos, Object
	switch s.doc[s.pos] {
	case '[':
		kind = Array
	case '{':
	default:
		return s.scalar(), true
	}
	if !s.skip() {
		return Value{}, false
	}
	return Value{Text: s.doc[start:s.pos], Kind: kind}, true
}

// Compact returns a document without the white space between its parts: doc itself if
// it has none. The document must be valid.
func Compact(doc string) string {
	if !strings.ContainsAny(doc, " \t\n\r") {
		return doc
	}
	var b strings.Builder
	s := scanner{doc: doc}
	for start := 0; s.pos < len(doc); start = s.pos {
		switch doc[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
			continue
		case '"':
			s.skipString()
		default:
			s.pos++
		}
		b.WriteString(doc[start:s.pos])
	}
	return b.String()
}

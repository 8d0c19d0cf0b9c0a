package jsonscan

import "strings"

// Keys reports whether known returns true for every top-level key of an object.
// Like Find, it does not check that doc is valid JSON.
func Keys(doc string, known func(key string) bool) bool {
	s := scanner{doc: doc, missing: 1, limit: MaxFields}
	if s.skipSpace(); !s.at('{') {
		return false
	}
	for s.pos++; ; {
		s.skipSpace()
		if !s.at('"') {
			return s.at('}')
		}
		raw, _ := s.quoted()
		if strings.IndexByte(raw, '\\') >= 0 {
			raw = string(Unescape(nil, raw))
		}
		if !known(raw) || !s.member() {
			return false
		}
	}
}

// member steps over a colon, a value and a comma, if there is one. It returns
// false if the colon is missing.
func (s *scanner) member() bool {
	if s.skipSpace(); !s.at(':') {
		return false
	}
	s.pos++
	s.skipSpace()
	s.value(nil, 0)
	if s.skipSpace(); s.at(',') {
		s.pos++
	}
	return true
}

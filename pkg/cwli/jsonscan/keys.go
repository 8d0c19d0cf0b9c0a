package jsonscan

import "strings"

// Keys tells whether doc's top-level keys are all known. Like Find it trusts doc
// to be valid JSON.
func Keys(doc string, known func(key string) bool) bool {
	s := scanner{doc: doc, missing: 1}
	if s.blank(); !s.at('{') {
		return false
	}
	for s.pos++; ; {
		s.blank()
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

// member steps over a colon, a value and maybe a comma.
func (s *scanner) member() bool {
	if s.blank(); !s.at(':') {
		return false
	}
	s.pos++
	s.blank()
	s.value(nil, 0)
	if s.blank(); s.at(',') {
		s.pos++
	}
	return true
}

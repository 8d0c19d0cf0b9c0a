package jsonscan

import "strings"

// maxDepth is the deepest nesting, that of encoding/json.
const maxDepth = 10_000

// scanner reads a document once, from its start. Its methods return false to
// stop: when every wanted leaf is found, or where the text is not JSON.
type scanner struct {
	doc     string
	pos     int
	found   []Value
	missing int // wanted leaves that are not found yet
	leaves  int // that were read
	limit   int // of leaves
	nested  bool
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.doc) && s.doc[s.pos] == c }

func (s *scanner) skipSpace() {
	for s.pos < len(s.doc) && s.doc[s.pos] <= ' ' {
		s.pos++
	}
}

func (s *scanner) value(n *node, depth int) bool {
	if s.pos == len(s.doc) || depth > maxDepth {
		return false
	}
	switch c := s.doc[s.pos]; {
	case n == nil && (c == '{' || c == '['):
		return s.skip()
	case s.nested && (c == '{' || c == '[') && n.slot >= 0:
		return s.structure(n, depth)
	case c == '{':
		return s.object(n, depth)
	case c == '[':
		return s.array(n, depth)
	}
	return s.leaf(n)
}

// structure reads an object or an array that is wanted itself.
func (s *scanner) structure(n *node, depth int) bool {
	start, kind, ok := s.pos, Object, false
	if s.at('[') {
		kind = Array
	}
	switch {
	case len(n.edges) == 0:
		ok = s.skip()
	case kind == Object:
		ok = s.object(n, depth)
	default:
		ok = s.array(n, depth)
	}
	if !ok {
		return false
	}
	if s.found[n.slot].Kind == None {
		s.found[n.slot] = Value{Text: s.doc[start:s.pos], Kind: kind}
		s.missing--
	}
	return s.missing > 0
}

func (s *scanner) object(n *node, depth int) bool {
	s.pos++
	if s.skipSpace(); s.at('}') {
		s.pos++
		return true
	}
	for {
		s.skipSpace()
		to, ok := s.key(n)
		if !ok || !s.value(to, depth+1) {
			return false
		}
		if more, ok := s.separator('}'); !more {
			return ok
		}
	}
}

func (s *scanner) array(n *node, depth int) bool {
	s.pos++
	if s.skipSpace(); s.at(']') {
		s.pos++
		return true
	}
	for i := 0; ; i++ {
		s.skipSpace()
		if !s.value(n.element(i), depth+1) {
			return false
		}
		if more, ok := s.separator(']'); !more {
			return ok
		}
	}
}

// separator steps over a comma (more) or over the closing bracket (ok).
func (s *scanner) separator(closing byte) (more, ok bool) {
	s.skipSpace()
	more, ok = s.at(','), s.at(closing)
	s.pos++
	return more, ok
}

// key reads a key and the colon, and returns the node that the key leads to, nil
// if nothing below it is wanted.
func (s *scanner) key(n *node) (to *node, ok bool) {
	if !s.at('"') {
		return nil, false
	}
	raw, plain := s.quoted()
	if plain {
		to = n.child(raw)
	} else {
		to = n.descend(raw)
	}
	if s.skipSpace(); !s.at(':') {
		return nil, false
	}
	s.pos++
	s.skipSpace()
	return to, true
}

// descend returns the node that a key with escapes or dots leads to: {"a.b": 1}
// has the field a.b as much as {"a": {"b": 1}}.
func (n *node) descend(raw string) *node {
	if strings.IndexByte(raw, '\\') >= 0 {
		raw = string(Unescape(nil, raw))
	}
	for {
		key, rest, dotted := strings.Cut(raw, ".")
		if n = n.child(key); n == nil || !dotted {
			return n
		}
		raw = rest
	}
}

// quoted reads a string from its opening quote on, and reports whether it has
// neither backslashes nor dots.
func (s *scanner) quoted() (raw string, plain bool) {
	plain = true
	start := s.pos + 1
	for i := start; i < len(s.doc); i++ {
		switch s.doc[i] {
		case '"':
			s.pos = i + 1
			return s.doc[start:i], plain
		case '\\':
			plain = false
			i++
		case '.':
			plain = false
		}
	}
	s.pos = len(s.doc)
	return "", false
}

func (s *scanner) leaf(n *node) bool {
	v := s.scalar()
	if s.leaves++; s.leaves > s.limit {
		return false
	}
	if n != nil && n.slot >= 0 && v.Kind != None && s.found[n.slot].Kind == None {
		s.found[n.slot] = v
		s.missing--
	}
	return s.missing > 0
}

func (s *scanner) scalar() Value {
	if s.at('"') {
		return s.stringLeaf()
	}
	start := s.pos
	s.skipLiteral()
	word := s.doc[start:s.pos]
	return Value{Text: word, Kind: literal(word)}
}

func (s *scanner) skipLiteral() {
	i := s.pos
	for i < len(s.doc) && !delimiter[s.doc[i]] {
		i++
	}
	s.pos = i
}

func literal(word string) Kind {
	switch word {
	case "true":
		return True
	case "false":
		return False
	case "null", "":
		return None
	}
	return Number
}

// stringLeaf reads a string, as quoted does. It is faster for long strings: it
// searches from quote to quote.
func (s *scanner) stringLeaf() Value {
	start := s.pos + 1
	s.skipString()
	end := s.pos - 1
	if end < start {
		return Value{}
	}
	raw := s.doc[start:end]
	if strings.IndexByte(raw, '\\') >= 0 {
		return Value{Text: raw, Kind: Escaped}
	}
	return Value{Text: raw, Kind: String}
}

func (s *scanner) skipString() {
	for i := s.pos + 1; ; {
		next := strings.IndexByte(s.doc[i:], '"')
		if next < 0 {
			s.pos = len(s.doc)
			return
		}
		i += next + 1
		if !escapedAt(s.doc, i-1) {
			s.pos = i
			return
		}
	}
}

// escapedAt reports whether an odd number of backslashes precedes i.
func escapedAt(doc string, i int) bool {
	n := 0
	for i > 0 && doc[i-1] == '\\' {
		n++
		i--
	}
	return n%2 == 1
}

var delimiter = [256]bool{' ': true, '\t': true, '\n': true, '\r': true, ',': true, '}': true, ']': true, '{': true, '[': true, ':': true, '"': true}

// skip steps over an object or array in which nothing is wanted, and counts its
// leaves.
func (s *scanner) skip() bool {
	for depth := 0; s.pos < len(s.doc); {
		switch c := s.doc[s.pos]; c {
		case '{', '[':
			depth++
			s.pos++
		case '}', ']':
			s.pos++
			if depth--; depth == 0 {
				return s.leaves < s.limit
			}
		case '"':
			s.skipString()
			if s.skipSpace(); !s.at(':') {
				s.leaves++
			}
		case ',', ':', ' ', '\t', '\n', '\r':
			s.pos++
		default:
			s.skipLiteral()
			s.leaves++
		}
	}
	return false
}

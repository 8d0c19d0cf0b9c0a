package jsonscan

import "strings"

// Valid reports whether doc is one JSON object, with nothing but white space
// before and after it.
func Valid(doc string) bool { return Structure(doc) == Object }

// Structure returns Object or Array if doc is one of them in valid JSON, with nothing
// but white space before and after it, else None.
func Structure(doc string) Kind {
	v := validator{doc: doc}
	kind := None
	switch v.skipSpace(); v.peek() {
	case '{':
		kind = Object
	case '[':
		kind = Array
	}
	if kind == None || !v.value(0) {
		return None
	}
	if v.skipSpace(); v.pos < len(doc) {
		return None
	}
	return kind
}

// validator accepts what encoding/json accepts. Its methods move pos to the end of
// what they read, and return false there if it is not valid.
type validator struct {
	doc string
	pos int
}

// peek returns the next byte; at the end 0, which is not valid anywhere.
func (v *validator) peek() byte {
	if v.pos < len(v.doc) {
		return v.doc[v.pos]
	}
	return 0
}

func (v *validator) accept(c byte) bool {
	if v.peek() != c {
		return false
	}
	v.pos++
	return true
}

func (v *validator) skipSpace() {
	for c := v.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = v.peek() {
		v.pos++
	}
}

func (v *validator) value(depth int) bool {
	switch c := v.peek(); {
	case c == '"':
		return v.text()
	case c == '{' && depth < maxDepth:
		return v.list('}', depth, true)
	case c == '[' && depth < maxDepth:
		return v.list(']', depth, false)
	case c == 't':
		return v.word("true")
	case c == 'f':
		return v.word("false")
	case c == 'n':
		return v.word("null")
	}
	return v.number()
}

// list reads the inside of an object (keys) or an array.
func (v *validator) list(closing byte, depth int, keys bool) bool {
	v.pos++
	if v.skipSpace(); v.accept(closing) {
		return true
	}
	for {
		v.skipSpace()
		if keys && !v.key() || !v.value(depth+1) {
			return false
		}
		if v.skipSpace(); v.accept(closing) {
			return true
		}
		if !v.accept(',') {
			return false
		}
	}
}

func (v *validator) key() bool {
	if v.peek() != '"' || !v.text() {
		return false
	}
	if v.skipSpace(); !v.accept(':') {
		return false
	}
	v.skipSpace()
	return true
}

func (v *validator) text() bool {
	for i := v.pos + 1; i < len(v.doc); i++ {
		switch c := v.doc[i]; {
		case c == '"':
			v.pos = i + 1
			return true
		case c < ' ':
			v.pos = i
			return false
		case c == '\\':
			n := escapeLength(v.doc[i:])
			if n == 0 {
				v.pos = i
				return false
			}
			i += n - 1
		}
	}
	v.pos = len(v.doc)
	return false
}

// escapeLength returns the length of the escape that s starts with, 0 if it is
// not valid.
func escapeLength(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if _, ok := hex4(s[2:]); ok {
			return 6
		}
	}
	return 0
}

func (v *validator) word(w string) bool {
	if len(v.doc)-v.pos < len(w) || v.doc[v.pos:v.pos+len(w)] != w {
		return false
	}
	v.pos += len(w)
	return true
}

func (v *validator) number() bool {
	v.accept('-')
	if !v.accept('0') && !v.digits() {
		return false
	}
	if v.accept('.') && !v.digits() {
		return false
	}
	if c := v.peek(); c == 'e' || c == 'E' {
		v.pos++
		if !v.accept('+') {
			v.accept('-')
		}
		return v.digits()
	}
	return true
}

func (v *validator) digits() bool {
	start := v.pos
	for c := v.peek(); '0' <= c && c <= '9'; c = v.peek() {
		v.pos++
	}
	return v.pos > start
}

// Fragment returns the first JSON object in text, "" if there is none. Where an
// object turns out to be invalid, the search goes on at the end of what was read,
// so a truncated object does not give way to an object inside it.
func Fragment(text string) string {
	for start := 0; ; {
		i := strings.IndexByte(text[start:], '{')
		if i < 0 {
			return ""
		}
		v := validator{doc: text, pos: start + i}
		if v.value(0) {
			return text[start+i : v.pos]
		}
		start = max(v.pos, start+i+1)
	}
}

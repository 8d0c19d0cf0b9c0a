package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

// shape is the text of a document around its leaves.
type shape struct {
	parts   []part
	tail    string // after the last leaf
	clear   []int  // slots that the document has no leaf for
	watched int    // documents of this shape, up to watches
}

// part is the text before a leaf, and the leaf's slot, -1 if it is not wanted. The leaf
// of the first document is kept as long as all documents have the same one.
type part struct {
	text string
	slot int
	leaf string // "": there are others
}

// newShape returns the shape of a document, nil if it is not a valid object, or not
// worth it: of no leaf, of too many, or with a wanted path that occurs twice.
func newShape(p *Projection, doc string) *shape {
	const longest = 64 << 10
	if len(doc) > longest || !Valid(doc) {
		return nil
	}
	w := &walker{scanner: scanner{doc: strings.Clone(doc)}, seen: make([]bool, p.paths)}
	if w.skipSpace(); !w.value(p.root) || len(w.parts) == 0 {
		return nil
	}
	s := &shape{parts: w.parts, tail: w.doc[w.end:]}
	for slot, seen := range w.seen {
		if !seen {
			s.clear = append(s.clear, slot)
		}
	}
	return s
}

// walker goes through a valid document and notes its leaves.
type walker struct {
	scanner
	parts []part
	seen  []bool // slots
	end   int    // of the last leaf
}

// value reads a value at a node, which is nil if nothing there is wanted. It returns
// false if the document is not worth a shape.
func (w *walker) value(n *node) bool {
	switch w.doc[w.pos] {
	case '{':
		return w.members(n, '}')
	case '[':
		return w.members(n, ']')
	}
	return w.leaf(n)
}

// members reads the values of an object or an array.
func (w *walker) members(n *node, closing byte) bool {
	w.pos++
	if w.skipSpace(); w.at(closing) {
		w.pos++
		return true
	}
	for i := 0; ; i++ {
		w.skipSpace()
		if !w.value(w.member(n, closing, i)) {
			return false
		}
		if more, _ := w.separator(closing); !more {
			return true
		}
	}
}

// member returns the node of the next value, and of an object reads its key.
func (w *walker) member(n *node, closing byte, index int) *node {
	if closing == ']' {
		return n.element(index)
	}
	if n == nil {
		n = &node{slot: -1}
	}
	to, _ := w.key(n) // the document is valid
	return to
}

func (w *walker) leaf(n *node) bool {
	slot := -1
	if n != nil && len(w.parts) < MaxFields {
		slot = n.slot
	}
	if slot >= 0 && w.seen[slot] || len(w.parts) == maxLeaves {
		return false
	}
	if slot >= 0 {
		w.seen[slot] = true
	}
	start := w.pos
	w.scalar()
	w.parts = append(w.parts, part{w.doc[w.end:start], slot, w.doc[start:w.pos]})
	w.end = w.pos
	return true
}

// watches is the number of documents after which leaves that all of them have alike are
// taken for a part of the shape.
const watches = 64

// watch notes which leaves a document of this shape has that the first one did not. After
// the last document to watch it returns a shape in which the leaves that are always the
// same, and not wanted, are text; nil if there is none, and before.
func (s *shape) watch(doc string) *shape {
	pos, same := 0, 0
	for i := range s.parts {
		p := &s.parts[i]
		start := pos + len(p.text)
		_, pos = leafAt(doc, start)
		if doc[start:pos] != p.leaf {
			p.leaf = ""
		}
		if p.leaf != "" && p.slot < 0 {
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
	n := &shape{clear: s.clear, watched: watches}
	text := ""
	for _, p := range s.parts {
		text += p.text
		if p.leaf != "" && p.slot < 0 {
			text += p.leaf
			continue
		}
		n.parts = append(n.parts, part{text: text, slot: p.slot})
		text = ""
	}
	n.tail = text + s.tail
	return n
}

// match stores the leaves of a document of this shape, counts them, and reports whether
// it is one.
func (s *shape) match(doc string, found []Value) (leaves int, known bool) {
	pos := 0
	for i := range s.parts {
		p := &s.parts[i]
		at := pos + len(p.text)
		if at >= len(doc) || doc[pos:at] != p.text {
			return 0, false
		}
		v, end := leafAt(doc, at)
		if end == 0 {
			return 0, false
		}
		if p.slot >= 0 {
			if found[p.slot] = v; v.Kind != None {
				leaves++
			}
		}
		pos = end
	}
	if doc[pos:] != s.tail {
		return 0, false
	}
	for _, slot := range s.clear {
		found[slot] = Value{}
	}
	return leaves, true
}

// leafAt reads the leaf at a place. The end is 0 if there is none, or not a valid one.
func leafAt(doc string, at int) (v Value, end int) {
	switch c := doc[at]; {
	case c == '"':
		end, escaped := stringEnd(doc, at+1)
		if end == 0 {
			return v, 0
		}
		if escaped {
			return Value{doc[at+1 : end-1], Escaped}, end
		}
		return Value{doc[at+1 : end-1], String}, end
	case c == '-' || '0' <= c && c <= '9':
		if end = numberEnd(doc, at); end == 0 {
			return v, 0
		}
		return Value{doc[at:end], Number}, end
	}
	return wordAt(doc, at)
}

func wordAt(doc string, at int) (v Value, end int) {
	rest := doc[at:]
	switch {
	case strings.HasPrefix(rest, "true"):
		return Value{"true", True}, at + 4
	case strings.HasPrefix(rest, "false"):
		return Value{"false", False}, at + 5
	case strings.HasPrefix(rest, "null"):
		return Value{}, at + 4
	}
	return Value{}, 0
}

func digitsEnd(doc string, i int) int {
	for i < len(doc) && doc[i]-'0' <= 9 {
		i++
	}
	return i
}

// numberEnd returns the end of a number, 0 if it is not valid. Most have no exponent.
func numberEnd(doc string, at int) int {
	i := at
	if doc[i] == '-' {
		i++
	}
	start := i
	i = digitsEnd(doc, i)
	plain := i > start && (i == start+1 || doc[start] != '0')
	if plain && i < len(doc) && doc[i] == '.' {
		start = i + 1
		i = digitsEnd(doc, start)
		plain = i > start
	}
	if plain && i < len(doc) && doc[i]|0x20 != 'e' {
		return i
	}
	v := validator{doc: doc, pos: at}
	if !v.number() {
		return 0
	}
	return v.pos
}

// Eight bytes of 1, of quotes, of backslashes, of spaces, and of high bits.
const (
	ones        = 0x0101010101010101
	quotes      = ones * '"'
	backslashes = ones * '\\'
	spaces      = ones * ' '
	highs       = ones * 0x80
)

// stringEnd returns the place after the quote that ends a string, from the byte after its first
// quote on, and whether it has escapes. The end is 0 if the string is not valid. It
// looks at eight bytes at once, as in Mycroft's test for a zero byte.
func stringEnd(doc string, i int) (end int, escaped bool) {
	for i < len(doc) {
		if i+8 <= len(doc) {
			x := binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(doc[i:]), 8))
			quote, backslash := x^quotes, x^backslashes
			special := ((quote-ones)&^quote | (backslash-ones)&^backslash | (x-spaces)&^x) & highs
			if special == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(special) / 8
		}
		switch c := doc[i]; {
		case c == '"':
			return i + 1, escaped
		case c < ' ':
			return 0, false
		case c == '\\':
			n := escapeLength(doc[i:])
			if n == 0 {
				return 0, false
			}
			escaped = true
			i += n
		default:
			i++
		}
	}
	return 0, false
}

package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

// leafAt returns the kind of the leaf at a place, and its end: 0 means no valid leaf.
func leafAt(doc string, at int) (k Kind, end int) {
	switch c := doc[at]; {
	case c == '"':
		end, escaped := stringEnd(doc, at+1)
		if escaped {
			return Escaped, end
		}
		return String, end
	case c == '-' || '0' <= c && c <= '9':
		return Number, numberEnd(doc, at)
	}
	return wordAt(doc, at)
}

func wordAt(doc string, at int) (k Kind, end int) {
	rest := doc[at:]
	switch {
	case strings.HasPrefix(rest, "true"):
		return True, at + 4
	case strings.HasPrefix(rest, "false"):
		return False, at + 5
	case strings.HasPrefix(rest, "null"):
		return None, at + 4
	}
	return None, 0
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

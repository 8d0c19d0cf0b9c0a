package jsonscan

import (
	"math/bits"
	"strings"
)

// leafAt returns the kind of the leaf at a place, and its end: 0 means no valid leaf.
func leafAt(doc string, at int) (k Kind, end int) {
	switch c := doc[at]; {
	case c == '"':
		return stringAt(doc, at+1)
	case c <= '9':
		return Number, numberEnd(doc, at)
	}
	return wordAt(doc, at)
}

// plainLeaf is leafAt for most leaves, strings without escapes and integers that are not
// the last member. The end is 0 for others. It is as fast as it is because it calls nothing.
func plainLeaf(doc string, at int) (k Kind, end int) {
	start := at
	switch doc[at] {
	case '"':
		for end = at + 1; end+8 <= len(doc); end += 8 {
			if stop := special(eight(doc, end)); stop != 0 {
				if end += bits.TrailingZeros64(stop) / 8; doc[end] == '"' {
					return String, end + 1
				}
				return None, 0
			}
		}
		return None, 0
	case '-':
		start++
	}
	if end = start; end+16 >= len(doc) {
		return None, 0
	}
	stop := other(eight(doc, end))
	if stop == 0 {
		end += 8
		stop = other(eight(doc, end))
	}
	end += bits.TrailingZeros64(stop) / 8
	if doc[end] != ',' || end == start || doc[start] == '0' && end > start+1 {
		return None, 0
	}
	return Number, end
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

// numberEnd returns the end of a number, 0 if it is not valid. Most have no exponent.
func numberEnd(doc string, at int) int {
	start := at
	if doc[at] == '-' {
		start++
	}
	whole := digitsEnd(doc, start)
	end := whole
	if end < len(doc) && doc[end] == '.' {
		end = digitsEnd(doc, end+1)
	}
	if end < len(doc) && doc[end]|0x20 != 'e' && whole > start && end != whole+1 && (doc[start] != '0' || whole == start+1) {
		return end
	}
	v := validator{doc: doc, pos: at}
	if !v.number() {
		return 0
	}
	return v.pos
}

// stringAt returns the kind of a string, from the byte after its first quote on, and the
// place after the quote that ends it, 0 if it is not valid.
func stringAt(doc string, i int) (k Kind, end int) {
	k = String
	for i = plainEnd(doc, i); i < len(doc); i = plainEnd(doc, i) {
		switch doc[i] {
		case '"':
			return k, i + 1
		case '\\':
			n := escapeLength(doc[i:])
			if n == 0 {
				return None, 0
			}
			k = Escaped
			i += n
		default: // a control character
			return None, 0
		}
	}
	return None, 0
}

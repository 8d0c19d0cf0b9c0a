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

// plainLeaf is leafAt for most leaves: strings without escapes, and short numbers that are
// not the last member. The end is 0 for others. It calls nothing, which makes it fast.
func plainLeaf(doc string, at int) (k Kind, end int) {
	if doc[at] == '"' {
		stop := uint64(0)
		for end = at + 1; stop == 0 && end+8 <= len(doc); end += 8 {
			stop = special(eight(doc, end))
		}
		if stop == 0 {
			stop = special(last(doc, end))
			end += 8
		}
		if end += bits.TrailingZeros64(stop)/8 - 8; end < len(doc) && doc[end] == '"' {
			return String, end + 1
		}
		return None, 0
	}
	start := at
	if doc[at] == '-' {
		start++
	}
	if start+32 > len(doc) {
		return None, 0
	}
	end = start + digitsIn(eight(doc, start))
	if end == start+8 {
		end += digitsIn(eight(doc, end))
	}
	if end == start || doc[start] == '0' && end > start+1 {
		return None, 0
	}
	if doc[end] == '.' {
		more := digitsIn(eight(doc, end+1))
		if end += 1 + more; more == 0 {
			return None, 0
		}
	}
	if doc[end] != ',' {
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

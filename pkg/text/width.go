package text

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// clusterBytes is the size from which a grapheme cluster counts as more columns
// than it takes: a heap of combining marks has no width but a size. The longest
// emoji in use have 35 bytes and two columns.
const clusterBytes = 32

// Width returns the columns of a terminal that s takes: two for each East Asian
// wide character and for each emoji, however many code points it has, none for a
// combining mark. s is expected to be clean: control characters have no width.
func Width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// UTF16Len returns the length of s in UTF-16 units, as chats count.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// ascii reports whether s consists of printable ASCII characters.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Cut returns s if it fits into a number of columns, else as many of its
// grapheme clusters as fit together with … after them. The result is empty for
// no columns.
func Cut(s string, columns int) string {
	if len(s) <= columns && ascii(s) {
		return s
	}
	return shorten(s, columns, columnsOf)
}

// Limit returns s if it has at most n characters (code points), else as many of
// its grapheme clusters as fit together with … after them. The result is empty
// for no characters.
func Limit(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return shorten(s, n, func(cluster string, _ int) int { return utf8.RuneCountInString(cluster) })
}

func columnsOf(cluster string, width int) int {
	return max(width, (len(cluster)+clusterBytes-1)/clusterBytes)
}

// single reports whether the byte at a place is a cluster by itself: it is printable
// ASCII, and so is the next one, if there is one.
func single(s string, at int) bool { return ascii(s[at:min(at+2, len(s))]) }

// shorten returns s if its clusters cost no more than a limit, else as many as
// leave one for the ellipsis. cost takes a cluster and its width.
func shorten(s string, limit int, cost func(string, int) int) string {
	if limit <= 0 {
		return ""
	}
	used, end, state := 0, 0, -1
	for at := 0; at < len(s); {
		cluster, width := s[at:at+1], 1
		if single(s, at) {
			state = -1
		} else {
			cluster, _, width, state = uniseg.FirstGraphemeClusterInString(s[at:], state)
		}
		if used += cost(cluster, width); used > limit {
			return s[:end] + "…"
		}
		if at += len(cluster); used < limit {
			end = at
		}
	}
	return s
}

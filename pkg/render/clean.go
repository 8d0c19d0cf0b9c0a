package render

import (
	"strings"
	"unicode/utf8"
)

const replacement = '\uFFFD'

// clean makes a text harmless to show in one line: control characters of both
// sets, direction overrides and invisible characters are replaced by visible
// ones, line ends by spaces. It is cut, with …, after limit characters.
func clean(s string, limit int) string {
	s = strings.Map(visible, cutRunes(s, limit))
	return strings.TrimSpace(s)
}

// visible returns the character that is shown for r.
func visible(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return ' '
	case r < 0x20:
		return 0x2400 + r // the control's picture: ␛ for escape
	case r == 0x7F:
		return 0x2421
	case r < 0xA0 && r > 0x7F:
		return replacement
	case invisible(r):
		return replacement
	}
	return r
}

// invisible reports whether r changes how its neighbours are shown, or hides
// itself: bidirectional controls, zero-width spaces, annotations, tags. The
// joiners U+200C and U+200D stay: scripts and emoji need them.
func invisible(r rune) bool {
	switch {
	case r == 0x061C || r == 0x200B || r == 0x200E || r == 0x200F || r == 0xFEFF || r == 0x00AD || r == 0x180E:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true
	}
	return r >= 0xE0000 && r <= 0xE0FFF
}

// cutRunes returns the first n characters of s, the last of them … if there
// are more.
func cutRunes(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	for i := range s {
		if n--; n == 0 {
			return s[:i] + "…"
		}
	}
	return s
}

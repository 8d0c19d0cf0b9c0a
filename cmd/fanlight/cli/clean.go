package cli

import (
	"fmt"
	"strings"
	"unicode"
)

// clean makes a text harmless to show in one line.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case hidden(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// cleanLines is clean for a text whose lines and tabs stay.
func cleanLines(s string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// hidden reports whether a character is not shown but does something, such as a
// control character or a change of writing direction.
func hidden(r rune) bool { return unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' }

// escapeHidden escapes what a terminal would obey in encoded JSON, which allows
// some of it as it is. Such characters occur in strings alone; line feeds
// between values stay.
func escapeHidden(encoded string) string {
	escaped := func(r rune) bool { return r != '\n' && hidden(r) }
	if strings.IndexFunc(encoded, escaped) < 0 {
		return encoded
	}
	var b strings.Builder
	for _, r := range encoded {
		switch {
		case !escaped(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// Package text prepares text from elsewhere (log lines, answers of services,
// files) for display: it replaces characters that a terminal or a reader could
// be deceived by, and it measures, cuts and folds text by the columns that it
// takes in a terminal.
package text

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Clean returns s as one line that is safe to show:
//
//   - a line end (LF, CR LF, NEL, U+2028, U+2029) is shown as ␊;
//   - a tab is shown as a blank;
//   - another ASCII control character is shown as its picture, such as ␛;
//   - a C1 control character, a character without a shape of its own (see
//     hidden) and each byte that is not UTF-8 are shown as �;
//   - white space at both ends is removed.
//
// Joiners stay in emoji and in scripts that need them. Clean changes nothing in
// a text that it has cleaned.
func Clean(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
	return replaceHidden(s, func(r rune) string {
		switch r {
		case '\t':
			return " "
		case '\u0085', '\u2028', '\u2029':
			r = '\n'
		}
		return picture(r)
	})
}

// CleanLines cleans a text of several lines: line feeds and tabs stay, as does
// white space at the ends. CR LF becomes a line feed; the rest is shown as in
// Clean, each character as one, so that columns counted in characters stay
// right.
func CleanLines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return replaceHidden(s, func(r rune) string {
		switch r {
		case '\n', '\t':
			return string(r)
		case '\u0085', '\u2028', '\u2029':
			r = '\n'
		}
		return picture(r)
	})
}

// EscapeJSON returns encoded JSON with every character that Clean would replace
// written as a \u escape, so that it is safe to print and its values stay what
// they were. In encoded JSON such characters occur only in strings; line feeds
// between values stay.
func EscapeJSON(encoded string) string {
	return replaceHidden(encoded, func(r rune) string {
		switch {
		case r == '\n':
			return "\n"
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			return fmt.Sprintf(`\u%04x\u%04x`, high, low)
		}
		return fmt.Sprintf(`\u%04x`, r)
	})
}

// picture returns the visible character that stands for a hidden one.
func picture(r rune) string {
	switch {
	case r < ' ':
		return string('␀' + r)
	case r == 0x7F:
		return "␡"
	}
	return string(utf8.RuneError)
}

// replaceHidden returns s with each hidden character shown by a function. The
// function gets utf8.RuneError for a byte that is not UTF-8.
func replaceHidden(s string, show func(rune) string) string {
	var b strings.Builder
	kept := 0 // s up to here is in b
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		if invalid := r == utf8.RuneError && size == 1; !invalid && !hidden(r) && !looseJoiner(s, i, r) {
			continue
		}
		b.WriteString(s[kept:i])
		b.WriteString(show(r))
		kept = i + size
	}
	if kept == 0 {
		return s
	}
	b.WriteString(s[kept:])
	return b.String()
}

package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is a mistake in a query and its place: the bytes [Offset, End) of the
// text, from 0. A mistake at the end of the text has both equal to its length.
type Error struct {
	Offset, End int
	Message     string // invalid …: want …; unknown …; or … is not supported yet
	Hint        string // what to write instead; may be empty
	Unsupported bool   // the service accepts it, this engine does not yet
}

// Error returns the message with the hint in parentheses, on one line and
// without the place: see Format.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

// Format returns err's message and hint with the line of text that it points at,
// and carets under the part that is wrong:
//
//	1:1: unknown command `filtr`
//	  filtr level = "error"
//	  ^^^^^
//	did you mean `filter`?
//
// Lines and columns count from 1, columns in characters. A long line is cut to
// the characters around that part. The text must be the one that was parsed.
func Format(err *Error, text string) string {
	line, column := position(text, err.Offset)
	var b strings.Builder
	fmt.Fprintf(&b, "%d:%d: %s\n", line, column, err.Message)
	source, start := lineAt(text, err.Offset)
	before, rest := clip(source, start)
	fmt.Fprintf(&b, "  %s%s\n", before, rest)
	fmt.Fprintf(&b, "  %s%s\n", blank(before), carets(source[start:], err.End-err.Offset))
	if err.Hint != "" {
		fmt.Fprintf(&b, "%s\n", err.Hint)
	}
	return b.String()
}

// position returns the line of a byte of text and its column in characters, both
// from 1.
func position(text string, offset int) (line, column int) {
	before := text[:clamp(offset, len(text))]
	line = strings.Count(before, "\n") + 1
	return line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}

func lineAt(text string, offset int) (line string, start int) {
	offset = clamp(offset, len(text))
	begin := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ = strings.Cut(text[begin:], "\n")
	line = strings.TrimSuffix(line, "\r")
	return line, min(offset-begin, len(line))
}

// maxBefore is the number of characters that Format shows before the part that
// is wrong, and maxAfter from the start of that part on.
const (
	maxBefore = 60
	maxAfter  = 100
)

// clip splits a line at a byte and shortens the two parts, marked with ….
func clip(line string, start int) (before, rest string) {
	before, rest = line[:start], line[start:]
	if runes := []rune(before); len(runes) > maxBefore {
		before = "…" + string(runes[len(runes)-maxBefore:])
	}
	if runes := []rune(rest); len(runes) > maxAfter {
		rest = string(runes[:maxAfter]) + "…"
	}
	return before, rest
}

// blank replaces all characters but tabs with spaces, so that the carets stand
// below the part that is wrong.
func blank(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, s)
}

func carets(rest string, length int) string {
	marked := rest[:clamp(length, len(rest))]
	return strings.Repeat("^", min(max(1, utf8.RuneCountInString(marked)), maxAfter))
}

func clamp(n, limit int) int { return min(max(n, 0), limit) }

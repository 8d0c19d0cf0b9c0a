package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong with a query and where. Offsets are bytes into the
// query's text, 0-based, End exclusive; at the end of the text both equal its
// length.
type Error struct {
	Offset, End int
	Message     string
	Hint        string // what to write instead; may be empty
	Unsupported bool   // the service accepts it, this engine does not yet
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

// Format shows err above the source line that it points at, with carets under
// the offending part:
//
//	1:1: unknown command `filtr`
//	  filtr level = "error"
//	  ^^^^^
//	did you mean `filter`?
//
// Columns count characters, from 1. Of a long line, what stands around the part
// is shown.
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

// position returns the line and the column, in characters, both from 1, of a
// byte offset into text.
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

// The characters of a line that are shown before the offending part, and from
// its beginning on.
const (
	maxBefore = 60
	maxAfter  = 100
)

// clip parts a line at a byte and cuts both parts, with …, where they are long.
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

// blank keeps tabs, so that the carets stay below what they point at.
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

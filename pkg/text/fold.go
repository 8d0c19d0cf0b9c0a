package text

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Fold breaks s into lines of at most so many columns, between any two grapheme
// clusters. A cluster that is wider has a line of its own. An empty text is one
// empty line.
func Fold(s string, columns int) []string {
	if len(s) <= columns && ascii(s) {
		return []string{s}
	}
	var lines []string
	begin, used, state := 0, 0, -1
	for at := 0; at < len(s); {
		var cluster string
		var width int
		cluster, _, width, state = uniseg.FirstGraphemeClusterInString(s[at:], state)
		if used+width > columns && at > begin {
			lines, begin, used = append(lines, s[begin:at]), at, 0
		}
		at, used = at+len(cluster), used+width
	}
	return append(lines, s[begin:])
}

// Wrap breaks s between its words into lines of at most so many columns. A word
// that is longer is folded; white space between words becomes one blank. A no-break
// space stays within its word.
func Wrap(s string, columns int) []string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r != '\u00a0' && unicode.IsSpace(r) })
	return Fill(words, " ", columns)
}

// stackIndent remains of the white space before a line that is indented.
const stackIndent = "  "

// WrapLines breaks each of the lines as Wrap does. One that is indented, as those of a stack
// are, stays so.
func WrapLines(lines []string, columns int) (all []string) {
	for _, line := range lines {
		indent := ""
		if strings.HasPrefix(line, " ") {
			indent = stackIndent
		}
		for _, part := range Wrap(line, columns-len(indent)) {
			all = append(all, indent+part)
		}
	}
	return all
}

// Fill joins parts into lines of at most so many columns, with joint between
// two parts that share a line. A part that is longer is folded.
func Fill(parts []string, joint string, columns int) []string {
	var lines []string
	line := ""
	for _, part := range parts {
		if line != "" && Width(line)+Width(joint)+Width(part) <= columns {
			line += joint + part
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		folded := Fold(part, columns)
		last := len(folded) - 1
		lines, line = append(lines, folded[:last]...), folded[last]
	}
	return append(lines, line)
}

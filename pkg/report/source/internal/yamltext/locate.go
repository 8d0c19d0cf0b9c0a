package yamltext

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Locate returns the line and the column, in characters, both from 1, of the
// source of byte offset of a scalar's value. It is exact in a literal block, and
// on the first line of a plain or quoted scalar. Elsewhere (folded blocks, later
// lines of the others) it returns the place where the scalar begins.
func (t *Text) Locate(n *yaml.Node, offset int) (line, column int) {
	offset = min(max(offset, 0), len(n.Value))
	found := false
	switch {
	case n.Style&yaml.FoldedStyle != 0:
	case n.Style&yaml.LiteralStyle != 0:
		line, column, found = t.inBlock(n, offset)
	default:
		line = n.Line
		column, found = inLine(t.Line(n.Line), n, offset)
	}
	if !found {
		return n.Line, n.Column
	}
	return line, column
}

// inBlock finds the line of the block that has the byte: the value's lines are
// those after the header, less their indentation.
func (t *Text) inBlock(n *yaml.Node, offset int) (line, column int, found bool) {
	before := strings.Split(n.Value[:offset], "\n")
	last := before[len(before)-1]
	rest, _, _ := strings.Cut(n.Value[offset:], "\n")
	line = n.Line + len(before)
	indent, found := strings.CutSuffix(t.Line(line), last+rest)
	found = found && strings.Trim(indent, " ") == "" && line <= t.Lines()
	return line, len(indent) + utf8.RuneCountInString(last) + 1, found
}

// inLine follows the value through the line in which the scalar begins. It fails
// if the line ends first.
func inLine(line string, n *yaml.Node, offset int) (column int, found bool) {
	i := skipProperties(line, byteOf(line, n.Column))
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		i++
	}
	for at := 0; at < offset; {
		r, size := utf8.DecodeRuneInString(n.Value[at:])
		width := sourceOf(line[min(i, len(line)):], r, n.Style)
		if width == 0 {
			return 0, false
		}
		at, i = at+size, i+width
	}
	if i > len(line) {
		return 0, false
	}
	return utf8.RuneCountInString(line[:i]) + 1, true
}

// sourceOf returns how many bytes of the source stand for a character of the
// value: more than one for an escape, 0 if the source has another character or
// ends.
func sourceOf(source string, r rune, style yaml.Style) int {
	switch {
	case style&yaml.DoubleQuotedStyle != 0 && strings.HasPrefix(source, `\`):
		return escape(source)
	case style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(source, "''"):
		return 2
	case strings.HasPrefix(source, string(r)):
		return utf8.RuneLen(r)
	}
	return 0
}

// escape returns the length of the escape that the source begins with, 0 if it
// is not complete, as at the end of a line that goes on in the next one. Each
// escape stands for one character.
func escape(source string) int {
	length := 2
	if len(source) > 1 {
		length += map[byte]int{'x': 2, 'u': 4, 'U': 8}[source[1]] // hexadecimal digits
	}
	if length > len(source) {
		return 0
	}
	return length
}

// skipProperties returns the index after a tag, an anchor and the blanks after
// them.
func skipProperties(line string, i int) int {
	for i < len(line) && (line[i] == '&' || line[i] == '!') {
		end := strings.IndexAny(line[i:], " \t")
		if end < 0 {
			return len(line)
		}
		i += end + len(line[i+end:]) - len(strings.TrimLeft(line[i+end:], " \t"))
	}
	return i
}

// byteOf returns the index of the column's first byte.
func byteOf(line string, column int) int {
	for i := range line {
		if column--; column < 1 {
			return i
		}
	}
	return len(line)
}

package yamltext

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// Locate returns the line and the column, in characters, both from 1, of the source of a
// byte of a scalar's value. It is exact for every character that is not blank, in every
// style; of a blank one it returns a place between its neighbours. Where the source is not
// on the scalar's line, as after a tag on a line of its own, it returns the place where
// the scalar begins.
func (t *Text) Locate(n *yaml.Node, offset int) (line, column int) {
	w := t.walk(n)
	index, found := w.find(min(max(offset, 0), len(n.Value)))
	if !found || n.Value == "" {
		return n.Line, n.Column
	}
	return t.Position(w.start + index)
}

// Joins returns the bytes of a scalar's value at which a line of the source begins
// although the value has no line end before them: YAML has folded the lines to one.
func (t *Text) Joins(n *yaml.Node) (offsets []int) {
	w := t.walk(n)
	for w.next() {
		if w.joined && w.taken > 0 {
			offsets = append(offsets, w.taken)
		}
		if !w.take() {
			return nil
		}
	}
	return offsets
}

// walk returns a walker at the begin of the scalar's text.
func (t *Text) walk(n *yaml.Node) *walker {
	w := &walker{value: n.Value, style: n.Style, start: min(t.begin(n), len(t.text))}
	w.source = t.text[w.start:]
	return w
}

// begin returns the index at which the text of a scalar begins: that of a block on the
// line after its header.
func (t *Text) begin(n *yaml.Node) int {
	block := n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	switch {
	case n.Line < 1 || n.Line > len(t.begins) || block && n.Line == len(t.begins):
		return len(t.text)
	case block:
		return t.begins[n.Line]
	}
	line := t.Line(n.Line)
	index := t.begins[n.Line-1] + skipProperties(line, byteOf(line, n.Column))
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		index++
	}
	return index
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

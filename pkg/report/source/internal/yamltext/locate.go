package yamltext

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// Locate returns the line and column that byte offset of a scalar's decoded
// value comes from. A scalar that is written in a way that cannot be followed
// gives the place where it begins.
func (t *Text) Locate(n *yaml.Node, offset int) (line, column int) {
	begin := t.skipProperties(t.index(n.Line, n.Column))
	for _, d := range t.decode(n, begin) {
		if n.Value != "" && strings.HasPrefix(string(d.text), n.Value) {
			return t.Position(d.place(offset, len(n.Value)))
		}
	}
	return n.Line, n.Column
}

// decode returns what the scalar may say; the parser's own value decides.
func (t *Text) decode(n *yaml.Node, begin int) []decoded {
	switch {
	case begin >= len(t.text):
		return nil
	case n.Style&yaml.DoubleQuotedStyle != 0, n.Style&yaml.SingleQuotedStyle != 0:
		return []decoded{decodeFlow(t.text, begin+1, t.text[begin], len(n.Value))}
	case n.Style&yaml.LiteralStyle != 0, n.Style&yaml.FoldedStyle != 0:
		return decodeBlock(t.text, begin, n.Style&yaml.FoldedStyle != 0)
	default:
		return []decoded{decodeFlow(t.text, begin, 0, len(n.Value))}
	}
}

// skipProperties steps over a tag, an anchor and what separates them from the
// scalar.
func (t *Text) skipProperties(i int) int {
	for i < len(t.text) && (t.text[i] == '&' || t.text[i] == '!') {
		for i < len(t.text) && !isBlank(t.text[i]) && breakAt(t.text, i) == 0 {
			i++
		}
		i = t.skipWhite(i)
	}
	return i
}

func (t *Text) skipWhite(i int) int {
	for i < len(t.text) {
		switch size := breakAt(t.text, i); {
		case size > 0:
			i += size
		case isBlank(t.text[i]):
			i++
		case t.text[i] == '#':
			for i < len(t.text) && breakAt(t.text, i) == 0 {
				i++
			}
		default:
			return i
		}
	}
	return i
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// decoded is a value and, for each byte of it, where that stands in the file.
type decoded struct {
	text []byte
	from []int
}

// copy adds text that stands in the file as it is.
func (d *decoded) copy(s string, at int) {
	for i := range len(s) {
		d.text = append(d.text, s[i])
		d.from = append(d.from, at+i)
	}
}

// replace adds text that something else in the file stands for.
func (d *decoded) replace(s string, at int) {
	for i := range len(s) {
		d.text = append(d.text, s[i])
		d.from = append(d.from, at)
	}
}

// place returns where a byte of the value stands; the end of the value stands
// behind its last byte.
func (d *decoded) place(offset, length int) int {
	if offset >= length {
		return d.from[length-1] + 1
	}
	return d.from[max(offset, 0)]
}

// Package yamltext finds the place in a YAML file of a byte of the file, and of a
// byte of a decoded scalar.
package yamltext

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Text is a file and the offsets at which its lines begin. It does not hold the
// file's byte order mark.
type Text struct {
	text   string
	begins []int
}

// New reads a file's lines.
func New(src []byte) *Text {
	t := &Text{text: strings.TrimPrefix(string(src), "\ufeff"), begins: []int{0}}
	for i := 0; i < len(t.text); {
		size := breakAt(t.text, i)
		i += max(size, 1)
		if size > 0 {
			t.begins = append(t.begins, i)
		}
	}
	return t
}

// lineBreaks are those of YAML 1.1, which the parser counts.
//
// Source: yaml.org/spec/1.1, section 5.4, Line Break Characters
var lineBreaks = []string{"\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"}

// breakAt returns the length of the line break at i, 0 if no break is there.
func breakAt(s string, i int) int {
	for _, br := range lineBreaks {
		if strings.HasPrefix(s[i:], br) {
			return len(br)
		}
	}
	return 0
}

// Lines returns the number of lines. A break at the end begins one more.
func (t *Text) Lines() int { return len(t.begins) }

// Line returns the line of that number, from 1, without its break. It returns
// the empty string for a line that does not exist.
func (t *Text) Line(number int) string {
	if number < 1 || number > len(t.begins) {
		return ""
	}
	if number == len(t.begins) {
		return t.text[t.begins[number-1]:]
	}
	line := t.text[t.begins[number-1]:t.begins[number]]
	for _, br := range lineBreaks {
		if cut, found := strings.CutSuffix(line, br); found {
			return cut
		}
	}
	return line
}

// Position returns the line and the column, in characters, both from 1, of a
// byte of the file.
func (t *Text) Position(index int) (line, column int) {
	index = min(max(index, 0), len(t.text))
	line = sort.SearchInts(t.begins, index+1)
	return line, utf8.RuneCountInString(t.text[t.begins[line-1]:index]) + 1
}

// Within moves a place after the end of the file to the end. Parsers report an
// unexpected end there.
func (t *Text) Within(line, column int) (int, int) {
	if line > len(t.begins) {
		return t.Position(len(t.text))
	}
	return line, column
}

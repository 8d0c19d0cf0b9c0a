package source

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report/source/internal/yamltext"
)

// loader reads one YAML file and collects what is wrong with it. Its readers
// return the zero value for what they had to complain about, so that one
// mistake is told once and reading goes on.
type loader struct {
	file    string
	text    *yamltext.Text
	values  Values
	options Options

	lenient         bool // unknown names are notes here
	name            string
	nameAt          place
	problems, notes Problems
	hidden          map[*yaml.Node]bool
	secretLines     map[int]bool
	lastLines       map[*yaml.Node]int
}

func newLoader(path string, src []byte) *loader {
	return &loader{file: path, text: yamltext.New(src), hidden: map[*yaml.Node]bool{}, secretLines: map[int]bool{}, lastLines: map[*yaml.Node]int{}}
}

// place is a position in the file.
type place struct{ line, column int }

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

func (l *loader) problem(at place, hint, format string, args ...any) {
	l.problems = append(l.problems, l.newProblem(at, hint, format, args...))
}

func (l *loader) note(at place, hint, format string, args ...any) {
	l.notes = append(l.notes, l.newProblem(at, hint, format, args...))
}

func (l *loader) newProblem(at place, hint, format string, args ...any) Problem {
	return Problem{File: l.file, Line: max(at.line, 1), Column: max(at.column, 1), Message: fmt.Sprintf(format, args...), Hint: hint}
}

// hide keeps the lines of a node out of what is shown.
func (l *loader) hide(n *yaml.Node) {
	n = resolve(n)
	if l.hidden[n] { // an alias may lead back here
		return
	}
	l.hidden[n] = true
	for line := n.Line; line <= l.lastLines[n]; line++ {
		l.secretLines[line] = true
	}
	for _, child := range n.Content {
		l.hide(child)
	}
}

// measure notes the last line of each node: the one before the next node.
func (l *loader) measure(n *yaml.Node, next place) {
	l.lastLines[n] = l.lineBefore(next)
	for _, child := range slices.Backward(n.Content) {
		l.measure(child, next)
		next = placeOf(child)
	}
}

// lineBefore returns the line before a node, or its own line if something else
// stands there before it.
func (l *loader) lineBefore(next place) int {
	before := []rune(l.text.Line(next.line))
	before = before[:min(next.column-1, len(before))]
	if strings.Trim(string(before), " -?:") == "" {
		return next.line - 1
	}
	return next.line
}

func (l *loader) hideSecrets() {
	for _, ps := range []Problems{l.problems, l.notes} {
		for i := range ps {
			ps[i].hidden = ps[i].hidden || l.secretLines[ps[i].Line]
		}
	}
}

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

// kindOf names what a node is, for people.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!str":
		return "text"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!timestamp":
		return "a date"
	case "!!null":
		return "nothing"
	}
	return "a value of another type"
}

// quoted shows a word of the file in a message.
func quoted(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return "`" + strings.ReplaceAll(printable(s), "\t", " ") + "`"
}

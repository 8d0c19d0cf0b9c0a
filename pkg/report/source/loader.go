package source

import (
	"fmt"
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
}

func newLoader(path string, src []byte) *loader {
	return &loader{file: path, text: yamltext.New(src), hidden: map[*yaml.Node]bool{}, secretLines: map[int]bool{}}
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
	last, _ := l.text.Locate(n, len(n.Value))
	for line := n.Line; line <= last; line++ {
		l.secretLines[line] = true
	}
	for _, child := range n.Content {
		l.hide(child)
	}
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

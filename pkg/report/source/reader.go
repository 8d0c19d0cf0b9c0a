package source

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report/source/internal/yamltext"
	"github.com/fanlight/fanlight/pkg/text"
)

// reader reads one YAML file into values, and collects the problems of the file.
// It does not know what a report is. What reads a value returns the zero value,
// and false, for a mistake that it has reported: each mistake is reported once,
// and reading goes on.
type reader struct {
	file  string
	src   []byte
	names Values // the values of ${names}
	secrets

	problems, notes findings
	placed          int       // places within scalars that were looked for
	added           int       // bytes that ${names} have added
	repeated        int       // bytes that are read more than once because of for_each
	files           []*reader // of other files that this one names
	located         map[location]place
	region          stackRegion
}

func newReader(path string, src []byte) *reader {
	return &reader{file: path, src: src, secrets: newSecrets(yamltext.New(src))}
}

// place is a line and a column in characters, both from 1.
type place struct{ line, column int }

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// problem reports a mistake. The hint may be empty.
func (r *reader) problem(at place, hint, format string, args ...any) {
	r.problems.add(r.newProblem(at, hint, format, args...))
}

// note reports what stops nothing.
func (r *reader) note(at place, hint, format string, args ...any) {
	r.notes.add(r.newProblem(at, hint, format, args...))
}

func (r *reader) newProblem(at place, hint, format string, args ...any) Problem {
	return Problem{
		File: r.file, Line: max(at.line, 1), Column: max(at.column, 1),
		Message: text.Clean(fmt.Sprintf(format, args...)), Hint: text.Clean(hint),
	}
}

// excerpt returns the line of a place, unless it may hold a secret.
func (r *reader) excerpt(at place) string {
	line := r.lines.Line(at.line)
	if r.isSecret(at.line) || r.looksSecretLine(at.line) {
		return ""
	}
	return excerpt(line, at.column)
}

package source

import (
	"cmp"
	"fmt"
	"slices"

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

	problems, notes Problems
}

func newReader(path string, src []byte) *reader {
	return &reader{file: path, src: src, secrets: newSecrets(yamltext.New(src))}
}

// place is a line and a column in characters, both from 1.
type place struct{ line, column int }

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// problem reports a mistake. The hint may be empty.
func (r *reader) problem(at place, hint, format string, args ...any) {
	r.problems = append(r.problems, r.newProblem(at, hint, format, args...))
}

// note reports what stops nothing.
func (r *reader) note(at place, hint, format string, args ...any) {
	r.notes = append(r.notes, r.newProblem(at, hint, format, args...))
}

func (r *reader) newProblem(at place, hint, format string, args ...any) Problem {
	return Problem{
		File: r.file, Line: max(at.line, 1), Column: max(at.column, 1),
		Message: text.Clean(fmt.Sprintf(format, args...)), Hint: text.Clean(hint),
	}
}

// finish returns the problems with their excerpts, by position. Each is there
// once, although the value of an anchor is read wherever it is used. It is called
// when the file has been read, for only then all secret lines are known.
func (r *reader) finish(problems Problems) Problems {
	for i, p := range problems {
		problems[i].Excerpt = r.excerpt(place{p.Line, p.Column})
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}

// excerpt returns the line of a place, unless it may hold a secret.
func (r *reader) excerpt(at place) string {
	line := r.lines.Line(at.line)
	if r.isSecret(at.line) || looksSecret.MatchString(line) {
		return ""
	}
	return excerpt(line, at.column)
}

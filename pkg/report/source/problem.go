package source

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// Problem is a mistake in a file that a person wrote. Its texts are safe to show
// in a terminal, and hold no secret.
type Problem struct {
	File         string
	Line, Column int    // from 1, the column in characters; both 0 if the file cannot be read
	Message      string // the mistake, and what to write instead
	Hint         string // more on what to write; may be empty
	Excerpt      string // two lines, the line of the file and a caret under the column; empty if the line may hold a secret
	More         int    // 0, or how many problems this one stands for, which are not shown; it has no file then
}

// String returns the problem in one line: file:line:column: message (hint).
func (p Problem) String() string {
	if p.More > 0 {
		return p.Message
	}
	s := text.Clean(p.File) + ": "
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d: ", text.Clean(p.File), p.Line, p.Column)
	}
	s += p.Message
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// Format returns the problem as String does, with the excerpt in the lines after
// it. Every line has a line feed at its end.
func (p Problem) Format() string { return p.String() + "\n" + p.Excerpt }

// Problems are the mistakes of all files that were read, in the order of the
// files, those of each by position. There are at most 100, and then one that stands
// for the rest.
type Problems []Problem

// Count returns the number of mistakes, with those that are not shown.
func (ps Problems) Count() int {
	n := 0
	for _, p := range ps {
		n += max(p.More, 1)
	}
	return n
}

// Error returns the problems, one in each line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

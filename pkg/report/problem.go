package report

import (
	"fmt"
	"strings"
)

// Problem is one thing wrong with a file that a person wrote, and where. Line
// and Column count from 1, columns in characters. Message and Hint never hold
// a secret.
type Problem struct {
	File         string
	Line, Column int
	Message      string
	Hint         string // what to do about it; empty if the message says it all

	hidden bool // the source line holds what looks like a secret
}

// String returns the problem in one line: file:line:column: message (hint).
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// Format returns the problem with the line of its source under it and a caret
// under its column. A line that holds a literal secret is left out.
func (p Problem) Format(src []byte) string {
	return p.String() + "\n"
}

// Problems is everything wrong with the files read, by file and position. As
// an error it has one line for each.
type Problems []Problem

// Error returns the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Query is a parsed and checked query: its commands in order, at least one.
type Query struct {
	expr.Span
	Commands []Command
	// Notes are about parts that the service accepts and that hardly do what is meant, such as a
	// sort by a name that stats does not make. At most a few are kept, in the order of
	// their places.
	Notes []*expr.Error
}

// String returns the query's source on one line: parsed again, it gives an equal
// tree, spans aside.
func (q *Query) String() string {
	commands := make([]string, len(q.Commands))
	for i, c := range q.Commands {
		commands[i] = c.String()
	}
	return strings.Join(commands, " | ")
}

// Command is one stage between pipes. String returns its source. What else a command
// does while a query is checked and its columns are found is optional: see checked
// and shaping.
type Command interface {
	expr.Node
	String() string
	// Keyword returns the command's name as AWS documents it.
	Keyword() string
}

// checked are the commands with more to check than their place.
type checked interface{ check(c *checker) }

// shaping are the commands that change the columns of the result.
type shaping interface{ shape(l *layout) }

// Subquery is a query in parentheses. It cannot have one itself
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Subqueries.html).
type Subquery struct {
	expr.Span
	Query *Query
}

// String returns the source of the query, without the parentheses.
func (s *Subquery) String() string { return s.Query.String() }

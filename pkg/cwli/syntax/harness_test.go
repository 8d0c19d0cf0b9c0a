package syntax_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func parse(t testing.TB, query string) *syntax.Query {
	t.Helper()
	q, err := syntax.Parse(query)
	if err != nil {
		t.Fatalf("Parse(%q): %v", query, err)
	}
	return q
}

// condition parses an expression, as the condition of a filter.
func condition(t testing.TB, expression string) syntax.Expr {
	t.Helper()
	return parse(t, "filter "+expression).Commands[0].(*syntax.Filter).Condition
}

// source writes a query as text with the same meaning.
func source(q *syntax.Query) string {
	commands := make([]string, len(q.Commands))
	for i, command := range q.Commands {
		commands[i] = commandSource(command)
	}
	return strings.Join(commands, " | ")
}

func commandSource(command syntax.Command) string {
	switch c := command.(type) {
	case *syntax.Fields:
		return "fields " + list(c.Columns, columnSource)
	case *syntax.Display:
		return "display " + list(c.Columns, columnSource)
	case *syntax.Filter:
		return "filter " + c.Condition.String()
	case *syntax.Stats:
		if len(c.By) == 0 {
			return "stats " + list(c.Values, columnSource)
		}
		return "stats " + list(c.Values, columnSource) + " by " + list(c.By, columnSource)
	case *syntax.Sort:
		return "sort " + list(c.Keys, keySource)
	case *syntax.Limit:
		return fmt.Sprintf("limit %d", c.Count)
	}
	panic(fmt.Sprintf("unknown command %T", command))
}

func list[T any](items []T, write func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = write(item)
	}
	return strings.Join(parts, ", ")
}

// columnSource keeps an expression without an alias as it was written, since
// that is the column's name.
func columnSource(c *syntax.Column) string {
	if c.Alias != "" {
		return c.Expr.String() + " as " + (&syntax.Field{Name: c.Alias}).String()
	}
	if field, ok := c.Expr.(*syntax.Field); ok {
		return field.String()
	}
	return c.Source
}

func keySource(k *syntax.SortKey) string {
	if k.Descending {
		return k.Expr.String() + " desc"
	}
	return k.Expr.String()
}

// checkRoundTrip parses the source of q again, once as it is and once with an
// alias for every column that has none, so that its expression is printed.
func checkRoundTrip(t *testing.T, q *syntax.Query) {
	t.Helper()
	again := parse(t, source(q))
	if diff := cmp.Diff(q, again, ignoreSpans); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", source(q), diff)
	}
	names, _ := q.OutputColumns()
	namesAgain, _ := again.OutputColumns()
	if diff := cmp.Diff(names, namesAgain); diff != "" {
		t.Errorf("%q has other columns (-want +got)\n%s", source(q), diff)
	}
	n := 0
	eachColumn(q, func(c *syntax.Column) {
		if _, field := c.Expr.(*syntax.Field); c.Alias == "" && !field {
			n++
			c.Alias = fmt.Sprintf("column %d", n)
		}
	})
	if diff := cmp.Diff(q, parse(t, source(q)), ignoreSpans); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", source(q), diff)
	}
}

// ignoreSpans leaves out positions, and a column's source: only where that is
// its name does it matter, and then the names of the columns are compared.
var ignoreSpans = cmp.Options{
	cmpopts.IgnoreTypes(syntax.Span{}),
	cmpopts.IgnoreFields(syntax.Column{}, "Source"),
	cmpopts.EquateEmpty(),
}

func eachColumn(q *syntax.Query, visit func(*syntax.Column)) {
	for _, command := range q.Commands {
		var columns []*syntax.Column
		switch c := command.(type) {
		case *syntax.Fields:
			columns = c.Columns
		case *syntax.Display:
			columns = c.Columns
		case *syntax.Stats:
			columns = append(slices.Clip(c.By), c.Values...)
		}
		for _, column := range columns {
			visit(column)
		}
	}
}

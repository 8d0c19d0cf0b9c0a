package syntax_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
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

// last parses a query and returns its last command.
func last[C syntax.Command](t testing.TB, query string) C {
	t.Helper()
	q := parse(t, query)
	c, ok := q.Commands[len(q.Commands)-1].(C)
	if !ok {
		t.Fatalf("the last command of %q is a %T", query, q.Commands[len(q.Commands)-1])
	}
	return c
}

// checkTree compares the last command of a query with a tree, without places.
func checkTree[C syntax.Command](t *testing.T, query string, want C) {
	t.Helper()
	if diff := cmp.Diff(want, last[C](t, query), trees); diff != "" {
		t.Errorf("%q (-want +got)\n%s", query, diff)
	}
}

// printed is a query, its source as it is printed (empty: the same), and the columns of
// its result, with … at their end if there are more.
type printed struct{ query, want, columns string }

func checkPrinted(t *testing.T, tests []printed) {
	t.Helper()
	for _, test := range tests {
		want := test.want
		if want == "" {
			want = test.query
		}
		q := parse(t, test.query)
		if got := q.String(); got != want {
			t.Errorf("Parse(%q) prints\n%s, want\n%s", test.query, got, want)
		}
		if got := columnsOf(q); got != test.columns && test.columns != "" {
			t.Errorf("%q has the columns %s, want %s", test.query, got, test.columns)
		}
		checkRoundTrip(t, q)
	}
}

func columnsOf(q *syntax.Query) string {
	names, ok := q.OutputColumns()
	if !ok {
		names = append(names, "…")
	}
	return strings.Join(names, " ")
}

func field(name string) *expr.Field { return &expr.Field{Name: name} }

func fields(names ...string) (list []*expr.Field) {
	for _, name := range names {
		list = append(list, field(name))
	}
	return list
}

// trees compares queries without places. What stands in a column's source matters only
// where it is its name.
var trees = cmp.Options{
	cmpopts.IgnoreTypes(expr.Span{}),
	cmpopts.IgnoreFields(expr.Column{}, "Source"),
	cmpopts.IgnoreFields(syntax.Query{}, "Notes"),
	cmp.Comparer(func(a, b *expr.Function) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

// checkRoundTrip parses the source of q again, once as it is and once with an
// alias for every column that has none, so that its expression is printed.
func checkRoundTrip(t *testing.T, q *syntax.Query) {
	t.Helper()
	again := parse(t, q.String())
	if diff := cmp.Diff(q, again, trees); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", q, diff)
	}
	if again.String() != q.String() || columnsOf(again) != columnsOf(q) {
		t.Errorf("%q reads back as %q with the columns %s, want %s", q, again, columnsOf(again), columnsOf(q))
	}
	n := 0
	eachColumn(q, func(c *expr.Column) {
		if _, field := c.Expr.(*expr.Field); c.Alias == "" && !field {
			n++
			c.Alias = fmt.Sprintf("column %d", n)
		}
	})
	aliased, err := syntax.Parse(q.String())
	if err != nil { // an alias hides the name of a column that a later command uses
		return
	}
	if diff := cmp.Diff(q, aliased, trees); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", q, diff)
	}
}

func eachColumn(q *syntax.Query, visit func(*expr.Column)) {
	for _, command := range q.Commands {
		var columns []*expr.Column
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

// checkParse checks that Parse returns a tree that reads back from its source,
// or an error with a place inside the text.
func checkParse(t *testing.T, query string) {
	t.Helper()
	q, err := syntax.Parse(query)
	if err == nil {
		checkRoundTrip(t, q)
		return
	}
	e, ok := errors.AsType[*expr.Error](err)
	if !ok || e.Offset < 0 || e.End < e.Offset || e.End > len(query) || e.Message == "" {
		t.Errorf("Parse(%q): error %+v outside the text", query, err)
		return
	}
	expr.Format(e, query)
}

// published is a query of testdata/queries.txt.
type published struct {
	line         int
	source, text string
}

func (q published) tagged(tag string) bool { return strings.HasPrefix(q.source, "# ["+tag) }

// corpus returns the queries that others have published, with their sources.
func corpus(t testing.TB) (list []published) {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	source := ""
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			source = line
			continue
		}
		list = append(list, published{i + 1, source, strings.ReplaceAll(line, "␤", "\n")})
	}
	return list
}

package syntax_test

import (
	"fmt"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// printed are queries and how they print.
var printed = []struct{ query, want string }{
	{"filter (is_group=1) | stats count(*) as calls", "filter is_group = 1 | stats count(*) as calls"},
	{"FIELDS @timestamp , @message\n| SORT BY @timestamp DESC, a ASC # newest\n| LIMIT 20",
		"fields @timestamp, @message | sort @timestamp desc, a | limit 20"},
	{"where a == 1", "filter a = 1"},
	{"display a, b as c", "display a, b as c"},

	// names
	{"fields items[0].id, items.0.id, a.`b c`.d", "fields items.0.id, items.0.id, `a.b c.d`"},
	{"fields @`aws.tag:x`, @@level, `detail-type`, _x1", "fields @`aws.tag:x`, @@level, `detail-type`, _x1"},
	{"filter count = 1 and max > time or message like \"x\"", `filter count = 1 and max > time or message like "x"`},
	{"sort desc desc, `by`", "sort desc desc, `by`"},
	{"fields a as count, b as in, c as @t, `true` as false", "fields a as count, b as `in`, c as @t, `true` as `false`"},

	// precedence
	{"filter a or b and not c = 1 + 2 * 3 ^ 4", "filter a or b and not c = 1 + 2 * 3 ^ 4"},
	{"filter ((a or b) and (not (c)))", "filter (a or b) and not c"},
	{"filter not (a and b)", "filter not (a and b)"},
	{"filter !ispresent(a) and b = 1", "filter not ispresent(a) and b = 1"},
	{"filter (a - b) - c = a - (b - c)", "filter a - b - c = a - (b - c)"},
	{"filter 2 ^ 3 ^ 4 = (2 ^ 3) ^ 4", "filter 2 ^ 3 ^ 4 = (2 ^ 3) ^ 4"},
	{"filter -a ^ 2 = -(a ^ 2)", "filter -a ^ 2 = -(a ^ 2)"},
	{"filter (a = 1) = (b = 1)", "filter (a = 1) = (b = 1)"},
	{"filter - - 1 % 2 < .5", "filter --1 % 2 < .5"},
	{"filter a/b/c > 1e-3", "filter a / b / c > 1e-3"},

	// matching
	{`filter a not like 'it\'s "x"' and b like "\d\\"`, `filter a not like "it's \"x\"" and b like "\\d\\"`},
	{`filter a =~ /x\/[|#"]/ or a NOT LIKE /(?i)b/`, `filter a like /x\/[|#"]/ or a not like /(?i)b/`},
	{"filter (a + 1) in[1,-2,'x'] and b not in [\"y\"]", `filter a + 1 in [1, -2, "x"] and b not in ["y"]`},
	{"filter (a in [1]) in [1]", "filter (a in [1]) in [1]"},

	// stats keep expressions as written, for they name columns
	{"stats  COUNT( * ),sum( a )/2  by  BIN (5m) , a+b as c", "stats COUNT( * ), sum( a )/2 by BIN (5m), a + b as c"},
	{"stats max(a) as x, min(b) as y, x - y as d by bin(@timestamp, 90secs)", "stats max(a) as x, min(b) as y, x - y as d by bin(@timestamp, 90secs)"},
	{"stats sum(status >= 500) as bad, count() by bin(1DAY) as d", "stats sum(status >= 500) as bad, count() by bin(1d) as d"},
	{"stats sum(a) # total\n / 2", "stats sum(a) / 2"},
}

func TestQueriesPrintAsSource(t *testing.T) {
	t.Parallel()
	for _, test := range printed {
		q, err := syntax.Parse(test.query)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.query, err)
			continue
		}
		if diff := cmp.Diff(test.want, q.String()); diff != "" {
			t.Errorf("Parse(%q) prints (-want +got)\n%s", test.query, diff)
		}
		checkRoundTrip(t, q)
	}
}

// checkRoundTrip parses what q prints, as it is and with every column's
// expression printed anew.
func checkRoundTrip(t *testing.T, q *syntax.Query) {
	t.Helper()
	again, err := syntax.Parse(q.String())
	if err != nil {
		t.Fatalf("Parse(%q), printed: %v", q, err)
	}
	if diff := cmp.Diff(q, again, ignoreSpans); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", q, diff)
	}
	names, _ := q.OutputColumns()
	namesAgain, _ := again.OutputColumns()
	if diff := cmp.Diff(names, namesAgain); diff != "" {
		t.Errorf("%q prints with other columns (-want +got)\n%s", q, diff)
	}
	n := 0
	eachColumn(q, func(c *syntax.Column) {
		if _, field := c.Expr.(*syntax.Field); c.Alias == "" && !field {
			n++
			c.Alias = fmt.Sprintf("column %d", n)
		}
	})
	aliased, err := syntax.Parse(q.String())
	if err != nil {
		t.Fatalf("Parse(%q), printed with aliases: %v", q, err)
	}
	if diff := cmp.Diff(q, aliased, ignoreSpans); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", q, diff)
	}
}

// ignoreSpans leaves out where the nodes stood; of a column's spelling only what
// is its name matters.
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
			columns = append(c.By[:len(c.By):len(c.By)], c.Values...)
		}
		for _, column := range columns {
			visit(column)
		}
	}
}

func TestNodesKnowTheirRange(t *testing.T) {
	t.Parallel()
	const query = "filter (a + 1) * 2 = -b # x\n or not c in [1, 2]"
	q, err := syntax.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	syntax.Walk(q.Commands[0].(*syntax.Filter).Condition, func(x syntax.Expr) bool {
		got = append(got, query[x.Range().Offset:x.Range().End])
		return true
	})
	want := []string{query[len("filter "):], "(a + 1) * 2 = -b", "(a + 1) * 2", "a + 1", "a", "1", "2", "-b", "b",
		"not c in [1, 2]", "c in [1, 2]", "c", "1", "2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOutputColumns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query string
		want  []string
	}{
		{"filter a = 1", []string{"@timestamp", "@message", "@ptr"}},
		{"fields a, b.c as d, a | fields e+1", []string{"a", "d", "e+1", "@ptr"}},
		{"fields a | display b, c | fields d", []string{"b", "c", "@ptr"}},
		{"fields a | display b | display c as x", []string{"x", "@ptr"}},
		{"stats count(*) as calls", []string{"calls"}},
		{"fields a | stats count(*), sum(b) as s by c, bin(5m)", []string{"c", "bin(5m)", "count(*)", "s"}},
		{"stats count(*) as n by a | fields n * 2 as m", []string{"a", "n", "m"}},
		{"stats count(*) as n by a | display n", []string{"n"}},
		{"filter a > 1 | stats count(*) as n | fields n * 2 as a", []string{"n", "a"}},
	}
	for _, test := range tests {
		q, err := syntax.Parse(test.query)
		if err != nil {
			t.Fatalf("Parse(%q): %v", test.query, err)
		}
		got, ok := q.OutputColumns()
		if diff := cmp.Diff(test.want, got); diff != "" || !ok {
			t.Errorf("%q: ok %v (-want +got)\n%s", test.query, ok, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, test := range printed {
		f.Add(test.query)
	}
	for _, query := range badQueries {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 1000 {
			t.Skip("comparing deep trees takes too long")
		}
		q, err := syntax.Parse(query)
		if err == nil {
			checkRoundTrip(t, q)
			return
		}
		e := err.(*syntax.Error)
		if e.Offset < 0 || e.End < e.Offset || e.End > len(query) || e.Message == "" {
			t.Errorf("Parse(%q): error %+v outside the text", query, e)
		}
		syntax.Format(e, query)
	})
}

package cli

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// documentOf returns a document of one query.
func documentOf(q fanlight.QueryResult) *fanlight.Document {
	q.ID = "errors"
	return &fanlight.Document{Queries: []fanlight.QueryResult{q}}
}

func rowsWith(values ...string) (all []fanlight.Row) {
	for _, v := range values {
		all = append(all, fanlight.Row{{Name: "n", Value: v}, {Name: "@ptr", Value: "1"}})
	}
	return all
}

func TestTestResult_compare(t *testing.T) {
	t.Parallel()
	ok := func(values ...string) fanlight.QueryResult {
		return fanlight.QueryResult{State: fanlight.OK, Columns: []string{"n", "@ptr"}, Rows: rowsWith(values...)}
	}
	value := source.Test{Values: []source.TestValue{{Query: "errors", Want: source.TestCell{Text: "12", Number: true}}}}
	table := source.Test{Tables: []source.TestTable{{Query: "errors", Rows: []source.TestRow{{Cells: []source.TestCell{{Text: "12", Number: true}}}}}}}
	for name, test := range map[string]struct {
		test source.Test
		got  fanlight.QueryResult
		want string
	}{
		"the value":            {value, ok("12.0", "13"), ""},
		"another value":        {value, ok("13"), "errors: want 12, got 13"},
		"a value to quote":     {value, ok("a: b\x1b[31m"), `errors: want 12, got "a: b\u001b[31m"`},
		"no row":               {value, ok(), "errors: want 12, got no row (a test wants that with rows: { errors: [] })"},
		"a query that failed":  {value, fanlight.QueryResult{State: fanlight.Failed, Error: "no\ngroup"}, "errors: want 12, got failed: no␊group"},
		"not asked for":        {source.Test{}, fanlight.QueryResult{State: fanlight.TimedOut}, "errors: got timed out"},
		"several columns":      {value, fanlight.QueryResult{State: fanlight.OK, Columns: []string{"a", "b"}, Rows: []fanlight.Row{{{Name: "a", Value: "1"}}}}, "errors: want 12, got 2 fields: name one as errors.FIELD: a, b"},
		"the table":            {table, ok("12"), ""},
		"another table":        {table, ok("13"), "errors: row 1 of 1 differs"},
		"a longer table":       {table, ok("12", "12"), "errors: want 1 row, got 2 rows"},
		"a table that was cut": {table, fanlight.QueryResult{State: fanlight.OK, RowCount: 3000, Rows: rowsWith("12")}, "errors: want 1 row, got 3,000 rows, of which a report shows 1 row: want a test of a query with fewer"},
	} {
		r := testResult{report: &report.Report{Queries: []report.Query{{ID: "errors", Text: "stats count(*) as n"}}}, test: test.test}
		r.compare(documentOf(test.got))
		got := ""
		if len(r.differences) > 0 {
			got = r.differences[0].String()
		}
		if got != test.want || len(r.differences) > 1 {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestFormatCell(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"12": "12", "-1.5": "-1.5", "012": "'012'", "acme": "acme", "/week": "/week", "": "''", "a b": "a b",
		"2026-01-02 12:00:00.000": "'2026-01-02 12:00:00.000'", "true": "'true'", "it's": "'it''s'", "a, b": "'a, b'",
		"[x]": "'[x]'", "a\nb": `"a\nb"`, " a": `" a"`, "~": "'~'", "${x}": "'$${x}'", "-": "'-'",
	} {
		if got := formatCell(value); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

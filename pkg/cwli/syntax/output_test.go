package syntax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestQuery_OutputColumns(t *testing.T) {
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
		got, ok := parse(t, test.query).OutputColumns()
		if diff := cmp.Diff(test.want, got); diff != "" || !ok {
			t.Errorf("%q: ok %v (-want +got)\n%s", test.query, ok, diff)
		}
	}
}

func TestQuery_Outputs(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"limit 1":                                {"@timestamp", "@message"},
		"fields a + 1 as b, c, c":                {"a + 1", "c"},
		"stats sum(a) / 2 as half by bin(5m), k": {"bin(5m)", "k", "sum(a) / 2"},
	} {
		var got []string
		for _, column := range parse(t, query).Outputs() {
			got = append(got, column.Expr.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", query, diff)
		}
	}
}

func TestQuery_Stats(t *testing.T) {
	t.Parallel()
	q := parse(t, "filter a | stats count(*) by b | limit 1")
	if got := q.Stats(); got != q.Commands[1] {
		t.Errorf("Stats = %v, want the second command", got)
	}
	if got := parse(t, "filter a | limit 1").Stats(); got != (*syntax.Stats)(nil) {
		t.Errorf("Stats of a query without stats = %v, want nil", got)
	}
}

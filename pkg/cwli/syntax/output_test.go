package syntax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestQuery_OutputColumns(t *testing.T) {
	t.Parallel()
	tests := []struct{ query, want string }{
		{"filter a = 1", "@timestamp @message @ptr"},
		{"fields a, b.c as d, a | fields e+1", "a d e+1 @ptr"},
		{"fields a | display b, c | fields d", "b c @ptr"},
		{"fields a | display b | display c as x", "x @ptr"},
		{"stats count(*) as calls", "calls"},
		{"fields a | stats count(*), sum(b) as s by c, bin(5m)", "c bin(5m) count(*) s"},
		{"stats count(*) as n by a | fields n * 2 as m", "a n m"},
		{"stats count(*) as n by a | display n", "n"},
		{"filter a > 1 | stats count(*) as n | fields n * 2 as a", "n a"},
		{"stats count(*) as n by a, b | display n | stats max(n) by b", "b max(n)"},
		// What other commands make is hidden by a later display, and not by fields.
		{"parse 'a*' as b", "@timestamp @message b @ptr"},
		{"parse 'a*' as b | fields b, c | parse 'd*' as e", "b c e @ptr"},
		{"parse 'a*' as b | stats count(*) by b", "b count(*)"},
		{"fields a | accum a as b | fields c | accum c as d", "a c b d @ptr"},
		{"parse 'a*' as b | fields c", "c b @ptr"},
		{"parse 'a*' as b | display c | fields d | parse 'd*' as e", "c e @ptr"},
		{"stats sum(n) as q by a | accum q as s | fields s+1 as u", "a q u s"},
		{"stats sum(n) as q by a | autoregress q p=1-2 | fields q*2 as u | addtotals", "a q u q_p1 q_p2 Total"},
		{"stats values(v) as q by a | unnest q into e | appendcols (stats count(*) as m) | fields e", "a q e m"},
		{"stats count(*) as q | lookup t q OUTPUT x | display q | fields q+1 as u", "q"},
		{"unnest a | expand b | fields c", "c a b @ptr"},
		{"parse 'a*b*' as x, y | fields z, x", "z x @ptr"},
		{"parse 'a*b*' as x, y | accum x as s | fields y", "y s @ptr"},
		{"parse 'a*b*' as x, y | fields x as z", "z x y @ptr"},
		{"fields x, y | accum x | fields z, x", "x y z @ptr"},
		{"lookup t id OUTPUT name | fields id, name", "id name @ptr"},
		{"fields b | lookup t a OUTPUT b, c", "b c @ptr"},
		{"join left=a right=b where a.x=b.x (limit 1)", "@timestamp @message b.@timestamp b.@message @ptr …"},
		{"fields x | join left=a right=b where a.x=b.x (fields x, y) | limit 2", "x b.x b.y @ptr …"},
		{"fields x | join left=a right=b where a.x=b.x (fields x, y) | fields b.y", "x b.y @ptr"},
		{"stats max(n) as m by x | join left=a right=b where a.x=b.x (stats count(*) as k by x)", "x m b.x b.k …"},
		{"join left=a right=b where a.x=b.x (limit 1) | display a.x, b.y", "a.x b.y @ptr"},
		{"join left=a right=b where a.x=b.x (limit 1) | stats count(*) as n", "n"},
		{"pattern a | fields @ratio * 100 as percent", "@pattern @ratio @sampleCount @severityLabel percent"},
		{"countFrequent a, b | limit 3", "a b _approxcount"},
	}
	for _, test := range tests {
		if got := columnsOf(parse(t, test.query)); got != test.want {
			t.Errorf("%q: %s, want %s", test.query, got, test.want)
		}
	}
}

func TestQuery_Outputs(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"limit 1":                                {"@timestamp", "@message"},
		"fields a + 1 as b, c, c":                {"a + 1", "c"},
		"stats sum(a) / 2 as half by bin(5m), k": {"bin(5m)", "k", "sum(a) / 2"},
		"fields a | parse 'x*' as b":             {"a", "b"},
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
	q := parse(t, "stats count(*) as n by b | filter n | stats max(n) | limit 1")
	if got := q.Stats(); got != q.Commands[2] {
		t.Errorf("Stats = %v, want the third command", got)
	}
	if got := parse(t, "filter a | limit 1").Stats(); got != (*syntax.Stats)(nil) {
		t.Errorf("Stats of a query without stats = %v, want nil", got)
	}
}

package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestStats(t *testing.T) {
	t.Parallel()
	count, _ := expr.Lookup("count")
	checkTree(t, "stats count(*) as n by a offset 1d", &syntax.Stats{
		Values: []*expr.Column{{Expr: &expr.Call{Func: count, Star: true}, Alias: "n"}},
		By:     []*expr.Column{{Expr: field("a")}},
		Offset: &expr.Period{Count: 1, Unit: expr.Day},
	})
}

// TestStats_names reads queries whose names are right although they look like the
// mistakes of errors.golden.
func TestStats_names(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"stats max(a) by a",
		"stats max(a) as x, x + 1 as y by x2",
		"stats count(*) as n by @timestamp | stats max(n) by bin(1h)",
		"stats max(a) as m by bin(5m) as t | stats max(m) by bin(t, 10m)",
		"stats max(j) as m | fields m.x, m.0",
		"stats count(*) as n by a | accum n as s | filter s > 1 | lookup t a OUTPUT b | fields b | addtotals n | filter Total > 1",
		"stats count(*) as n by a | join left=l right=r where l.a=r.a (limit 1) | fields r.b",
		"stats count(*) as n by a | appendcols (stats max(b) as m by c) | fields m, c",
		"stats count(*) as n by a | autoregress n p=1-2 | filter n_p2 > 1",
		"pattern a | fields @tokens",
		"stats count(*) by " + "a, a",
	} {
		parse(t, query)
	}
}

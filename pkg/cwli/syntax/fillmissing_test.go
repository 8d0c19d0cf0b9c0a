package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestFillMissing(t *testing.T) {
	t.Parallel()
	checkTree(t, "stats count(*) as n by bin(1m) | fillmissing", &syntax.FillMissing{})
	checkTree(t, "stats count(*) as n, max(a) as m by bin(1m) | fillmissing with 0 for n, 'x' for m",
		&syntax.FillMissing{Fills: []*syntax.Fill{{Value: &expr.Number{Text: "0"}, Field: field("n")}, {Value: &expr.Text{Value: "x"}, Field: field("m")}}})
}

func TestFill(t *testing.T) {
	t.Parallel()
	fill := syntax.Fill{Value: &expr.Text{Value: "x"}, Field: field("a b")}
	if got := fill.String(); got != "\"x\" for `a b`" {
		t.Errorf("the value is written %s", got)
	}
}

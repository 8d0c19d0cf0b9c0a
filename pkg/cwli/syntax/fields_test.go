package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestFields(t *testing.T) {
	t.Parallel()
	checkTree(t, "fields a, b as c", &syntax.Fields{Columns: []*expr.Column{{Expr: field("a")}, {Expr: field("b"), Alias: "c"}}})
}

func TestDisplay(t *testing.T) {
	t.Parallel()
	checkTree(t, "display a, b as c", &syntax.Display{Columns: []*expr.Column{{Expr: field("a")}, {Expr: field("b"), Alias: "c"}}})
}

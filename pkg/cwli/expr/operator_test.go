package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestOp_Comparison(t *testing.T) {
	t.Parallel()
	for op, want := range map[expr.Op]bool{
		expr.Equal: true, expr.NotEqual: true, expr.Less: true, expr.GreaterEqual: true,
		expr.Or: false, expr.Not: false, expr.Add: false, expr.Negate: false,
	} {
		if got := op.Comparison(); got != want {
			t.Errorf("%v: %v, want %v", op, got, want)
		}
	}
}

func TestOp_String(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^"} {
		x, ok := parse(t, "a "+text+" b").(*expr.Binary)
		if !ok || x.Op.String() != text {
			t.Errorf("the operator of a %s b is %v", text, x)
		}
	}
}

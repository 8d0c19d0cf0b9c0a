package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestOp_Comparison(t *testing.T) {
	t.Parallel()
	for op, want := range map[syntax.Op]bool{
		syntax.Equal: true, syntax.NotEqual: true, syntax.Less: true, syntax.GreaterEqual: true,
		syntax.Or: false, syntax.Not: false, syntax.Add: false, syntax.Negate: false,
	} {
		if got := op.Comparison(); got != want {
			t.Errorf("%v: %v, want %v", op, got, want)
		}
	}
}

func TestOp_String(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^"} {
		x, ok := condition(t, "a "+text+" b").(*syntax.Binary)
		if !ok || x.Op.String() != text {
			t.Errorf("the operator of a %s b is %v", text, x)
		}
	}
}

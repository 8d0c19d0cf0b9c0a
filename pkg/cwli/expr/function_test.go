package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestCall_IsAggregate(t *testing.T) {
	t.Parallel()
	stats := parse(t, "stats COUNT(*), count(a), sum(a), avg(a), min(a), max(a) by bin(1h), ispresent(b)").Stats()
	for _, column := range stats.Values {
		if !column.Expr.(*syntax.Call).IsAggregate() {
			t.Errorf("%s is not an aggregate", column.Name())
		}
	}
	for _, column := range stats.By {
		if column.Expr.(*syntax.Call).IsAggregate() {
			t.Errorf("%s is an aggregate", column.Name())
		}
	}
}

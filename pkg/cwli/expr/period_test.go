package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestPeriod_Milliseconds(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]int64{
		"250ms": 250, "1s": 1000, "5m": 300_000, "2hr": 7_200_000, "3days": 259_200_000,
		"5000msec": 1000, "300s": 60_000, "90min": 3_600_000, "36hours": 86_400_000, // above the cap of the unit
	} {
		call := parse(t, "stats count(*) by bin("+period+")").Stats().By[0].Expr.(*syntax.Call)
		if got := call.Args[0].(*syntax.Period).Milliseconds(); got != want {
			t.Errorf("%s: %d ms, want %d", period, got, want)
		}
	}
}

package amount_test

import (
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDifference(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to float64
		unit     report.Unit
		want     string
	}{
		{588, 812, report.UnitMillis, "224 ms"},
		{1232350, 1284310, report.UnitCount, "51,960"},
		{0.53, 1.84, report.UnitPercent, "1.31 pts"},
		{43517, 41207, report.UnitCount, "2,310"},
		{0.5, 0.31, report.UnitDollars, "$0.19"},
		{-math.MaxFloat64, math.MaxFloat64, "", "no number"},
	} {
		if got := spaces(amount.Difference(c.from, c.to, c.unit)); got != c.want {
			t.Errorf("Difference(%v, %v, %q) = %q, want %q", c.from, c.to, c.unit, got, c.want)
		}
	}
}

func TestRelative(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to float64
		want     string
	}{
		{1232350, 1284310, "+4.2%"},
		{43517, 41207, "−5.3%"},
		{588, 812, "+38%"},
		{100, 102.8, "+2.8%"},
		{1000, 1000.4, "+0.04%"},
		{12, 0, "−100%"},
		{1000, 3, "−99.7%"},
		{0, 12, ""},
		{7, 7, "0%"},
		{1000, 10996, "+999.6%"},
		{1000, 11000, "×11"},
		{1090, 16402, "×15"},
		{1, 2e7, "×20\u00A0million"},
		{-10, 5, "+150%"},
		{-1, 100, "+10,100%"},
		{1e-300, 1e300, ""},
		{math.NaN(), 1, ""},
	} {
		if got := amount.Relative(c.from, c.to); got != c.want {
			t.Errorf("Relative(%v, %v) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

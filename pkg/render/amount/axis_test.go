package amount_test

import (
	"math"
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestAxis(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit  report.Unit
		ticks []float64
		want  []string
	}{
		{report.UnitCount, []float64{0, 2000, 4000}, []string{"0", "2,000", "4,000"}},
		{report.UnitMillis, []float64{0, 500, 1000}, []string{"0", "500", "1,000"}},
		{report.UnitMillis, []float64{0, 100e3, 200e3}, []string{"0", "100 s", "200 s"}},
		{report.UnitBytes, []float64{0, 0.5e9, 1e9, 1.5e9}, []string{"0", "0.5 GB", "1.0 GB", "1.5 GB"}},
		{report.UnitPercent, []float64{0, 0.5, 1}, []string{"0%", "0.5%", "1.0%"}},
		{report.UnitDollars, []float64{0, 0.25, 0.5}, []string{"$0", "$0.25", "$0.50"}},
		{report.UnitDollars, []float64{0, 0.2, 0.4}, []string{"$0", "$0.20", "$0.40"}},
		{report.UnitCount, []float64{0, 2.5e6, 5e6}, []string{"0", "2.5 M", "5.0 M"}},
		{report.UnitCount, []float64{0, 1e12}, []string{"0", "1 tn"}},
		{"", []float64{-0.5, 0, 0.5}, []string{"−0.5", "0", "0.5"}},
		{"", []float64{0, 2.5e-7, 5e-7}, []string{"0", "2.5e-07", "5e-07"}},
		{"", []float64{0, 1e300}, []string{"0", "1e288 tn"}},
		{"", []float64{math.NaN(), math.Inf(1)}, []string{"no number", "no number"}},
		{"", nil, nil},
	} {
		got := amount.Axis(c.ticks, c.unit)
		for i := range got {
			got[i] = spaces(got[i])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Axis(%v, %q) = %q, want %q", c.ticks, c.unit, got, c.want)
		}
	}
}

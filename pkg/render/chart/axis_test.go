package chart

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestAxis(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		low, high float64
		unit      report.Unit
		want      []float64
	}{
		{0, 7755, report.UnitCount, []float64{0, 2000, 4000, 6000, 8000}},
		{118, 1870, report.UnitMillis, []float64{0, 500, 1000, 1500, 2000}},
		{0, 0, "", []float64{0, 1}},
		{0, 1, report.UnitCount, []float64{0, 1}},
		{0, 1, report.UnitSeconds, []float64{0, 0.25, 0.5, 0.75, 1}},
		{-386, 480, "", []float64{-500, -250, 0, 250, 500}},
		{-1480, -614, "", []float64{-1500, -1000, -500, 0}},
		{0, 8000, "", []float64{0, 2000, 4000, 6000, 8000}},
	} {
		if got := axis(c.low, c.high, c.unit); !slices.Equal(got, c.want) {
			t.Errorf("axis of %v to %v has ticks %v, want %v", c.low, c.high, got, c.want)
		}
	}
}

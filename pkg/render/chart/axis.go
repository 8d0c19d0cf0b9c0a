package chart

import (
	"math"

	"github.com/fanlight/fanlight/pkg/report"
)

const mostY = 5 // ticks

// axis returns the ticks of an axis that has 0 and two bounds: the fewest round steps
// of 1, 2, 2.5 or 5 times a power of ten that reach them.
func axis(low, high float64, unit report.Unit) []float64 {
	low, high = min(0, low), max(0, high)
	if low == high {
		return []float64{0, 1}
	}
	first := int(math.Floor(math.Log10((high - low) / mostY)))
	for power := first; ; power++ {
		for _, round := range []float64{1, 2, 2.5, 5} {
			step := round * math.Pow10(power)
			if unit == report.UnitCount && step != math.Trunc(step) {
				continue
			}
			from, to := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
			if low < 0 {
				from = min(from, -1)
			}
			if high > 0 {
				to = max(to, 1)
			}
			if to-from >= mostY {
				continue
			}
			var ticks []float64
			for i := from; i <= to; i++ {
				ticks = append(ticks, i*step)
			}
			return ticks
		}
	}
}

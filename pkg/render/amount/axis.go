package amount

import (
	"math"
	"strconv"

	"github.com/fanlight/fanlight/pkg/report"
)

// Axis labels round numbers in one unit and with one number of decimals. A unit stands
// at each but 0, except for that of the values themselves if it is of time: it belongs
// into the title.
func Axis(ticks []float64, unit report.Unit) []string {
	top := 0.0
	for _, t := range ticks {
		if size := math.Abs(t); !math.IsInf(size, 0) {
			top = max(top, size)
		}
	}
	s := axisScale(top, unit)
	places := axisPlaces(ticks, s.factor)
	if unit == report.UnitDollars && s.factor == 1 && places == 1 {
		places = 2 // cents
	}
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		labels[i] = axisLabel(t, unit, s, places)
	}
	return labels
}

var axisScales = map[report.Unit][]scale{
	report.UnitBytes:   stored,
	report.UnitPercent: percent,
	report.UnitMillis:  {{1, "", 1e5}, {1e3, "s", 0}},
	report.UnitSeconds: bare,
	report.UnitCount:   {{1, "", 1e6}, {1e6, "M", 1e3}, {1e9, "bn", 1e3}, {1e12, "tn", 0}},
}

func axisScale(top float64, unit report.Unit) scale {
	steps, known := axisScales[unit]
	if !known {
		steps = axisScales[report.UnitCount]
	}
	for _, s := range steps[:len(steps)-1] {
		if top/s.factor < s.below {
			return s
		}
	}
	return steps[len(steps)-1]
}

// axisPlaces returns the decimals that all ticks need.
func axisPlaces(ticks []float64, factor float64) int {
	for places := range 6 {
		shift, exact := math.Pow10(places)/factor, true
		for _, t := range ticks {
			at := t * shift
			exact = exact && math.Abs(at-math.Round(at)) <= 1e-6*math.Abs(at)
		}
		if exact {
			return places
		}
	}
	return -1
}

func axisLabel(t float64, unit report.Unit, s scale, places int) string {
	value := t / s.factor
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
		return None
	case value == 0 && s.name != "%":
		return dollars("0", unit)
	case value == 0:
		return "0%"
	case places < 0 || math.Abs(value) >= 1e7:
		return join(dollars(pretty(trim(strconv.FormatFloat(value, 'e', 2, 64))), unit), s.name)
	}
	return join(dollars(pretty(strconv.FormatFloat(value, 'f', places, 64)), unit), s.name)
}

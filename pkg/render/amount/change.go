package amount

import (
	"math"

	"github.com/fanlight/fanlight/pkg/report"
)

// Difference writes the size of a change without its direction: 224 ms, 51,960. Percents
// differ in points: 1.31 pts.
func Difference(from, to float64, unit report.Unit) string {
	number, name := Split(math.Abs(to-from), unit)
	if name == "%" {
		name = "pts"
	}
	return join(number, name)
}

// Relative writes a change in percent of from: +4.2%, −5.3%, and ×15 from +1,000% on. A
// change from 0 has none and is "". −100% means that nothing is left.
func Relative(from, to float64) string {
	change := 100 * (to - from) / math.Abs(from)
	switch {
	case math.IsNaN(change) || math.IsInf(change, 0):
		return ""
	case change >= 1000 && from > 0:
		return "×" + Format(math.Round(to/from), report.UnitCount)
	}
	text := Format(short(change), report.UnitPercent, -100, 1000)
	if change > 0 {
		return "+" + text
	}
	return text
}

// short rounds a percentage to one decimal below 10 and to none above, but never to 0,
// onto 1,000 or onto a loss of all.
func short(change float64) float64 {
	places := 10.0
	if math.Abs(change) >= 10 {
		places = 1
	}
	rounded := math.Round(change*places) / places
	if rounded == 0 || crosses(change, rounded, 1, []float64{-100, 1000}) {
		return change
	}
	return rounded
}

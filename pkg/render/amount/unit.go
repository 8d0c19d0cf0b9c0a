package amount

import (
	"math"
	"strconv"

	"github.com/fanlight/fanlight/pkg/report"
)

// scale is a unit that values of another are written in, as long as they stay below a
// number of it.
type scale struct {
	factor float64
	name   string
	below  float64
}

var (
	counted = []scale{{1, "", 1e7}, {1e6, "million", 1e3}, {1e9, "billion", 1e3}, {1e12, "trillion", 0}}
	stored  = []scale{{1, "B", 1e3}, {1e3, "kB", 1e3}, {1e6, "MB", 1e3}, {1e9, "GB", 1e3}, {1e12, "TB", 1e3}, {1e15, "PB", 0}}
	timed   = []scale{{1e-3, "ms", 1e3}, {1, "s", 0}}
	percent = []scale{{1, "%", 0}}
	bare    = []scale{{1, "", 0}}
)

func scales(unit report.Unit) []scale {
	switch unit {
	case report.UnitCount, report.UnitDollars:
		return counted
	case report.UnitBytes:
		return stored
	case report.UnitSeconds:
		return timed
	case report.UnitMillis:
		return []scale{{1, "ms", 1e3}, {1e3, "s", 0}}
	case report.UnitPercent:
		return percent
	}
	return bare
}

// decimals returns the decimal places of a value in a unit. Whole digits always stand.
func decimals(value float64, unit report.Unit, factor float64) int {
	size := math.Abs(value)
	significant := 3
	switch {
	case size == 0 || unit == "":
		return 4
	case unit == report.UnitDollars && factor == 1 && size >= 0.01:
		return 2
	case unit == report.UnitDollars && factor == 1:
		significant = 1
	case unit == report.UnitPercent && size < 1:
		significant = 2
	}
	return max(0, significant-1-int(math.Floor(math.Log10(size))))
}

// tiny is the size from which on a value of many zeros is written with an exponent.
func tiny(unit report.Unit) float64 {
	if unit == "" {
		return 1e-4
	}
	return 1e-6
}

func exponentDigits(unit report.Unit) int {
	if unit == "" {
		return 3
	}
	return 2
}

const minute, hour, day = 60.0, 3600.0, 86400.0

// spoken writes times from a minute on: 2 min 5 s, 3 h 20 min, 12.5 d. It returns ""
// for others, and where the seconds that it leaves out would cross a mark.
func spoken(f float64, unit report.Unit, marks []float64) (number, name string) {
	second := map[report.Unit]float64{report.UnitSeconds: 1, report.UnitMillis: 1e3}[unit]
	if second == 0 || math.Abs(f)/second < minute-0.05 {
		return "", ""
	}
	sign, size := "", math.Abs(f)/second
	if f < 0 {
		sign = minus
	}
	large, small, names := minute, 1.0, [2]string{"min", "s"}
	switch {
	case size >= day-30:
		digits, rounded := round(f/(day*second), unit, 1, nil)
		if crosses(f, rounded*day*second, 1, marks) {
			return "", ""
		}
		return pretty(trim(digits)), "d"
	case size >= hour-0.5:
		large, small, names = hour, minute, [2]string{"h", "min"}
	}
	steps := math.Round(size / small)
	if crosses(f, math.Copysign(steps*small*second, f), 1, marks) {
		return "", ""
	}
	whole, rest := math.Floor(steps/(large/small)), math.Mod(steps, large/small)
	number = sign + strconv.FormatFloat(whole, 'f', 0, 64)
	if rest == 0 {
		return number, names[0]
	}
	return number + space + names[0] + space + strconv.FormatFloat(rest, 'f', 0, 64), names[1]
}

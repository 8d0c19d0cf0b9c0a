package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

var (
	errorsByHour = []float64{108, 84, 69, 48, 80, 94, 152, 182, 365, 342, 332, 337, 514, 334, 5154, 7755, 4260, 1213, 410, 498, 549, 295, 271, 185}
	errorsBefore = []float64{121, 74, 51, 76, 66, 69, 182, 228, 220, 408, 371, 278, 473, 398, 270, 392, 369, 297, 489, 499, 367, 423, 275, 135}
	absent       = math.Inf(-1) // in these lists
	p95ByHour    = []float64{548, 541, 552, absent, 560, 538, 549, 566, 583, 577, 590, 604, 611, 618, 1320, 1870, 1240, 764, 622, 607, 596, 588, 571, 559}
	p50ByHour    = []float64{121, 119, 122, absent, 124, 118, 120, 126, 131, 129, 133, 138, 140, 142, 214, 268, 203, 158, 141, 139, 136, 133, 128, 124}
)

func points(values ...float64) []Point {
	all := make([]Point, len(values))
	for i, v := range values {
		all[i] = Point{v, v != absent}
	}
	return all
}

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// bins returns n bins of a length from a local time on.
func bins(start time.Time, n int, length time.Duration) (all []time.Time, end time.Time) {
	for i := range n {
		all = append(all, start.Add(time.Duration(i)*length))
	}
	return all, start.Add(time.Duration(n) * length)
}

// dates returns n bins of so many days and months.
func dates(start time.Time, n, months, days int) (all []time.Time, end time.Time) {
	for i := range n + 1 {
		all = append(all, start.AddDate(0, i*months, i*days))
	}
	return all[:n], all[n]
}

func hourly(zone *time.Location, series ...Series) *Chart {
	c := &Chart{Title: "5xx errors per hour", Unit: report.UnitCount, Zone: zone, Series: series}
	c.Bins, c.End = bins(time.Date(2026, 11, 25, 0, 0, 0, 0, zone), len(series[0].Points), time.Hour)
	return c
}

func repeated(n int, f func(i int) float64) []Point {
	values := make([]float64, n)
	for i := range values {
		values[i] = f(i)
	}
	return points(values...)
}

func wave(i int) float64 { return math.Round(1000 + 400*math.Sin(float64(i)/4) + float64(i*7919%97)) }

// gallery has the charts that every drawing must hold for, by name.
func gallery(t testing.TB) map[string]*Chart {
	zone := berlin(t)
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, zone) }
	long := func(all []time.Time, end time.Time) *Chart {
		return &Chart{Title: "Requests", Unit: report.UnitCount, Zone: zone, Bins: all, End: end, Series: []Series{{"Requests", repeated(len(all), wave)}}}
	}
	unit := func(unit report.Unit, factor float64) *Chart {
		c := hourly(zone, Series{"all", repeated(24, func(i int) float64 { return factor * wave(i) })})
		c.Unit = unit
		return c
	}
	named := func(names ...string) *Chart {
		var all []Series
		for n, name := range names {
			all = append(all, Series{name, repeated(24, func(i int) float64 { return wave(i+3*n) / float64(n+1) })})
		}
		return hourly(zone, all...)
	}
	marked := func(values []float64, marks ...Mark) *Chart {
		c := hourly(zone, Series{"95th percentile", points(values...)})
		c.Title, c.Unit, c.Marks = "Latency per hour", report.UnitMillis, marks
		return c
	}
	errors := hourly(zone, Series{"Wed 25 Nov", points(errorsByHour...)})
	errors.Before, errors.BeforeName, errors.ZeroFill = points(errorsBefore...), "Tue 24 Nov", true
	latency := marked(p95ByHour, Mark{"Alert", 1500, true}, Mark{"Warning", 800, false})
	latency.Series = append(latency.Series, Series{"Median", points(p50ByHour...)})
	counts := hourly(zone, Series{"all", points(5, 3, absent, absent, 8, absent, 2)})
	counts.ZeroFill = true
	many := make([]string, 40)
	for i := range many {
		many[i] = fmt.Sprintf("GET /v2/orders/%d", i)
	}
	return map[string]*Chart{
		"errors": errors, "latency": latency, "zero-filled": counts,
		"empty":     {Title: "Nothing", Zone: zone, Bins: []time.Time{day(25)}, End: day(26)},
		"no-bins":   {Title: "Nothing", Series: []Series{{"a", points(1)}}},
		"one-point": hourly(zone, Series{"all", points(absent, absent, 7, absent)}), "two-points": hourly(zone, Series{"all", points(3, 7)}),
		"equal":          hourly(zone, Series{"all", repeated(24, func(int) float64 { return 42 })}),
		"zero":           hourly(zone, Series{"all", repeated(24, func(int) float64 { return 0 })}),
		"negative":       hourly(zone, Series{"all", repeated(24, func(i int) float64 { return -wave(i) })}),
		"crossing-zero":  hourly(zone, Series{"all", repeated(24, func(i int) float64 { return wave(i) - 1000 })}),
		"tiny":           unit("", 1e-9),
		"huge":           unit(report.UnitCount, 1e9),
		"no-numbers":     hourly(zone, Series{"all", []Point{{math.NaN(), true}, {3, true}, {math.Inf(1), true}, {4, true}, {math.MaxFloat64, true}, {5e-324, true}}}),
		"gaps":           hourly(zone, Series{"all", points(absent, absent, 5, 6, absent, 7, absent, absent, 9, 8, absent)}),
		"400-days":       long(dates(time.Date(2025, 10, 22, 0, 0, 0, 0, zone), 400, 0, 1)),
		"5-minutes":      long(bins(day(25), 288, 5*time.Minute)),
		"week":           long(bins(day(16), 168, time.Hour)),
		"month":          long(dates(day(1), 30, 0, 1)),
		"12-months":      long(dates(time.Date(2025, 12, 1, 0, 0, 0, 0, zone), 12, 1, 0)),
		"23-hours":       long(bins(time.Date(2026, 3, 29, 0, 0, 0, 0, zone), 23, time.Hour)),
		"25-hours":       long(bins(time.Date(2026, 10, 25, 0, 0, 0, 0, zone), 25, time.Hour)),
		"from-noon":      long(bins(time.Date(2026, 11, 24, 12, 25, 0, 0, zone), 24, time.Hour)),
		"minute":         long(bins(day(25), 60, time.Second)),
		"long-names":     named(strings.Repeat("checkout ", 9), strings.Repeat("W", 80)),
		"5-series":       named("one", "two", "three", "four", "five"),
		"40-series":      named(many...),
		"scripts":        named("платежи", "支払い", "مدفوعات", "🙂 payments"),
		"hostile":        named(`<script>alert("1")</script>`, "\u202Egnp.exe\u2066", "a\x00b\nc & d"),
		"far-marks":      marked([]float64{12, 15, 11, 60, 14}, Mark{"Alert", 1500, true}, Mark{"Warning", 800, false}),
		"crossed-mark":   marked([]float64{612, 640, 655, 998, 1003, 990, 730, 650}, Mark{"Alert", 1000, true}),
		"near-marks":     marked([]float64{612, 640, 655, 680, 703, 690, 730, 650}, Mark{"Alert", 720, true}, Mark{"Warning", 700, false}),
		"percent":        unit(report.UnitPercent, 1e-3),
		"bytes":          unit(report.UnitBytes, 1.3e6),
		"dollars":        unit(report.UnitDollars, 3e-4),
		"seconds":        unit(report.UnitSeconds, 3e-4),
		"no-zone-letter": {Title: "São Paulo", Zone: time.FixedZone("-03", -3*3600), Bins: []time.Time{day(25), day(26)}, End: day(27), Series: []Series{{"a", points(1, 2)}}},
	}
}

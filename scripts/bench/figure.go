package main

import (
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// figure is one line of a row. Its target is most or least, none if both are 0.
type figure struct {
	name, format string
	value        func(*fleet.Edition) float64
	most, least  float64
	onlyLast     bool // judge the second edition only: the sending order of the first knows no times
}

// figures returns what is printed of a row.
func (r row) figures(perQuery time.Duration, memory fleet.Memory) []figure {
	return []figure{
		{name: "makespan / bound", format: "%.3f", value: (*fleet.Edition).Ratio, most: r.ratio, onlyLast: true},
		{name: "due to delivered, beyond the makespan [s]", format: "%.2f", value: beyond, most: r.beyond()},
		{name: "write units", format: "%.0f", value: writeUnits, most: r.writeUnits()},
		{name: "Insights calls a query", format: "%.2f", value: calls, most: r.calls()},
		{name: "of these refused [%]", format: "%.2f", value: refused, most: 1},
		{name: "billed time of one Lambda a query over ours", format: "%.1f", value: r.saved(perQuery), least: r.leastSaved()},
		{name: "dollars a report, 128 MB a function", format: "%.6f", value: r.dollars(smallMemory), most: r.mostDollars()},
		{name: "dollars a report, as deployed", format: "%.6f", value: r.dollars(memory)},
	}
}

func beyond(e *fleet.Edition) float64 { return e.Beyond().Seconds() }

func writeUnits(e *fleet.Edition) float64 { return e.AllUnits().Write }

func calls(e *fleet.Edition) float64 { return e.PerQuery(float64(e.Insights().Made)) }

func refused(e *fleet.Edition) float64 {
	return 100 * float64(e.Insights().Refused) / float64(e.Insights().Made)
}

// saved returns how many times more is billed for one Lambda per query.
func (r row) saved(perQuery time.Duration) func(*fleet.Edition) float64 {
	return func(e *fleet.Edition) float64 { return perQuery.Seconds() / e.PerQuery(e.AllBilled().Seconds()) }
}

func (r row) dollars(memory fleet.Memory) func(*fleet.Edition) float64 {
	return func(e *fleet.Edition) float64 {
		return e.Counts.Dollars(r.reports, memory) / float64(r.reports)
	}
}

// smallMemory is 128 MB for each function.
func smallMemory(string) int { return 128 }

// The targets, 0 for none. Those of calls, billed time and dollars are for all
// slots of the account: with a quarter of them two workers wait four times as long.

func (r row) beyond() float64 {
	if r.reports > 1 {
		return 0
	}
	return 1.0
}

// writeUnits returns 2.2 for each query, 20 for each run and 3 for its destination.
func (r row) writeUnits() float64 {
	return float64(r.reports) * (2.2*float64(r.queries) + 20 + 3)
}

func (r row) calls() float64 {
	if r.whole && r.reports == 1 && r.queries >= 1000 {
		return 2.5
	}
	return 0
}

func (r row) leastSaved() float64 {
	switch {
	case !r.whole || r.reports > 1 || r.queries < 100:
		return 0
	case r.queries < 1000:
		return 12
	}
	return 40
}

func (r row) mostDollars() float64 {
	if !r.whole || r.reports > 1 {
		return 0
	}
	return map[int]float64{100: 0.0004, 1000: 0.0025}[r.queries]
}

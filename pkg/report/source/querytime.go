package source

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/report"
)

// noteBins notes bins that begin at other times than the hours and days of the report's
// zone.
func (b *builder) noteBins(t queryText, x expr.Expr) {
	call, ok := x.(*expr.Call)
	if !ok || !slices.Contains([]string{"bin", "datefloor", "dateceil"}, call.Func.Name) {
		return
	}
	for _, arg := range call.Args {
		if period, ok := arg.(*expr.Period); ok && !inStep(period, b.report.Timezone) {
			t.noteAt(call.Offset, "", "bins of `"+call.String()+"` begin by the clocks of UTC, not of "+b.report.Timezone)
		}
	}
}

// inStep reports whether bins of a period, which begin by the clocks of UTC, begin by those
// of a zone too.
func inStep(p *expr.Period, timezone string) bool {
	zone, err := report.LoadZone(timezone)
	if err != nil {
		return true
	}
	for _, month := range []time.Month{time.January, time.July} { // summer time, if there is one
		_, offset := time.Date(2026, month, 1, 0, 0, 0, 0, zone).Zone()
		if time.Duration(offset)*time.Second%length(p) != 0 {
			return false
		}
	}
	return true
}

// length returns what an offset from UTC must be a multiple of, so that bins begin by both
// clocks: bins begin again with each next larger unit.
func length(p *expr.Period) time.Duration {
	unit, larger := time.Hour, 24*time.Hour
	switch p.Unit {
	case expr.Hour:
	case expr.Minute:
		unit, larger = time.Minute, time.Hour
	case expr.Second, expr.Millisecond:
		return time.Minute
	default:
		return 1<<63 - 1 // days and longer: UTC's own
	}
	if step := time.Duration(p.Count) * unit; step > 0 && larger%step == 0 {
		return step
	}
	return larger
}

package source

import (
	"slices"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/report"
)

// noteTimes notes what a query says about times and hardly means.
func (b *builder) noteTimes(t queryText, x expr.Expr) {
	t.noteTextAsTime(x)
	b.noteBins(t, x)
}

// noteTextAsTime notes a time that is compared with a text.
func (t queryText) noteTextAsTime(x expr.Expr) {
	var operands []expr.Expr
	switch x := x.(type) {
	case *expr.Binary:
		if x.Op.Comparison() {
			operands = []expr.Expr{x.X, x.Y}
		}
	case *expr.In:
		operands = append([]expr.Expr{x.X}, x.List...)
	}
	time := slices.IndexFunc(operands, isTime)
	text := slices.IndexFunc(operands, isNoNumber)
	if time >= 0 && text >= 0 {
		t.noteAt(operands[text].Range().Offset, "the report's window selects times", "`"+operands[time].String()+"` is a number of milliseconds since 1970: a comparison with a text does not find it")
	}
}

func isTime(x expr.Expr) bool {
	field, ok := x.(*expr.Field)
	return ok && (field.Name == "@timestamp" || field.Name == "@ingestionTime")
}

func isNoNumber(x expr.Expr) bool {
	text, ok := x.(*expr.Text)
	if !ok {
		return false
	}
	_, err := strconv.ParseFloat(text.Value, 64)
	return err != nil
}

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

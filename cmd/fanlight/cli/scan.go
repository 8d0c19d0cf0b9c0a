package cli

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// monthDays is how many days count as a month where runs are counted.
const monthDays = 30

// scan has the bytes that the editions of a report would scan, by estimates.
type scan struct {
	report  *report.Report
	plan    []fanlight.Query
	window  fanlight.Window // of the last edition that was due
	runs    int             // a month
	bytes   float64         // a run, of the queries that are known
	unknown string          // why a query is not; empty: all are
	refused int             // queries that the report's bounds would not let run
}

// newScan prepares the estimates of a report.
func (l *live) newScan(r *report.Report) scan {
	due := l.s.Now().UTC().Truncate(time.Minute)
	runs := 0
	if r.Schedule != nil {
		runs = runsBetween(r, due, due.AddDate(0, 0, monthDays))
		if last, ok := r.Schedule.Last(due); ok {
			due = last
		}
	}
	start, end := r.WindowAt(due)
	run := fanlight.Run{Definition: *r}
	return scan{report: r, plan: run.Plan(), window: fanlight.Window{Start: start, End: end}, runs: runs}
}

// runsBetween counts the editions that are due after a time, up to another.
func runsBetween(r *report.Report, after, until time.Time) (n int) {
	if r.Paused {
		return 0
	}
	for due, ok := r.Schedule.Next(after); ok && !due.After(until); due, ok = r.Schedule.Next(due) {
		n++
	}
	return n
}

// add adds the estimates of the report's queries.
func (s *scan) add(all map[askingKey]*asking) {
	known := map[string]fanlight.Estimate{}
	for _, q := range s.plan {
		scope := q.Scope().Key
		e := all[askingKey{scope, s.window}].estimate
		known[scope] = e
		s.bytes += float64(e.Bytes)
		if s.unknown == "" && e.Unknown != "" {
			s.unknown = q.ID + ": " + text.Clean(e.Unknown)
		}
	}
	budget := fanlight.NewBudget(s.report.Budget, s.plan, known)
	for i := range s.plan {
		if _, refused := budget.Refuses(i); refused {
			s.refused++
		}
	}
}

// month returns the dollars of a month.
func (s *scan) month() float64 { return s.bytes * price.ScannedByte * float64(s.runs) }

// estimate returns what the compiled file has of it; nil if it is not known.
func (s *scan) estimate() *report.ScanEstimate {
	if s.unknown != "" {
		return nil
	}
	return &report.ScanEstimate{GBADay: rounded(s.bytes / 1e9 * float64(s.runs) / monthDays), DollarsAMonth: rounded(s.month())}
}

// rounded keeps six digits after the point: no estimate is better, and a plan shows them.
func rounded(f float64) float64 { return math.Round(f*1e6) / 1e6 }

// scanTable shows what reports scan and cost.
func scanTable(scans []scan) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "report"}, {Name: "runs a month", Right: true}, {Name: "scan a run", Right: true}, {Name: "a month", Right: true}, {Name: "budget", Right: true},
	}}
	for i := range scans {
		t.Rows = append(t.Rows, scans[i].row())
	}
	return t
}

func (s *scan) row() render.Row {
	row := render.Row{Cells: []string{s.report.Name, strconv.Itoa(s.runs), render.Bytes(s.bytes), render.Dollars(s.month()), ""}}
	if s.report.Budget > 0 {
		row.Cells[4] = render.Dollars(s.report.Budget) + " a run"
	}
	switch {
	case s.unknown != "":
		row.Cells[2], row.Cells[3] = "unknown", ""
		row.Error = "no estimate of " + s.unknown
	case s.refused > 0:
		row.Error = fmt.Sprintf("a run would cost %s: %s of %d would not be run", render.ScanCost(s.bytes), count(s.refused, "query", "queries"), len(s.plan))
	}
	return row
}

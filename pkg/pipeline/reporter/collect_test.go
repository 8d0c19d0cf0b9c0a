package reporter_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// reported returns the document of a report of n queries, each of which finds rows
// of two cells: a number, and a text of a size in bytes.
func reported(t *testing.T, n, rows, size int, change func(*report.Report)) *fanlight.Document {
	t.Helper()
	return document(t, ran(t, n, rowsOf(rows, size), change))
}

// rowsOf returns rows of two cells: a number, and a text of a size in bytes.
func rowsOf(rows, size int) [][]types.ResultField {
	all := make([][]types.ResultField, rows)
	for i := range all {
		all[i] = []types.ResultField{
			{Field: aws.String("calls"), Value: aws.String(strconv.Itoa(1000 + i))},
			{Field: aws.String("text"), Value: aws.String(strings.Repeat("é", size/2))},
		}
	}
	return all
}

// document returns what was sent.
func document(t *testing.T, h *sim.Harness) *fanlight.Document {
	t.Helper()
	expectState(t, h, fanlight.Sent)
	rendered, err := h.Ledger().Document(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return &rendered.Document
}

// ran returns a report of n queries, each of which finds these rows, when nothing is
// left to happen.
func ran(t *testing.T, n int, rows [][]types.ResultField, change func(*report.Report)) *sim.Harness {
	t.Helper()
	return ranBy(t, n, rows, change, (*sim.Harness).Quiesce)
}

// ranBy returns such a report as a function left it that ran it after its start.
func ranBy(t *testing.T, n int, rows [][]types.ResultField, change func(*report.Report), run func(*sim.Harness)) *sim.Harness {
	t.Helper()
	r := sim.Report(n)
	for i := range r.Queries {
		r.Queries[i].MaxRows = 100_000
	}
	change(&r)
	h := sim.NewHarness(t, r)
	h.Script = func(sim.Query) logs.Execution {
		outcome := logs.Outcome{Rows: rows}
		outcome.Statistics.ResultCount = float64(len(rows))
		return logs.Execution{Run: time.Second, Outcome: outcome}
	}
	h.Start()
	run(h)
	return h
}

func unchanged(*report.Report) {}

func asTables(r *report.Report) {
	for i := range r.Sections {
		r.Sections[i].Show = report.ShowTable
	}
}

// TestReporter_Report_max_bytes keeps two rows of three. A number of them would not
// be the query's.
func TestReporter_Report_max_bytes(t *testing.T) {
	t.Parallel()
	d := reported(t, 1, 3, 96, func(r *report.Report) { r.Queries[0].MaxBytes = 200 })
	q := d.Queries[0]
	if q.State != fanlight.OK || q.Cut != fanlight.CutByQuery || q.RowCount != 2 || q.Bytes != 200 || len(q.Rows) != 2 {
		t.Errorf("kept %+v", q)
	}
	text := render.Text(d, render.TextOptions{})
	if !strings.Contains(text, "incomplete") || strings.Contains(text, "1,000") {
		t.Errorf("a number over a cut result is shown:\n%s", text)
	}
	if !strings.Contains(text, "cut to 2 of 3 rows, 200 B (max_bytes)") {
		t.Errorf("what was kept is not shown:\n%s", text)
	}
}

// TestReporter_Report_max_bytes_of_the_first_row keeps none, which is not the same
// as a query that found nothing.
func TestReporter_Report_max_bytes_of_the_first_row(t *testing.T) {
	t.Parallel()
	d := reported(t, 1, 3, 96, func(r *report.Report) { r.Queries[0].MaxBytes = 99; asTables(r) })
	if q := d.Queries[0]; q.State != fanlight.OK || q.Cut != fanlight.CutByQuery || q.RowCount != 0 {
		t.Errorf("kept %+v", q)
	}
	if text := render.Text(d, render.TextOptions{}); !strings.Contains(text, "incomplete") || strings.Contains(text, "no data") {
		t.Errorf("shown as\n%s", text)
	}
}

// TestReporter_Report_many_rows has more rows than the forms show.
func TestReporter_Report_many_rows(t *testing.T) {
	t.Parallel()
	d := reported(t, 1, 2500, 10, asTables)
	q := d.Queries[0]
	if len(q.Rows) != fanlight.DocumentRows || q.RowCount != 2500 || q.Bytes != 2500*14 || q.Cut != "" || q.Truncated {
		t.Errorf("%d rows in the document of %d, %d bytes, cut %q", len(q.Rows), q.RowCount, q.Bytes, q.Cut)
	}
	if text := render.Text(d, render.TextOptions{}); !strings.Contains(text, "… 2,400 more rows") {
		t.Errorf("the other rows are not counted:\n%s", text)
	}
}

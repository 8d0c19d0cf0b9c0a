package reporter_test

import (
	"slices"
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

// TestReporter_Report_document_bytes shares the bytes of a document among the
// queries, each of which alone would fill it.
func TestReporter_Report_document_bytes(t *testing.T) {
	t.Parallel()
	const cell = 3000 // longer than a document keeps
	d := reported(t, 8, 2000, cell, asTables)
	total := int64(0)
	for _, q := range d.Queries {
		if n := len(q.Rows); n < 400 || n > fanlight.DocumentRows || q.Cut != "" || q.RowCount != 2000 {
			t.Errorf("%s has %d rows of %d, cut %q", q.ID, n, q.RowCount, q.Cut)
		}
		for _, row := range q.Rows {
			total += row.Size()
			if text, _ := row.Get("text"); len(text) > fanlight.DocumentCell || !strings.HasSuffix(text, "é…") {
				t.Fatalf("a cell of %d bytes that ends in %q", len(text), text[len(text)-8:])
			}
		}
	}
	if total > fanlight.DocumentBytes {
		t.Errorf("the document has %d bytes of cells", total)
	}
}

// TestReporter_Report_document_bytes_short_cells bounds a document of cells that need
// more memory than their texts have bytes.
func TestReporter_Report_document_bytes_short_cells(t *testing.T) {
	t.Parallel()
	const cells = 2 // of a row
	d := reported(t, 150, fanlight.DocumentRows, 2, asTables)
	total := 0
	for _, q := range d.Queries {
		total += cells * len(q.Rows)
		if len(q.Rows) == 0 || q.Cut != "" || q.RowCount != fanlight.DocumentRows {
			t.Errorf("%s has %d rows of %d, cut %q", q.ID, len(q.Rows), q.RowCount, q.Cut)
		}
	}
	if most := fanlight.DocumentBytes / fanlight.DocumentCellCost; total > most || total < most/2 {
		t.Errorf("the document has %d cells, want at most %d", total, most)
	}
}

// TestReporter_Report_document_bytes_long_names bounds a document of short cells of
// fields with long names, which each cell repeats as JSON.
func TestReporter_Report_document_bytes_long_names(t *testing.T) {
	t.Parallel()
	const name = 10_000
	row := []types.ResultField{{Field: aws.String(strings.Repeat("n", name)), Value: aws.String("1")}}
	d := document(t, ran(t, 2, slices.Repeat([][]types.ResultField{row}, 900), asTables))
	cells := 0
	for _, q := range d.Queries {
		cells += len(q.Rows)
	}
	if most := fanlight.DocumentBytes / name; cells > most || cells < most*9/10 {
		t.Errorf("the document has %d cells, want at most %d", cells, most)
	}
}

// TestReporter_Report_document_bytes_wide_first_rows bounds a document of which the
// first rows together have more bytes than it keeps. The queries whose first row does
// not fit keep their counts, and say that they show none.
func TestReporter_Report_document_bytes_wide_first_rows(t *testing.T) {
	t.Parallel()
	const queries, columns = 300, 20 // 40 KB a row, while the share of a query is 27 KB
	var wide []types.ResultField
	for i := range columns {
		wide = append(wide, types.ResultField{Field: aws.String("c" + strconv.Itoa(i)), Value: aws.String(strings.Repeat("x", fanlight.DocumentCell))})
	}
	d := document(t, ran(t, queries, [][]types.ResultField{wide, wide}, asTables))
	total, hidden := int64(0), 0
	for _, q := range d.Queries {
		if q.RowCount != 2 || q.Cut != "" || len(q.Rows) > 1 {
			t.Errorf("%s has %d rows of %d, cut %q", q.ID, len(q.Rows), q.RowCount, q.Cut)
		}
		for _, row := range q.Rows {
			total += row.Size() + int64(len(row))*fanlight.DocumentCellCost
		}
		if len(q.Rows) == 0 {
			hidden++
		}
	}
	if total > fanlight.DocumentBytes || total < fanlight.DocumentBytes/2 || hidden == 0 {
		t.Errorf("the document has %d bytes of cells, and %d queries show no row", total, hidden)
	}
	text := render.Text(d, render.TextOptions{})
	if n := strings.Count(text, "no row of 2 is shown: the first one does not fit"); n != hidden || strings.Contains(text, "no data") {
		t.Errorf("%d sections say that they show no row, want %d", n, hidden)
	}
}

// TestReporter_Report_max_report_bytes cuts what comes after the first 64 MB of a
// report: of ten queries with 8 MB each, the last two.
func TestReporter_Report_max_report_bytes(t *testing.T) {
	t.Parallel()
	d := reported(t, 10, 100, 75_996, unchanged) // 7.6 MB each
	for i, q := range d.Queries {
		want := fanlight.Cut("")
		if i >= 8 {
			want = fanlight.CutByReport
		}
		if q.Cut != want || q.State != fanlight.OK {
			t.Errorf("query %d is %s, cut %q, want %q", i, q.State, q.Cut, want)
		}
		if q.Cut != "" && q.RowCount != len(q.Rows) {
			t.Errorf("query %d counts %d rows, and shows %d", i, q.RowCount, len(q.Rows))
		}
	}
	if text := render.Text(d, render.TextOptions{}); strings.Count(text, "incomplete") != 2 || !strings.Contains(text, "a report keeps 64.0 MB") {
		t.Errorf("shown as\n%s", text)
	}
}

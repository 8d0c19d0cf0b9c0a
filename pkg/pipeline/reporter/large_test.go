//go:build !race

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
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/sim"
)

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

// TestReporter_Report_editions_rate_limited sends 365 editions into one chat that
// takes 20 messages a minute.
func TestReporter_Report_editions_rate_limited(t *testing.T) {
	t.Parallel()
	const editions = 365
	r := sim.Report(1, "chat")
	h := sim.NewHarness(t, r)
	h.Sender.Answer = limited(h, 20)
	var started []fanlight.RunID
	for day := range editions {
		run, err := h.Process().Dispatcher().Start(t.Context(), r.Name, sim.Due.AddDate(0, 0, -day), "")
		if err != nil {
			t.Fatal(err)
		}
		started = append(started, run.ID)
	}
	h.Quiesce()
	for _, id := range started {
		if run := h.Run(id); run.State != fanlight.Sent {
			t.Errorf("%s is %s", id, run.State)
		}
	}
	if got := len(h.Sender.Got); got != editions {
		t.Errorf("delivered %d times, want %d", got, editions)
	}
}

// TestReporter_Report_parts_accidents strikes every call of a reporter: each part
// arrives, in order, and one part twice at most.
func TestReporter_Report_parts_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, append(sim.Accidents, sim.CrashAfter), func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := complete(t, inParts(3, "one"))
		h.Publish(h.Process().With(strike))
		h.Quiesce()
		h.SweepFor(8 * time.Minute)
		expectState(t, h, fanlight.Sent)
		got := strings.Fields(partsTo(h))
		if len(got) > 4 {
			t.Errorf("one accident sent more than one part twice: %v", got)
		}
		most := -1
		for _, d := range h.Sender.To("chat") {
			if d.Message.Part > most+1 {
				t.Errorf("parts out of order: %v", got)
			}
			most = max(most, d.Message.Part)
		}
		if most != 2 {
			t.Errorf("parts are missing: %v", got)
		}
	})
}

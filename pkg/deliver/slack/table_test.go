package slack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// rowsOf returns the rows of the table of a document with so many rows of cells of a
// length.
func rowsOf(t *testing.T, rows, columns, length int) int {
	t.Helper()
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK}
	for range rows {
		var row fanlight.Row
		for c := range columns {
			row = append(row, fanlight.Field{Name: fmt.Sprintf("column %02d", c), Value: strings.Repeat("x", length)})
		}
		q.Rows = append(q.Rows, row)
	}
	d := &fanlight.Document{Title: "T", Queries: []fanlight.QueryResult{q}, Sections: []report.Section{{Title: "S", Query: "q", Show: report.ShowTable}}}
	checkAccepted(t, "table", d)
	all, _ := read(t, d)
	return len(all[0].Blocks[3].Rows) - 1
}

// TestChannel_Render_rows has the order in which tables lose rows.
func TestChannel_Render_rows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ rows, columns, length, want int }{
		{7, 3, 10, 7}, {1000, 3, 10, 20}, {20, 3, 200, 10}, {20, 10, 100, 5}, {20, 20, 300, 5}, {20, 25, 300, 5},
	} {
		if got := rowsOf(t, test.rows, test.columns, test.length); got != test.want {
			t.Errorf("%d rows of %d cells of %d: %d are shown, want %d", test.rows, test.columns, test.length, got, test.want)
		}
	}
}

// TestChannel_Render_values has numbers as numbers, and times, names and words as text.
func TestChannel_Render_values(t *testing.T) {
	t.Parallel()
	all, _ := read(t, rendertest.Documents()["checkout"])
	var got []string
	for _, b := range all[1].Blocks {
		if b.Type == "data_table" && got == nil {
			for _, cell := range b.Rows[1] {
				got = append(got, cell.Type+" "+cell.Text)
			}
		}
	}
	want := "raw_text POST /v2/payments/authorize, raw_number 16,402, raw_text 70.9%, raw_text ▲ ×15"
	if strings.Join(got, ", ") != want {
		t.Errorf("cells %q, want %s", got, want)
	}
}

// TestChannel_Render_captions names no table twice: its caption says what its title does not.
func TestChannel_Render_captions(t *testing.T) {
	t.Parallel()
	all, _ := read(t, rendertest.Documents()["checkout"])
	var got []string
	for _, m := range all {
		for _, b := range m.Blocks {
			if b.Type == "data_table" {
				names := make([]string, len(b.Rows[0]))
				for i, cell := range b.Rows[0] {
					names[i] = cell.Text
				}
				got = append(got, strings.ReplaceAll(b.Caption+": "+strings.Join(names, ", "), "\u00a0", " "))
			}
		}
	}
	want := []string{"Numbers: Number, Value, Since Tue 24 Nov, Last editions", "7 rows: route, errors, Share, Since Tue 24 Nov", "3 new, 1 gone, 1 as on Tue 24 Nov: Events, Pattern", "3 of 4,472 rows: Time, CET, Log group, Message"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("captions and names (-want +got):\n%s", diff)
	}
}

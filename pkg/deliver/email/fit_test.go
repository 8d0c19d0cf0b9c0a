package email_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_rows shows as many rows as have room, and counts the others.
func TestChannel_Render_rows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ tables, rows int }{{1, 50}, {4, 20}, {8, 10}, {16, 5}} {
		d := edition("Rows")
		for i := range test.tables {
			addRows(d, report.Section{Title: fmt.Sprintf("Table %d", i+1), Show: report.ShowTable}, 200)
		}
		m := mail(d)
		checkMail(t, m)
		if n := strings.Count(m.HTML, "/path/"); n != test.tables*test.rows {
			t.Errorf("%d tables have %d rows, want %d of each", test.tables, n, test.rows)
		}
		if want := fmt.Sprintf("… %d more rows<", 200-test.rows); strings.Count(m.HTML, want) != test.tables {
			t.Errorf("%d tables do not count %q", test.tables, want)
		}
	}
}

// TestChannel_Render_sections leaves out the last sections, never a number, and not their
// pictures alone.
func TestChannel_Render_sections(t *testing.T) {
	t.Parallel()
	d := edition("Sections")
	for i := range 60 {
		addRows(d, report.Section{Title: fmt.Sprintf("Table %d", i+1), Show: report.ShowTable}, 5)
	}
	addNumber(d, report.Section{Title: "The last number"}, 7)
	addChart(d, report.Section{Title: "The last chart"})
	add(d, report.Section{Title: "Quiet", Show: report.ShowTable}, fanlight.QueryResult{State: fanlight.Empty})
	past(d)
	m := mail(d)
	checkMail(t, m)
	shown := strings.Count(m.HTML, "<h2")
	if !strings.Contains(m.HTML, "The last number") || !strings.Contains(m.HTML, "Table 1<") || strings.Contains(m.HTML, "The last chart") {
		t.Error("a number or the first table is left out, or the last chart is not")
	}
	if want := fmt.Sprintf("… %d more sections: a mail has no room for them", 62-shown); !strings.Contains(m.HTML, want) {
		t.Errorf("the page does not say %q", want)
	}
	if len(m.Files) != 2 {
		t.Errorf("%d files, want the two of the number's line", len(m.Files))
	}
}

// TestChannel_Render_largest bounds the page, whatever the document has.
func TestChannel_Render_largest(t *testing.T) {
	t.Parallel()
	d := edition(strings.Repeat("&", 300))
	for i := range 2_000 {
		q := fanlight.QueryResult{Truncated: true, Rows: []fanlight.Row{{{Name: "n", Value: "1"}}}, Columns: []string{"n"}}
		add(d, report.Section{Title: fmt.Sprintf("%d %s", i, strings.Repeat("\"", 300)), Show: report.ShowNumber, Value: "n", Alert: &report.Mark{Op: ">", Value: 0}}, q)
	}
	m := mail(d)
	checkMail(t, m)
	for _, want := range []string{" more numbers: a mail has no room", "more notes<", "1,995 further lines"} {
		if !strings.Contains(m.HTML, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

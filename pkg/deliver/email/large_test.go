//go:build !race

package email_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_many draws no more than is worth its time and its bytes: further
// charts become tables.
func TestChannel_Render_many(t *testing.T) {
	t.Parallel()
	for numbers, want := range map[int]int{12: 24, 13: 0} {
		d := edition("Numbers")
		for i := range numbers {
			addNumber(d, report.Section{Title: fmt.Sprintf("Number %d", i)}, float64(i))
		}
		past(d)
		m := mail(d)
		checkMail(t, m)
		if len(m.Files) != want {
			t.Errorf("%d numbers have %d pictures, want %d", numbers, len(m.Files), want)
		}
	}
	d := edition("Charts")
	for i := range 22 {
		addChart(d, report.Section{Title: fmt.Sprintf("Chart %d", i+1)})
	}
	m := mail(d)
	checkMail(t, m)
	if n, tables := len(m.Files), strings.Count(m.HTML, "Time, UTC</th>"); n != 40 || tables != 2 {
		t.Errorf("%d pictures and %d tables of values, want 40 and 2", n, tables)
	}
}

// TestChannel_Render_archive_bound keeps the button where links to queries have no room, and
// leads to what is left out.
func TestChannel_Render_archive_bound(t *testing.T) {
	t.Parallel()
	d := archived("https://reports.example.org/"+strings.Repeat("&", 200)+"/", "https://reports.example.org/")
	for i := range d.Queries {
		d.Queries[i].Text = strings.Repeat("x", 2000)
	}
	sections := d.Sections
	for range 12 {
		d.Sections = append(d.Sections, sections...)
	}
	m := mail(d)
	checkMail(t, m)
	if strings.Contains(m.HTML, "Logs Insights") || !strings.Contains(m.HTML, ">Full report</a>") || !strings.Contains(m.HTML, " in the <a class=\"lk\" href=\"https://reports.example.org/&amp;&amp;") {
		t.Error("links to queries have room, the button has none, or what is left out leads nowhere")
	}
}

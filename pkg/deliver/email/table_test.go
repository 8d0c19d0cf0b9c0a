package email_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_bars has a bar below each name, its value and its change.
func TestChannel_Render_bars(t *testing.T) {
	t.Parallel()
	page := checkout().HTML
	expectWords(t, page, "|Errors by route|Change since Tue 24 Nov|", "|POST /v2/payments/authorize| |16,402|▲ ×15|",
		"|POST /v2/coupons/apply| | |812|▼ 22%|", "|POST /v2/tax/estimate| | |288|new|")
	for _, width := range []string{`width="100%" height="8"`, `width="20%" height="8"`, `width="2%" height="8"`} {
		if !strings.Contains(page, width) {
			t.Errorf("there is no bar of %s", width)
		}
	}
}

// TestChannel_Render_events has the text of a log event below its time and group.
func TestChannel_Render_events(t *testing.T) {
	t.Parallel()
	expectWords(t, checkout().HTML, "|Latest payment errors|3 of 4,472 rows. Time, CET|",
		"|23:41:16  checkout-payments|PaymentGatewayTimeout: no response", "… 4,469 more rows|")
}

// TestChannel_Render_columns has columns next to each other if a phone has room for them,
// else each row in lines of its own.
func TestChannel_Render_columns(t *testing.T) {
	t.Parallel()
	page := mail(rendertest.Documents()["tables"]).HTML
	expectWords(t, page, "|checkout|errors |1,204| · p99 ms |812.4568| · last_status |500|", "|Many columns|1|b_second_column |2| · c_third_column |3|")
	d := edition("Columns")
	add(d, report.Section{Title: "Small", Show: report.ShowTable}, fanlight.QueryResult{Rows: []fanlight.Row{{{Name: "client", Value: "192.0.2.162"}, {Name: "path", Value: "/a/path"}, {Name: "n", Value: "1204"}}}})
	small := mail(d).HTML
	expectWords(t, small, "|client|path|n|192.0.2.162|/a/path|1,204|")
	if !strings.Contains(small, `white-space:nowrap;color:#1c1e21">192.0.2.162<`) {
		t.Error("a line break may part an address")
	}
	var row fanlight.Row
	for name := range strings.SplitSeq("abcdefghijklmnopqrst", "") {
		row = append(row, fanlight.Field{Name: name + "_column", Value: name + name})
	}
	add(d, report.Section{Title: "Wide", Show: report.ShowTable}, fanlight.QueryResult{Rows: []fanlight.Row{row}})
	wide := mail(d).HTML
	expectWords(t, wide, "|aa|b_column |bb|", " · l_column |ll|", "… 8 more columns|")
	if strings.Contains(wide, "m_column") {
		t.Error("a row of 20 columns is whole")
	}
}

// TestChannel_Render_changes has a column of changes where rows are compared.
func TestChannel_Render_changes(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Sections {
		if d.Sections[i].Show == report.ShowBar {
			d.Sections[i].Show = report.ShowTable
		}
	}
	expectWords(t, mail(d).HTML, "|route|errors|Change|POST /v2/payments/authorize|16,402|▲ ×15|", "|POST /v2/tax/estimate|288|new|")
}

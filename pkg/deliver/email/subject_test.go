package email_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_subject has the report's title first, then the worst line, then the
// edition.
func TestChannel_Render_subject(t *testing.T) {
	t.Parallel()
	alert, warn := &report.Mark{Op: ">", Value: 1}, &report.Mark{Op: ">", Value: 0}
	failed := func(d *fanlight.Document) {
		add(d, report.Section{Title: "Rows", Show: report.ShowTable}, fanlight.QueryResult{State: fanlight.Failed})
	}
	rate := report.Section{Title: "Error rate", Unit: report.UnitPercent, Alert: alert, Warn: warn}
	for _, test := range []struct {
		want string
		of   func(*fanlight.Document)
	}{
		{"API · Wed 25 Nov", func(*fanlight.Document) {}},
		{"API · OK · Wed 25 Nov", func(d *fanlight.Document) { addNumber(d, rate, 0) }},
		{"API · Warning: Error rate 0.5% · Wed 25 Nov", func(d *fanlight.Document) { addNumber(d, rate, 0.5) }},
		{"API · Alert: Error rate 1.84% · Wed 25 Nov", func(d *fanlight.Document) { addNumber(d, rate, 0.5); addNumber(d, rate, 1.84) }},
		{"API · Alert: Error rate 2% and 1 more · Wed 25 Nov", func(d *fanlight.Document) { addNumber(d, rate, 2); addNumber(d, rate, 3) }},
		{"API · Incomplete: 1 of 1 query failed · Wed 25 Nov", failed},
		{"API · Alert: Error rate 2%, incomplete · Wed 25 Nov", func(d *fanlight.Document) { failed(d); addNumber(d, rate, 2) }},
		{strings.Repeat("T", 49) + "… · Alert: " + strings.Repeat("N", 49) + "… · Wed 25 Nov", func(d *fanlight.Document) {
			d.Title = strings.Repeat("T", 200)
			rate := rate
			rate.Title = strings.Repeat("N", 200)
			addNumber(d, rate, 2)
		}},
	} {
		d := edition("API")
		test.of(d)
		if got := mail(d).Subject; got != test.want {
			t.Errorf("subject %q, want %q", got, test.want)
		}
	}
}

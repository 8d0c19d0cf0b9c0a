package edition_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// Bins that are not whole are not drawn: they would look like a fall.
func TestChart_bins(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, 1, 2, 6, 55, 0, 0, time.UTC)
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK, Shape: &report.Shape{Columns: []string{"n", "bin(1h)"}, Time: "bin(1h)", Bin: "1h", Sums: []string{"n"}}}
	for h, n := range []string{"1", "20", "21", "22", "3"} {
		at := end.Truncate(time.Hour).Add(time.Duration(h-4) * time.Hour).Format("2006-01-02 15:04:05.000")
		q.Rows = append(q.Rows, fanlight.Row{{Name: "bin(1h)", Value: at}, {Name: "n", Value: n}})
	}
	d := &fanlight.Document{
		Window:  fanlight.Window{Start: end.Add(-4 * time.Hour), End: end},
		Queries: []fanlight.QueryResult{q}, Sections: []report.Section{{Title: "C", Query: "q", Show: report.ShowLine}},
	}
	c := edition.New(d).Sections[0].Chart
	points := c.Series[0].Points
	if len(c.Bins) != 3 || c.Bins[0].Hour() != 3 || c.End.Hour() != 6 || points[0].Value != 20 || points[2].Value != 22 || !c.ZeroFill {
		t.Errorf("bins %v to %v, points %v", c.Bins, c.End, points)
	}
}

func TestChart_before(t *testing.T) {
	t.Parallel()
	c := sectionOf(t, edition.New(rendertest.Documents()["checkout"]), "5xx errors per hour").Chart
	if len(c.Before) != 24 || c.Before[0].Value != 121 || c.BeforeName != nb("Tue_24_Nov") || c.Series[0].Name != nb("Wed_25_Nov") {
		t.Errorf("before: %v %q, now: %q", c.Before, c.BeforeName, c.Series[0].Name)
	}
	if len(c.Values.Rows) != 24 {
		t.Errorf("%d rows of values", len(c.Values.Rows))
	}
}

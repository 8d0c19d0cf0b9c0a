package edition_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/chart"
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

// labelled is a chart of a count by hour and log group.
func labelled(groups ...string) *fanlight.Document {
	start := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK, Text: "stats", Shape: &report.Shape{Columns: []string{"n", "bin(1h)", "function"}, Labels: []string{"function"}, Time: "bin(1h)", Bin: "1h", Sums: []string{"n"}}}
	for h := range 3 {
		for i, group := range groups {
			q.Rows = append(q.Rows, fanlight.Row{
				{Name: "bin(1h)", Value: start.Add(time.Duration(h) * time.Hour).Format("2006-01-02 15:04:05.000")},
				{Name: "function", Value: group}, {Name: "n", Value: fmt.Sprint(10*i + h)},
			})
		}
	}
	return &fanlight.Document{
		Window:  fanlight.Window{Start: start, End: start.Add(3 * time.Hour)},
		Queries: []fanlight.QueryResult{q}, Sections: []report.Section{{Title: "C", Query: "q", Show: report.ShowLine}},
	}
}

// Lines of labels come in the order of their size, and are called as in tables.
func TestChart_labels(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ groups, want []string }{
		{[]string{"123456789012:/aws/lambda/a", "123456789012:/aws/lambda/b", ""}, []string{"(none)", "b", "a"}},
		{[]string{"123456789012:/aws/lambda/a", "210987654321:/aws/lambda/a"}, []string{"210987654321:a", "123456789012:a"}},
		{[]string{"small", "middle", "large"}, []string{"large", "middle", "small"}},
	} {
		var got []string
		for _, s := range edition.New(labelled(test.groups...)).Sections[0].Chart.Series {
			got = append(got, s.Name)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("lines of %q (-want +got):\n%s", test.groups, diff)
		}
	}
}

// Where a lone count has no event there are 0, also in the period before; a bin that this
// period did not have is absent.
func TestChart_before_of_a_count(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Baselines[0].Figures.Queries {
		if s := d.Baselines[0].Figures.Queries[i].Series; len(s) > 0 {
			s[0].Points = append([]*float64{}, s[0].Points[:23]...)
			s[0].Points[3] = nil
		}
	}
	c := sectionOf(t, edition.New(d), "5xx errors per hour").Chart
	if o := c.Coarse(24); len(o.Series) != 2 || o.Series[1].Points[3] != (chart.Point{OK: true}) || o.Series[1].Points[23].OK {
		t.Errorf("the period before is drawn as %+v", o.Series)
	}
}

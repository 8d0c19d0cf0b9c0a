package rendertest

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// AttackWithChart returns the document of Attack, and for one of eight numbers of times with
// a chart that has the text as its title and as the name of a line: pictures take long.
func AttackWithChart(s string, times uint8) *fanlight.Document {
	d := Attack(s, times)
	if times%8 != 1 {
		return d
	}
	q := fanlight.QueryResult{ID: "chart", State: fanlight.OK, Columns: []string{"bin(1h)", s}, Shape: &report.Shape{
		Columns: []string{"bin(1h)", "label", "n"}, Labels: []string{"label"}, Time: "bin(1h)", Bin: "1h",
	}}
	first := d.Window.Start.Truncate(time.Hour)
	for i := range 2 + int(times%24) {
		at := first.Add(time.Duration(i) * time.Hour).Format("2006-01-02 15:04:05.000")
		for _, label := range []string{s, "other"} {
			q.Rows = append(q.Rows, fanlight.Row{{Name: "bin(1h)", Value: at}, {Name: "label", Value: label}, {Name: "n", Value: strconv.Itoa(i * i)}})
		}
	}
	d.Queries = append(d.Queries, q)
	d.Sections = append([]report.Section{{Title: s, Query: "chart", Show: report.ShowLine}}, d.Sections...)
	return d
}

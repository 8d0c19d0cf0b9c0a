package rendertest

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// AttackChart returns a document with charts of that many hours, in whose names a text
// stands: of a lone series without and with a gap, and of several.
func AttackChart(s string, times uint8) *fanlight.Document {
	d := document(s)
	d.Window.Start = d.Window.End.Add(-time.Duration(times) * time.Hour)
	for i, series := range []int{1, 1, 9} {
		q := perHour(strconv.Itoa(i), s, series, int(times), i == 1)
		d.Queries = append(d.Queries, q)
		d.Sections = append(d.Sections, report.Section{Title: s, Query: q.ID, Show: report.ShowLine, Unit: report.UnitMillis})
	}
	return d
}

// perHour is a result of so many hours and series.
func perHour(id, name string, series, hours int, gap bool) fanlight.QueryResult {
	q := fanlight.QueryResult{ID: id, State: fanlight.OK, Shape: &report.Shape{Time: "bin(1h)", Bin: "1h", Columns: []string{"bin(1h)"}}}
	for i := range series {
		q.Shape.Columns = append(q.Shape.Columns, name+strconv.Itoa(i))
	}
	q.Columns = q.Shape.Columns
	start := scheduled.Add(-5 * time.Minute).Truncate(time.Hour).Add(-time.Duration(hours) * time.Hour)
	for h := range hours {
		row := fanlight.Row{{Name: "bin(1h)", Value: start.Add(time.Duration(h) * time.Hour).Format("2006-01-02 15:04:05.000")}}
		for i := range series {
			if !gap || h%64 < 32 {
				row = append(row, fanlight.Field{Name: q.Columns[i+1], Value: strconv.Itoa(h * (i + 1))})
			}
		}
		q.Rows = append(q.Rows, row)
	}
	return q
}

package email_test

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkout is the mail of a document that has everything. It is drawn once.
var checkout = sync.OnceValue(func() fanlight.Message { return mail(rendertest.Documents()["checkout"]) })

// edition is a document of a day without queries.
func edition(title string) *fanlight.Document {
	start := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	return &fanlight.Document{
		Run: "api@2026-11-26T07:00:00Z", Epoch: 1, Report: "api", Title: title, Timezone: "UTC",
		Window: fanlight.Window{Start: start, End: start.Add(24 * time.Hour)}, Period: report.Window{Calendar: report.Day},
	}
}

// add adds a section and the result of its query.
func add(d *fanlight.Document, s report.Section, q fanlight.QueryResult) {
	q.ID = fmt.Sprintf("q%d", len(d.Queries))
	if q.State == "" {
		q.State = fanlight.OK
	}
	s.Query = q.ID
	d.Sections, d.Queries = append(d.Sections, s), append(d.Queries, q)
}

// addNumber adds a number with the numbers of twelve days before it.
func addNumber(d *fanlight.Document, s report.Section, value float64) {
	s.Show, s.Value = report.ShowNumber, "n"
	add(d, s, fanlight.QueryResult{Text: s.Title, Rows: []fanlight.Row{{{Name: "n", Value: strconv.FormatFloat(value, 'f', -1, 64)}}}})
}

// past gives a document the same numbers on each of twelve days before.
func past(d *fanlight.Document) {
	for back := 1; back <= 12; back++ {
		before := *d
		before.Window = fanlight.Window{Start: d.Window.Start.AddDate(0, 0, -back), End: d.Window.End.AddDate(0, 0, -back)}
		d.Past = append(d.Past, fanlight.NewFigures(&before).NumbersOnly())
	}
}

// addRows adds a table, or another form, of so many rows of two columns.
func addRows(d *fanlight.Document, s report.Section, rows int) {
	q := fanlight.QueryResult{Columns: []string{"path", "n"}}
	for i := range rows {
		q.Rows = append(q.Rows, fanlight.Row{{Name: "path", Value: fmt.Sprintf("/path/%d", i+1)}, {Name: "n", Value: strconv.Itoa(rows - i)}})
	}
	add(d, s, q)
}

// addChart adds a chart of the hours of the day.
func addChart(d *fanlight.Document, s report.Section) {
	s.Show = report.ShowLine
	q := fanlight.QueryResult{Columns: []string{"bin(1h)", "n"}, Shape: &report.Shape{Columns: []string{"bin(1h)", "n"}, Time: "bin(1h)", Bin: "1h"}}
	for h := range 24 {
		at := d.Window.Start.Add(time.Duration(h) * time.Hour).Format("2006-01-02 15:04:05.000")
		q.Rows = append(q.Rows, fanlight.Row{{Name: "bin(1h)", Value: at}, {Name: "n", Value: strconv.Itoa((h*7 + len(d.Sections)) % 24)}})
	}
	add(d, s, q)
}

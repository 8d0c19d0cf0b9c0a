package edition

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/report"
)

// chart returns the drawing of a result by bin(), nil if it has fewer than two bins or no
// numbers. Bins that the window begins or ends in are left out: they are not whole.
func (b *builder) chart(title string, of report.Section, q *fanlight.QueryResult) *chart.Chart {
	bins, lines := b.document.Lines(q, of)
	end := b.document.Window.End
	if n := len(bins); n > 1 && fanlight.BinEnd(q.Shape.Bin, bins[n-1]).After(end) {
		bins, end = bins[:n-1], bins[n-1]
	}
	skip := 0
	if len(bins) > 1 && bins[0].Before(b.document.Window.Start) {
		bins, skip = bins[1:], 1
	}
	if len(bins) < 2 || len(lines) == 0 {
		return nil
	}
	c := &chart.Chart{Title: title, Unit: of.Unit, Zone: b.zone, Bins: bins, End: end, Marks: chartMarks(of)}
	c.ZeroFill = len(lines) == 1 && slices.Contains(q.Shape.Sums, lines[0].Column)
	names := b.lineNames(of, q, lines)
	for i, l := range lines {
		c.Series = append(c.Series, chart.Series{Name: names[i], Points: points(l.Points[skip:], len(bins))})
	}
	if len(q.Shape.Labels) > 0 { // columns keep the order that the query gives them
		slices.SortStableFunc(c.Series, func(a, b chart.Series) int { return cmp.Compare(b.Sum(), a.Sum()) })
	}
	b.before(c, of, lines, skip)
	return c
}

// lineNames returns the names of lines: their labels as tables show them, or their columns.
func (b *builder) lineNames(of report.Section, q *fanlight.QueryResult, lines []fanlight.Line) []string {
	labels := b.labels(of, q)
	names := make([]string, len(lines))
	for i, l := range lines {
		names[i] = clean(l.Column, maxTitle)
		if len(lines) > 1 && len(q.Shape.Labels) > 0 {
			names[i] = clean(labels[l.Label], maxTitle)
		}
	}
	return names
}

// noLabel stands for a label that a row does not have.
const noLabel = "(none)"

// labels returns how the labels of rows are written, by fanlight.Line.Label: without the
// account of a log group if there is one only, as in tables.
func (b *builder) labels(of report.Section, q *fanlight.QueryResult) map[string]string {
	var cells []func(string) Cell
	for _, name := range q.Shape.Labels {
		cells = append(cells, b.cells(name, b.kindOf(name, q), of, q))
	}
	all := map[string]string{}
	for _, row := range q.Rows {
		values := q.LabelsOf(row)
		shown := make([]string, len(values))
		for i, value := range values {
			shown[i] = cmp.Or(cells[i](value).Text, noLabel)
		}
		all[fanlight.LineLabel(values)] = strings.Join(shown, ", ")
	}
	return all
}

// before draws the lone line of the edition that a chart is compared with, without the
// first bins that are skipped.
func (b *builder) before(c *chart.Chart, of report.Section, lines []fanlight.Line, skip int) {
	f, missing := b.document.Before(of)
	if missing != "" || len(lines) != 1 || len(f.Series) == 0 || f.Series[0].Column != lines[0].Column {
		return
	}
	base, d := b.document.Baseline(of), b.document
	known := f.Series[0].Points[min(skip, len(f.Series[0].Points)):]
	c.Before = points(known, min(len(known), len(c.Bins)))
	c.BeforeName = Name(d, base.Window.End, base.Window.Start)
	c.Series[0].Name = Name(d, d.Window.End, d.Window.Start)
}

// points returns the first points of a line.
func points(of []*float64, n int) []chart.Point {
	all := make([]chart.Point, n)
	for i := range min(n, len(of)) {
		if of[i] != nil {
			all[i] = chart.Point{Value: *of[i], OK: true}
		}
	}
	return all
}

func chartMarks(of report.Section) (marks []chart.Mark) {
	if of.Warn != nil {
		marks = append(marks, chart.Mark{Name: string(TagWarning), Value: of.Warn.Value})
	}
	if of.Alert != nil {
		marks = append(marks, chart.Mark{Name: string(TagAlert), Value: of.Alert.Value, Bad: true})
	}
	return marks
}

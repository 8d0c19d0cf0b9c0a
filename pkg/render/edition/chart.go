package edition

import (
	"slices"

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
	for _, l := range lines {
		c.Series = append(c.Series, chart.Series{Name: b.nameOf(l, lines), Points: points(l.Points[skip:], len(bins))})
	}
	b.before(c, of, lines, skip)
	return c
}

// nameOf returns the name of a line: its label, or its column; of a lone one it is the
// edition's if there is another edition to compare with.
func (b *builder) nameOf(l fanlight.Line, all []fanlight.Line) string {
	if len(all) > 1 && l.Label != "" {
		return clean(l.Label, maxTitle)
	}
	return clean(l.Column, maxTitle)
}

// before draws the lone line of the edition that a chart is compared with, without the
// first bins that are skipped.
func (b *builder) before(c *chart.Chart, of report.Section, lines []fanlight.Line, skip int) {
	f, missing := b.document.Before(of)
	if missing != "" || len(lines) != 1 || len(f.Series) == 0 || f.Series[0].Column != lines[0].Column {
		return
	}
	base, d := b.document.Baseline(of), b.document
	c.Before = points(f.Series[0].Points[min(skip, len(f.Series[0].Points)):], len(c.Bins))
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

package fanlight

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// MostBins is the most bins of a chart: a result with more of them is a table.
const MostBins = 2000

// Line is a column of a result over time, or a group of its rows.
type Line struct {
	Column string     // the column of its values
	Label  string     // of its rows, empty if they have none
	Points []*float64 // of each bin, nil where there was none
}

// Bins returns the starts of the bins that a query counted the window by, in UTC. It is
// empty if the query has no bin(), if its period is not known, or if there are more
// than MostBins. Bins begin at multiples of their period since 1970; those of several
// months in January
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html).
func (d *Document) Bins(q *QueryResult) (bins []time.Time) {
	if q.Shape == nil || q.Shape.Time == "" {
		return nil
	}
	next, ok := stepOf(q.Shape.Bin)
	if !ok {
		return nil
	}
	for t := firstBin(q.Shape.Bin, d.Window.Start.UTC()); t.Before(d.Window.End); t = next(t) {
		if len(bins) == MostBins {
			return nil
		}
		bins = append(bins, t)
	}
	return bins
}

// fixed are the units of a period that have a length.
var fixed = map[string]time.Duration{
	"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// months are the units of a period that are months.
var months = map[string]int{"mo": 1, "q": 3, "y": 12}

func period(s string) (n int, unit string) {
	unit = strings.TrimLeft(s, "0123456789")
	n, _ = strconv.Atoi(strings.TrimSuffix(s, unit))
	return n, unit
}

// stepOf returns the function from the start of a bin to the next one's.
func stepOf(bin string) (func(time.Time) time.Time, bool) {
	n, unit := period(bin)
	if length := time.Duration(n) * fixed[unit]; length > 0 {
		return func(t time.Time) time.Time { return t.Add(length) }, true
	}
	count := n * months[unit]
	return func(t time.Time) time.Time { return t.AddDate(0, count, 0) }, count > 0
}

// firstBin returns the start of the bin that a time lies in.
func firstBin(bin string, t time.Time) time.Time {
	n, unit := period(bin)
	if length := time.Duration(n) * fixed[unit]; length > 0 {
		since := time.Duration(t.UnixNano()) % length
		return t.Add(-since)
	}
	count := n * months[unit]
	month := (t.Year()-1970)*12 + int(t.Month()) - 1
	return time.Date(1970, time.Month(1+month-month%count), 1, 0, 0, 0, 0, time.UTC)
}

// insightsTime is the form of times in results, in UTC.
const insightsTime = "2006-01-02 15:04:05.000"

// ParseTime reads a time as Logs Insights writes it.
func ParseTime(s string) (time.Time, bool) {
	t, err := time.Parse(insightsTime, s)
	return t, err == nil && len(s) == len(insightsTime)
}

// Lines returns the bins of a section's query and its lines: one for each column of
// numbers, or, if the rows have labels, one for each of these. There are none if the
// query has no bins, or rows of its result are missing.
func (d *Document) Lines(q *QueryResult, s report.Section) (bins []time.Time, lines []Line) {
	if bins = d.Bins(q); len(bins) == 0 || q.Kept() > len(q.Rows) {
		return nil, nil
	}
	place := make(map[time.Time]int, len(bins))
	for i, t := range bins {
		place[t] = i
	}
	for _, row := range q.Rows {
		text, _ := row.Get(q.Shape.Time)
		t, ok := ParseTime(text)
		i, known := place[t]
		if !ok || !known {
			continue
		}
		for _, column := range q.lineColumns(s) {
			if value, ok := number(row, column); ok {
				lines = set(lines, column, LineLabel(q.LabelsOf(row)), i, len(bins), value)
			}
		}
	}
	return bins, lines
}

// LineLabel returns the Label of the line that rows with these labels are part of.
func LineLabel(labels []string) string { return strings.Join(labels, ", ") }

func number(row Row, column string) (float64, bool) {
	text, _ := row.Get(column)
	return ParseNumber(text)
}

// lineColumns returns the columns that a section draws.
func (q *QueryResult) lineColumns(s report.Section) []string {
	if s.Value != "" || len(q.Shape.Labels) > 0 {
		return []string{q.Measure(s)}
	}
	all := slices.Clone(q.Shape.Columns)
	for _, name := range q.Columns {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return slices.DeleteFunc(all, func(name string) bool { return name == q.Shape.Time })
}

// set puts a value into the line of a column and a label.
func set(lines []Line, column, label string, at, bins int, value float64) []Line {
	i := slices.IndexFunc(lines, func(l Line) bool { return l.Column == column && l.Label == label })
	if i < 0 {
		i = len(lines)
		lines = append(lines, Line{column, label, make([]*float64, bins)})
	}
	lines[i].Points[at] = &value
	return lines
}

// seriesFigures returns the line of a chart that has only one, if it has at most as many
// points as figures keep.
func (d *Document) seriesFigures(q *QueryResult, s report.Section) []SeriesFigure {
	_, lines := d.Lines(q, s)
	if len(lines) != 1 || lines[0].Label != "" || len(lines[0].Points) > mostPoints {
		return nil
	}
	return []SeriesFigure{{lines[0].Column, lines[0].Points}}
}

// mostPoints is the most points of a line that figures keep.
const mostPoints = 400

// BinEnd returns the end of the bin of a period that begins at a time.
func BinEnd(bin string, start time.Time) time.Time {
	next, ok := stepOf(bin)
	if !ok {
		return start
	}
	return next(start)
}

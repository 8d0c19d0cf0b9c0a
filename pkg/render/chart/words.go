package chart

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Heading returns the title with the unit that the axis leaves out: "Latency, ms".
func (c *Chart) Heading() string {
	if c.bare() && !strings.HasSuffix(c.Title, ", "+string(c.Unit)) {
		return c.Title + ", " + string(c.Unit)
	}
	return c.Title
}

// bare reports whether values are written without their unit, as the axis does.
func (c *Chart) bare() bool {
	return c.Unit == report.UnitMillis || c.Unit == report.UnitSeconds
}

// value writes a value as it stands in the drawing, in the axis' unit.
func (c *Chart) value(v float64) string {
	unit, marks := c.Unit, make([]float64, len(c.Marks))
	for i, m := range c.Marks {
		marks[i] = m.Value
	}
	if c.bare() && v < 1e5 && v > -1e5 {
		unit = report.UnitCount
	}
	return amount.Format(v, unit, marks...)
}

// spoken writes a value with its unit.
func (c *Chart) spoken(v float64) string {
	if c.bare() && v < 1e5 && v > -1e5 {
		return c.value(v) + "\u00A0" + string(c.Unit)
	}
	return c.value(v)
}

// when returns the time of a bin with its preposition: at 15:00, on Mon 23 Nov.
func (c *Chart) when(bin int) string {
	at := c.at(c.Bins[bin])
	switch {
	case strings.Contains(at, ":") && !strings.Contains(at, ","):
		return "at " + at
	case strings.Contains(at, " ") && strings.Count(at, " ") == 1:
		return "in " + at
	}
	return "on " + at
}

// at writes a time as precisely as the bins are: 15:00, Mon 23 Nov, 15:00, Mon 23 Nov
// or Nov 2026.
func (c *Chart) at(t time.Time) string {
	start, end := c.window()
	length := c.binEnd(0).Sub(c.Bins[0])
	layout := "Mon 2 Jan"
	switch {
	case length > 27*24*time.Hour:
		layout = "Jan 2006"
	case end.Sub(start) < oneDay:
		if t.Equal(end) && end.Hour() == 0 && end.Minute() == 0 {
			return "24:00"
		}
		layout = "15:04"
		if length < time.Minute {
			layout = "15:04:05"
		}
	case length < 23*time.Hour:
		layout = "Mon 2 Jan, 15:04"
	case end.Sub(start) > 360*24*time.Hour:
		layout = "Mon 2 Jan 2006"
	}
	return t.In(start.Location()).Format(layout)
}

// Describe returns the chart in words: the lowest and the highest value of each series
// with its time, gaps and marks.
func (c *Chart) Describe() string { return name(c.Title) + ". " + c.describe(c.scene()) }

func (c *Chart) describe(s *scene) string {
	var words []string
	for _, l := range s.lines {
		name := ""
		if len(s.lines) > 1 || len(s.before) > 0 {
			name = l.name
		}
		words = append(words, c.extremes(name, l.points))
	}
	for _, l := range s.before {
		words = append(words, c.extremes(l.name, l.points))
	}
	if len(s.lines) == 0 {
		words = append(words, "No data.")
	}
	for _, m := range slices.Concat(s.marks, s.unseen) {
		words = append(words, "Mark: "+m.label+".")
	}
	return strings.Join(append(words, c.gapWords(s)...), " ")
}

func (c *Chart) gapWords(s *scene) (words []string) {
	const listed = 3
	for _, g := range s.gaps[:min(listed, len(s.gaps))] {
		if len(s.gaps) == 1 && g.last-g.first+1 == len(s.bins) {
			return nil // "no data" says it
		}
		words = append(words, fmt.Sprintf("No data from %s to %s.", c.at(c.Bins[g.first]), c.at(c.binEnd(g.last))))
	}
	if more := len(s.gaps) - listed; more > 0 {
		words = append(words, fmt.Sprintf("Gaps more than these: %d.", more))
	}
	return words
}

// extremes writes the lowest and the highest value of a line with their times.
func (c *Chart) extremes(name string, points []Point) string {
	low, high := -1, -1
	for i, p := range points {
		if p.OK && (low < 0 || p.Value < points[low].Value) {
			low = i
		}
		if p.OK && (high < 0 || p.Value > points[high].Value) {
			high = i
		}
	}
	said := "no data."
	switch {
	case low >= 0 && points[low] == points[high]:
		said = fmt.Sprintf("always %s.", c.spoken(points[low].Value))
	case low >= 0:
		said = fmt.Sprintf("lowest %s %s, highest %s %s.", c.spoken(points[low].Value), c.when(low), c.spoken(points[high].Value), c.when(high))
	}
	if name == "" {
		return strings.ToUpper(said[:1]) + said[1:]
	}
	return name + ": " + said
}

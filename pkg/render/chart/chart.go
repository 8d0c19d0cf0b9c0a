// Package chart draws values over time in three forms from one model: an SVG that
// follows the width of a page, a PNG for mail and chat, and block characters for text.
package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Point is the value of a bin. A point that is not OK is absent, as is one without a
// number (NaN and the infinities).
type Point struct {
	Value float64
	OK    bool
}

// Series is a named line: a point for each bin of its chart.
type Series struct {
	Name   string
	Points []Point
}

// Mark is a bound with its name, such as Alert; the drawing adds the value. Bad marks
// are red, others amber.
type Mark struct {
	Name  string
	Value float64
	Bad   bool
}

// Chart is one drawing of series over time. Its zero value is an empty chart.
type Chart struct {
	Title string
	Unit  report.Unit
	Zone  *time.Location // of the times; nil: UTC

	Bins []time.Time // the start of each bin, ascending; their lengths may differ
	End  time.Time   // of the last bin

	Series     []Series // of more than four, the largest four are drawn, and the sum of the others
	Before     []Point  // the period before of a lone series: the nth point at the nth bin; it may have fewer bins
	BeforeName string
	Marks      []Mark
	ZeroFill   bool // an absent bin of a lone series, and of its period before, is 0, as of a count; else it is a gap
}

// Sum returns the sum of the values that are present and can be drawn.
func (s Series) Sum() float64 { return sum(fit(s.Points, len(s.Points), false)) }

// most is the number of series that are drawn by themselves.
const most = 4

// The styles of lines; those from 1 to most are of series.
const (
	styleBefore = 0
	styleOther  = most + 1
)

// line is a series as it is drawn: a point for each bin, absent or with a number.
type line struct {
	name   string
	style  int
	points []Point
}

// lines returns the series as they are drawn.
func (c *Chart) lines() []line {
	all := make([]line, len(c.Series))
	for i, s := range c.Series {
		all[i] = line{name(s.Name), i + 1, fit(s.Points, len(c.Bins), c.ZeroFill && len(c.Series) == 1)}
	}
	if len(all) <= most {
		return all
	}
	slices.SortStableFunc(all, func(a, b line) int { return cmp.Compare(sum(b.points), sum(a.points)) })
	for i := range most {
		all[i].style = i + 1
	}
	return append(all[:most:most], other(all[most:]))
}

func (c *Chart) before() (line, bool) {
	known := fit(c.Before, min(len(c.Before), len(c.Bins)), c.ZeroFill)
	l := line{name(c.BeforeName), styleBefore, fit(known, len(c.Bins), false)}
	return l, len(c.Series) == 1 && slices.ContainsFunc(l.points, func(p Point) bool { return p.OK })
}

// name returns a name from outside, harmless and of a length that can be shown.
func name(s string) string { return text.Limit(text.Clean(s), 80) }

// other adds series up. A lone one keeps its name.
func other(rest []line) line {
	l := line{rest[0].name, styleOther, make([]Point, len(rest[0].points))}
	if len(rest) > 1 {
		l.name = fmt.Sprintf("%d others", len(rest))
	}
	for _, r := range rest {
		for i, p := range r.points {
			if p.OK {
				l.points[i] = Point{l.points[i].Value + p.Value, true}
			}
		}
	}
	return l
}

// fit returns n points. Sizes that no axis has become absent or 0.
func fit(points []Point, n int, zero bool) []Point {
	fitted := make([]Point, n)
	for i := range fitted {
		fitted[i].OK = zero
		if i >= len(points) || !points[i].OK {
			continue
		}
		switch size := math.Abs(points[i].Value); {
		case size < 1e-100:
			fitted[i] = Point{0, true}
		default:
			fitted[i] = Point{points[i].Value, size < 1e100}
		}
	}
	return fitted
}

func sum(points []Point) (total float64) {
	for _, p := range points {
		if p.OK {
			total += p.Value
		}
	}
	return total
}

// numbers returns the values that are present, in ascending order.
func numbers(points []Point) []float64 {
	var all []float64
	for _, p := range points {
		if p.OK {
			all = append(all, p.Value)
		}
	}
	slices.Sort(all)
	return all
}

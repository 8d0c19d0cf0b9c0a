package chart

import (
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	indent = 2
	rows   = 4
)

// Blocks returns the chart in block characters, in lines of at most so many columns (40
// or more): the first series over its axis, then one line for each other one, which has
// an axis of its own. Lines do not end in blanks.
func (c *Chart) Blocks(width int) []string {
	s := c.scene()
	if len(s.lines) == 0 || len(s.bins) == 0 {
		return []string{strings.Repeat(" ", indent) + "no data"}
	}
	var out []string
	several := len(s.lines) > 1
	if several {
		out = append(out, text.Cut("  "+s.lines[0].name, width))
	}
	b := s.newBlocks(c, width)
	out = append(out, b.panel(s)...)
	for _, l := range s.lines[1:] {
		out = append(out, text.Cut("  "+c.strip(l), width), b.line("", b.spark(l)))
	}
	return append(out, b.times(s))
}

// strip is the name of a series with its range.
func (c *Chart) strip(l line) string {
	all := numbers(l.points)
	switch {
	case len(all) == 0:
		return l.name + ": no data"
	case all[0] == all[len(all)-1]:
		return l.name + ": " + c.value(all[0])
	}
	return l.name + ": " + c.value(all[0]) + " to " + c.value(all[len(all)-1])
}

// blocks are the columns of a chart in text.
type blocks struct {
	gutter, width int
	ticks         []float64
	labels        []string
	per           int // columns of a bin
	merged        int // bins in one column, of which the highest is shown
}

func (s *scene) newBlocks(c *Chart, width int) *blocks {
	low, high := 0.0, 0.0
	if all := numbers(s.lines[0].points); len(all) > 0 {
		low, high = all[0], all[len(all)-1]
	}
	b := &blocks{width: width, ticks: axis(low, high, c.Unit)}
	b.labels = amount.Axis(b.ticks, c.Unit)
	for _, l := range b.labels {
		b.gutter = max(b.gutter, indent+text.Width(l)+1)
	}
	b.gutter = max(b.gutter, 8)
	room := max(1, width-b.gutter)
	b.merged = (len(s.bins) + room - 1) / room
	b.per = max(1, room/((len(s.bins)+b.merged-1)/b.merged))
	return b
}

// panel draws rows between the ticks. There are four where that divides the steps, so
// that every labelled row ends at a tick; with negative values one for each step.
func (b *blocks) panel(s *scene) (out []string) {
	steps := len(b.ticks) - 1
	n, low, high := steps, b.ticks[0], b.ticks[steps]
	if low == 0 && rows%steps == 0 {
		n = rows
	}
	cell := (high - low) / float64(n)
	columns := b.columns(s.lines[0])
	for r := range n {
		from := high - float64(r+1)*cell
		zero := math.Abs(from) < cell/2
		var row strings.Builder
		for _, p := range columns {
			row.WriteString(strings.Repeat(string(glyph(p, from, cell, zero)), b.per))
		}
		out = append(out, b.line(b.label(from, cell, steps > 3 && low == 0), row.String()))
	}
	return out
}

// label returns the tick at a row's end that is away from zero; of many, every second.
func (b *blocks) label(from, cell float64, second bool) string {
	at := from + cell
	if from < -cell/2 {
		at = from
	}
	for i, t := range b.ticks {
		if math.Abs(t-at) < cell/4 && !(second && i%2 == 1) {
			return b.labels[i]
		}
	}
	return ""
}

// columns returns the points of a line, merged where there are too many.
func (b *blocks) columns(l line) []Point {
	var out []Point
	for i := 0; i < len(l.points); i += b.merged {
		top := Point{}
		for _, p := range l.points[i:min(i+b.merged, len(l.points))] {
			if p.OK && (!top.OK || math.Abs(p.Value) > math.Abs(top.Value)) {
				top = p
			}
		}
		out = append(out, top)
	}
	return out
}

func (b *blocks) spark(l line) string {
	var row strings.Builder
	points := b.columns(l)
	low, high := bounds(points)
	for _, p := range points {
		row.WriteString(strings.Repeat(string(level(p, low, high, '?')), b.per))
	}
	return row.String()
}

// line puts a label in front of a row.
func (b *blocks) line(label, row string) string {
	blanks := max(0, b.gutter-1-text.Width(label))
	return strings.TrimRight(strings.Repeat(" ", blanks)+label+" "+row, " ")
}

// times writes the labels of the x axis at the columns of their bins: all of them, or
// every second one, and so on.
func (b *blocks) times(s *scene) string {
	major, _, distance := clock(s.start, s.end)
	for every := 1; every <= len(major); every++ {
		for form := range 2 {
			row, fits := "", true
			for i := 0; i < len(major) && fits; i += every {
				forms := distance.forms(major[i], s.start, s.end, i == 0)
				row, fits = b.put(row, s.column(b, s.x(major[i])), forms[min(form, len(forms)-1)])
			}
			if fits {
				return b.line("", row)
			}
		}
	}
	return ""
}

// put adds a label at a column unless it touches the one before. At the end of the plot
// a label that has no room is left out.
func (b *blocks) put(row string, column int, label string) (string, bool) {
	used := text.Width(row)
	switch {
	case column < 0 || b.gutter+column+text.Width(label) > b.width:
		return row, true
	case used > 0 && column <= used:
		return row, false
	}
	return row + strings.Repeat(" ", column-used) + label, true
}

// column returns the first column of the bin that begins at a place or has it, or -1.
func (s *scene) column(b *blocks, x float64) int {
	for i, bin := range s.bins {
		if x < bin.to-1e-9 {
			return i / b.merged * b.per
		}
	}
	return -1
}

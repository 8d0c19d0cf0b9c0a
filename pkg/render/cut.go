package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// leastCut is the width that a column of text keeps in a report before a column
// is left out.
const leastCut = 6

// cutting shrinks cells and names by cutting them. Numbers and times are not cut.
type cutting struct{}

func (cutting) least(c Column, _, cells int) int {
	if c.Shrink {
		return leastCut
	}
	return max(leastCut, cells)
}

func (cutting) lines(cell string, width int) (lines []string, shortened bool) {
	short := text.Cut(cell, width)
	return []string{short}, short != cell
}

// cut sets a report's table in monospaced lines of at most the given width: the
// names, a rule, at most rows rows. The last columns are left out while even the
// least widths are too much. What is left out is said in the last line.
func (t Table) cut(width, rows int) []string {
	shown, more := t.head(rows)
	l := newLayout(shown, cutting{})
	order := slices.Clone(l.shown[1:])
	slices.Reverse(order)
	dropped := l.drop(width, order)
	first := &l.widths[l.shown[0]]
	first.least = min(first.least, width)
	l.narrow(width)
	return append(l.grid(width), leftOut(more, len(dropped))...)
}

// leftOut says how many rows and columns are not shown, in one line or none.
func leftOut(rows, columns int) []string {
	var parts []string
	if rows > 0 {
		parts = append(parts, moreOf(rows, "row"))
	}
	if columns > 0 {
		parts = append(parts, moreOf(columns, "column"))
	}
	if parts == nil {
		return nil
	}
	return []string{"… " + strings.Join(parts, ", ")}
}

func moreOf(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s more %s", formatCount(float64(n)), what)
}

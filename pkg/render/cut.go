package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/amount"
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

// Cut returns a report's table in monospaced lines of at most the given width:
// the names, a rule, at most rows rows. The last columns are left out while even
// the least widths are too much, those that stay after the others. The last line counts what is left out.
func (t Table) Cut(width, rows int) []string {
	shown, more := t.Head(rows)
	l := newLayout(shown, cutting{})
	order := slices.Clone(l.shown[1:])
	slices.Reverse(order)
	slices.SortStableFunc(order, func(a, b int) int { return l.stays(a) - l.stays(b) })
	dropped := l.drop(width, order)
	first := &l.widths[l.shown[0]]
	first.least = min(first.least, width)
	l.narrow(width)
	lines := l.grid(width)
	if note := NotShown(more, len(dropped)); note != "" {
		lines = append(lines, note)
	}
	return lines
}

// stays is 1 for a column that is left out after the others, else 0.
func (l *layout) stays(column int) int {
	if l.table.Columns[column].Stays {
		return 1
	}
	return 0
}

// NotShown returns a note that counts the rows and columns which a table does
// not show, such as "… 3 more rows, 1 more column". It is empty if there are none.
func NotShown(rows, columns int) string {
	var parts []string
	if rows > 0 {
		parts = append(parts, More(rows, "row"))
	}
	if columns > 0 {
		parts = append(parts, More(columns, "column"))
	}
	if parts == nil {
		return ""
	}
	return "… " + strings.Join(parts, ", ")
}

// More returns a count of something that is not shown, such as "1,174 more rows".
func More(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s more %s", amount.Count(float64(n)), what)
}

package render

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

const columnGap = 2 // blanks between two columns

// columnWidth is the width that a column wants, and the least that it can do
// with, in columns of the screen.
type columnWidth struct{ want, least int }

// layout places the columns of a clean table.
type layout struct {
	table     Table
	cells     shrinker
	widths    []columnWidth
	shown     []int // indexes of the columns that are shown
	shortened int   // cells so far
}

// shrinker is the way in which cells take less room than they want.
type shrinker interface {
	// least returns the width that a column must keep, given the widths of its
	// name and of its widest cell.
	least(c Column, name, cells int) int
	// lines returns a cell in lines of at most so many columns, and whether
	// something of it is missing.
	lines(cell string, width int) (lines []string, shortened bool)
}

// newLayout measures the table's columns. A column in which no row has anything
// is left out, unless all are like that.
func newLayout(t Table, s shrinker) *layout {
	l := &layout{table: t, cells: s}
	var empty []int
	for i, c := range t.Columns {
		name, cells := text.Width(c.Name), 0
		for _, row := range t.Rows {
			cells = max(cells, text.Width(row.Cells[i]))
		}
		if cells == 0 {
			empty = append(empty, i)
		} else {
			l.shown = append(l.shown, i)
		}
		want := max(name, cells, 1)
		l.widths = append(l.widths, columnWidth{want, min(want, s.least(c, name, cells))})
	}
	if l.shown == nil {
		l.shown = empty
	}
	return l
}

// named returns the indexes of the columns of these names, in their order, and -1
// for a name that no column has.
func (l *layout) named(names []string) []int {
	var order []int
	for _, name := range names {
		order = append(order, slices.IndexFunc(l.table.Columns, func(c Column) bool { return c.Name == name }))
	}
	return order
}

// drop leaves out columns in the given order while even the least widths are
// more than a width. One column stays in any case. It returns the names of those
// that it left out.
func (l *layout) drop(width int, order []int) []string {
	var dropped []string
	for _, i := range order {
		at := slices.Index(l.shown, i)
		if at < 0 || len(l.shown) == 1 || l.total(least) <= width {
			continue
		}
		l.shown = slices.Delete(slices.Clone(l.shown), at, at+1)
		dropped = append(dropped, l.table.Columns[i].Name)
	}
	return dropped
}

// narrow takes from the widest columns until all fit into a width, or have
// their least.
func (l *layout) narrow(width int) {
	for l.total(want) > width {
		widest := &columnWidth{}
		for _, i := range l.shown {
			if w := &l.widths[i]; w.want > w.least && w.want > widest.want {
				widest = w
			}
		}
		if widest.want == 0 {
			return
		}
		widest.want--
	}
}

func want(w columnWidth) int  { return w.want }
func least(w columnWidth) int { return w.least }

// total returns the width of a line: the columns that are shown and the gaps.
func (l *layout) total(of func(columnWidth) int) int {
	n := -columnGap
	for _, i := range l.shown {
		n += of(l.widths[i]) + columnGap
	}
	return n
}

// grid returns the names, a rule and the rows, with each row's error below it.
// Errors are wrapped to lines of a width, or not at all if it is 0.
func (l *layout) grid(width int) []string {
	names := make([]string, len(l.table.Columns))
	for i, c := range l.table.Columns {
		names[i] = c.Name
	}
	lines := append(l.line(names), strings.Repeat("─", l.total(want)))
	indent := l.widths[l.shown[0]].want + columnGap
	if len(l.shown) == 1 || width > 0 && width-indent < leastFolded {
		indent = columnGap
	}
	for _, row := range l.table.Rows {
		lines = append(lines, l.line(row.Cells)...)
		lines = append(lines, errorLines(row.Error, indent, width)...)
	}
	return lines
}

// line returns a row's cells next to each other, in as many lines as the
// longest of them needs.
func (l *layout) line(cells []string) []string {
	var lines []string
	before := 0 // width of what stands to the left
	for _, i := range l.shown {
		width := l.widths[i].want
		parts, shortened := l.cells.lines(cells[i], width)
		if shortened {
			l.shortened++
		}
		for y, part := range parts {
			if y == len(lines) {
				lines = append(lines, "")
			}
			lines[y] = pad(lines[y], before, false) + pad(part, width, l.table.Columns[i].Right)
		}
		before += width + columnGap
	}
	for y := range lines {
		lines[y] = strings.TrimRight(lines[y], " ")
	}
	return lines
}

// pad returns s with blanks up to n columns, before it if right is set.
func pad(s string, n int, right bool) string {
	space := strings.Repeat(" ", max(0, n-text.Width(s)))
	if right {
		return space + s
	}
	return s + space
}

// errorLines returns an error, if there is one, indented and wrapped.
func errorLines(s string, indent, width int) []string {
	if s == "" {
		return nil
	}
	lines := []string{s}
	if width > 0 {
		lines = text.Wrap(s, width-indent)
	}
	for i := range lines {
		lines[i] = strings.Repeat(" ", indent) + lines[i]
	}
	return lines
}

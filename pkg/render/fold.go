package render

import (
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/text"
)

const (
	mostFolded  = 3  // lines of a cell, before the one that counts the rest
	leastFolded = 24 // width of a column that is folded: room for "… 12,345 more characters"
	leastValue  = 10 // width of a value in a block
)

// folding shrinks cells by folding them. Names keep their width, and so do
// cells that may not be shortened.
type folding struct{}

func (folding) least(c Column, name, cells int) int {
	if c.Shrink {
		return max(leastFolded, name)
	}
	return max(name, cells)
}

func (folding) lines(cell string, width int) (lines []string, shortened bool) {
	lines = text.Fold(cell, width)
	if len(lines) <= mostFolded {
		return lines, false
	}
	more := 0
	for _, line := range lines[mostFolded:] {
		more += utf8.RuneCountInString(line)
	}
	return append(lines[:mostFolded], text.Cut("… "+More(more, "character"), width)), true
}

// blocks returns each row as lines of a column's name and its value, with a
// blank line between two rows. Values that may not be shortened are folded in as
// many lines as they need.
func (l *layout) blocks(width int) []string {
	label := 0
	for _, i := range l.shown {
		label = max(label, text.Width(l.table.Columns[i].Name))
	}
	var lines []string
	for n, row := range l.table.Rows {
		if n > 0 {
			lines = append(lines, "")
		}
		for _, i := range l.shown {
			lines = append(lines, l.field(l.table.Columns[i], row.Cells[i], label, width-label-columnGap)...)
		}
		lines = append(lines, errorLines(row.Error, columnGap, width)...)
	}
	return lines
}

// field returns a column's name with its value to the right, and nothing if the
// value is empty.
func (l *layout) field(c Column, cell string, label, width int) []string {
	if cell == "" {
		return nil
	}
	width = max(width, leastValue)
	lines := text.Fold(cell, width)
	if c.Shrink {
		var shortened bool
		if lines, shortened = l.cells.lines(cell, width); shortened {
			l.shortened++
		}
	}
	name := c.Name
	for i := range lines {
		lines[i] = pad(name, label+columnGap, false) + lines[i]
		name = ""
	}
	return lines
}

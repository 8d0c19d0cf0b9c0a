package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/text"
)

// Table is rows of cells below the names of their columns. Its cells, names and
// errors may come from anywhere: they are cleaned when the table is shown.
type Table struct {
	Columns []Column
	Rows    []Row

	more int // rows that there are after these
}

// Column is a column of a table.
type Column struct {
	Name   string
	Right  bool // aligned right: numbers, sizes, money, lengths of time
	Shrink bool // holds data of any length, which may be shortened; IDs, names, states and times may not
	Stays  bool // in a report's table it is left out after all others but the first
}

// Row is a row of a table.
type Row struct {
	Cells []string // one for each column
	Error string   // stands below the row; empty: none
}

// NewTable returns a table of a query's values, as they are. A column of numbers
// is aligned right; a column of anything but numbers and times may be shortened.
func NewTable(names []string, rows [][]string) Table {
	t := Table{Columns: make([]Column, len(names)), Rows: make([]Row, len(rows))}
	for i, name := range names {
		c := Column{Name: name, Right: all(rows, i, fanlight.IsNumber)}
		c.Shrink = !c.Right && !all(rows, i, isTime)
		t.Columns[i] = c
	}
	for i, cells := range rows {
		t.Rows[i].Cells = cells
	}
	return t
}

// TableOptions say how much room a table has.
type TableOptions struct {
	Width int      // columns of the terminal; 0: not a terminal
	Wide  bool     // all columns, nothing folded
	Drop  []string // names of columns that are left out where space is short, the first one first
}

// LeftOut says what a table does not show.
type LeftOut struct {
	Columns []string // names, in the order in which they were left out
	Values  int      // that are shortened
}

// Add returns what two tables together do not show, each column once.
func (l LeftOut) Add(other LeftOut) LeftOut {
	l.Values += other.Values
	names := slices.Clip(l.Columns)
	for _, name := range other.Columns {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	l.Columns = names
	return l
}

// String returns the note for stderr, in one line without a line feed; it is
// empty if nothing was left out.
func (l LeftOut) String() string {
	var parts []string
	if len(l.Columns) > 0 {
		parts = append(parts, "left out: "+strings.Join(l.Columns, ", "))
	}
	switch {
	case l.Values == 1 && parts == nil:
		return "1 value is shortened (--wide shows it whole)"
	case l.Values == 1:
		parts = append(parts, "1 value is shortened")
	case l.Values > 1:
		parts = append(parts, fmt.Sprintf("%s values are shortened", amount.Count(float64(l.Values))))
	}
	if parts == nil {
		return ""
	}
	return strings.Join(parts, "; ") + " (--wide shows all)"
}

// Format returns the table as a terminal shows it, ending in a line feed, and
// what it leaves out. Without rows or columns it is empty. A column in which no
// row has anything is left out. Without a terminal, or with Wide, every row is one
// line and nothing is shortened. On a terminal that is too narrow
//
//  1. columns that may shrink are folded, at most three lines a cell, the rest
//     counted in a fourth;
//  2. where that is not enough, columns are dropped in the order of Drop;
//  3. where that is not enough either, each row becomes a block, with all
//     columns, one below the other.
//
// An error stands below its row, wrapped on a terminal, and never shortened.
func (t Table) Format(o TableOptions) (string, LeftOut) {
	if len(t.Rows) == 0 || len(t.Columns) == 0 {
		return "", LeftOut{}
	}
	l := newLayout(t.clean(), folding{})
	if o.Width == 0 || o.Wide {
		return joinLines(l.grid(0)), LeftOut{}
	}
	shown := l.shown
	dropped := l.drop(o.Width, l.named(o.Drop))
	if l.total(least) > o.Width {
		l.shown = shown
		lines := l.blocks(o.Width)
		return joinLines(lines), LeftOut{Values: l.shortened}
	}
	l.narrow(o.Width)
	lines := l.grid(o.Width)
	return joinLines(lines), LeftOut{Columns: dropped, Values: l.shortened}
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// clean returns the table with all its texts made safe to show.
func (t Table) clean() Table {
	c := Table{Columns: slices.Clone(t.Columns), Rows: make([]Row, len(t.Rows)), more: t.more}
	for i := range c.Columns {
		c.Columns[i].Name = text.Clean(c.Columns[i].Name)
	}
	for i, row := range t.Rows {
		c.Rows[i] = Row{Cells: make([]string, len(row.Cells)), Error: text.Clean(row.Error)}
		for k, cell := range row.Cells {
			c.Rows[i].Cells[k] = text.Clean(cell)
		}
	}
	return c
}

// Head returns the table with its first n rows, and the number of the rest.
func (t Table) Head(n int) (Table, int) {
	n = min(n, len(t.Rows))
	return Table{Columns: t.Columns, Rows: t.Rows[:n]}, len(t.Rows) - n + t.more
}

// all reports whether a column has values and each of them is one of those.
func all(rows [][]string, column int, those func(string) bool) bool {
	some := false
	for _, row := range rows {
		value := row[column]
		if value == "" {
			continue
		}
		if !those(value) {
			return false
		}
		some = true
	}
	return some
}

func isTime(s string) bool {
	_, ok := fanlight.ParseTime(s)
	return ok
}

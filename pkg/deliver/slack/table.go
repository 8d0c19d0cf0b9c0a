package slack

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// The bounds of a table: rows and columns of one in text, and bytes of the JSON of a
// native one.
const (
	maxRows    = 20
	maxWidth   = 76
	tableBytes = 8000
)

// tableText returns as many rows as fit into a block. If some are left out, the last line
// ends in where they are.
func tableText(t *edition.Table, rest string) string {
	for rows := maxRows; ; rows /= 2 {
		lines := strings.Join(outline.Lines(t, maxWidth, rows), "\n")
		if t.Head(rows).More > 0 {
			lines += rest
		}
		if text.UTF16Len(lines) <= maxRaw && len(lines) <= maxBytes/2 || rows == 0 {
			return limit(lines, maxRaw)
		}
	}
}

// table returns a table with as many rows as fit.
func (w writer) table(s edition.Section) unit {
	all := outline.Table(s.Table.Head(pageRows))
	u := unit{title: s.Title, differs: true, sections: 1}
	rest := ""
	for _, bound := range []struct{ rows, cell int }{{20, 300}, {10, 300}, {10, 100}, {5, 60}, {5, 30}, {1, 20}} {
		rest = w.files.Rest(s, min(bound.rows, len(all.Rows)))
		u.native, u.cells = nativeTable(s, all, bound.rows, bound.cell, rest)
		if newSide(u.native).bytes <= tableBytes && u.cells <= maxCells {
			break
		}
	}
	u.plain = []block{boldLine(s.Title), preformatted(tableText(s.Table, rest))}
	return u
}

// nativeTable returns a table with its first rows, and the number of its characters.
func nativeTable(s edition.Section, all *render.Table, rows, cell int, rest string) ([]block, int) {
	shown, more := all.Head(rows)
	columns := min(maxColumns, len(shown.Columns))
	names := make([]string, columns)
	for i := range names {
		names[i] = limit(shown.Columns[i].Name, cell)
	}
	values := make([][]any, len(shown.Rows))
	for r, row := range shown.Rows {
		for i := range columns {
			values[r] = append(values[r], tableCell(s.Table, r, i, limit(row.Cells[i], cell)))
		}
	}
	table, n := newDataTable(caption(s, len(shown.Rows)), names, values)
	blocks := []block{boldLine(s.Title), table}
	if note := render.NotShown(more, len(shown.Columns)-columns); note != "" {
		blocks = append(blocks, plainContext(note+rest))
	}
	return blocks, n
}

// caption says what the title above a table does not: how many rows it shows of how many,
// or how many patterns are new.
func caption(s edition.Section, shown int) string {
	all := len(s.Table.Rows) + s.Table.More
	switch {
	case s.Patterns != nil:
		return s.Patterns.Summary()
	case shown < all:
		return fmt.Sprintf("%s of %s", amount.Count(float64(shown)), edition.Many(all, "row", "rows"))
	}
	return edition.Many(all, "row", "rows")
}

// tableCell returns a cell: of a column of numbers with its value.
func tableCell(of *edition.Table, row, column int, shown string) any {
	if column < len(of.Columns) && of.Columns[column].Kind == edition.Figure {
		if value, ok := valueOf(of.Rows[row].Cells[column]); ok {
			return number{"raw_number", value, shown}
		}
	}
	return raw{Type: "raw_text", Text: shown}
}

var digits = strings.NewReplacer(",", "", "\u2212", "-")

// valueOf reads the value of a cell.
func valueOf(c edition.Cell) (float64, bool) {
	s := c.Full
	if s == "" {
		s = c.Text
	}
	value, err := strconv.ParseFloat(digits.Replace(s), 64)
	return value, err == nil && value-value == 0
}

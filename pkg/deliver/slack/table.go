package slack

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render"
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

// tableText returns as many rows as fit into a block.
func tableText(t *edition.Table) string {
	for rows := maxRows; ; rows /= 2 {
		lines := strings.Join(outline.Lines(t, maxWidth, rows), "\n")
		if text.UTF16Len(lines) <= maxRaw && len(lines) <= maxBytes/2 || rows == 0 {
			return limit(lines, maxRaw)
		}
	}
}

// tableUnit returns a table with as many rows as fit.
func tableUnit(title string, of *edition.Table) unit {
	all := outline.Table(of.Head(pageRows))
	u := unit{title: title, plain: []block{boldLine(title), preformatted(tableText(of))}, differs: true, sections: 1}
	for _, bound := range []struct{ rows, cell int }{{20, 300}, {10, 300}, {10, 100}, {5, 60}, {5, 30}, {1, 20}} {
		native, cells := nativeTable(title, all, of, bound.rows, bound.cell)
		if u.native, u.cells = native, cells; newSide(native).bytes <= tableBytes && cells <= maxCells {
			break
		}
	}
	return u
}

// nativeTable returns a table with its first rows, and the number of its characters.
func nativeTable(title string, all *render.Table, of *edition.Table, rows, cell int) ([]block, int) {
	shown, more := all.Head(rows)
	columns := min(maxColumns, len(shown.Columns))
	names := make([]string, columns)
	for i := range names {
		names[i] = limit(shown.Columns[i].Name, cell)
	}
	values := make([][]any, len(shown.Rows))
	for r, row := range shown.Rows {
		for i := range columns {
			values[r] = append(values[r], tableCell(of, r, i, limit(row.Cells[i], cell)))
		}
	}
	table, n := newDataTable(title, names, values)
	blocks := []block{boldLine(title), table}
	if note := render.NotShown(more, len(shown.Columns)-columns); note != "" {
		blocks = append(blocks, plainContext(note))
	}
	return blocks, n
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

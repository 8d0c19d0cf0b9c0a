// Package render writes a finished run in the forms that several places share:
// terminal text, a web page, JSON, and the notice to the owner about what failed. It also
// lays out every table of the command-line program.
//
// Log content is hostile in all of them: it is cleaned once, by packages edition and text,
// and escaped by each form.
package render

import (
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// Lengths, in characters, beyond which a text is cut.
const (
	maxTitle = 200
	maxNote  = 500
)

// clean returns a text of someone else as one line that is safe to show, cut
// after limit characters.
func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }

// ChangesOf returns TableOf with the change of each row as the last column, which stays longest, if
// the rows are compared with another edition.
func ChangesOf(t *edition.Table) *Table {
	table := TableOf(t)
	if t.Since == "" {
		return table
	}
	table.Columns = append(table.Columns, Column{Name: "Change", Right: true, Stays: true})
	for i, r := range t.Rows {
		table.Rows[i].Cells = append(table.Rows[i].Cells, r.ChangeText())
	}
	return table
}

// TableOf returns a table of an edition as the forms of fixed width show it.
func TableOf(t *edition.Table) *Table {
	table := &Table{more: t.More}
	for _, c := range t.Columns {
		table.Columns = append(table.Columns, Column{
			Name: c.Name, Right: c.Right, Shrink: !c.Right && c.Kind != edition.Time,
		})
	}
	for _, r := range t.Rows {
		row := Row{Cells: make([]string, len(r.Cells))}
		for i, cell := range r.Cells {
			row.Cells[i] = cell.Text
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

package teams

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// maxBytes is the most bytes of a message: Teams takes about 28 kB, names and all
// (https://learn.microsoft.com/microsoftteams/limits-specifications-teams). Workflows
// add some, and so does MarkDuplicate.
const maxBytes = 24_000

// The bounds of a table: a card is narrow, and each cell takes 100 bytes and its text.
const (
	maxColumns = 6
	maxCell    = 80
)

// document returns the card of a report.
func document(c *render.Content) string {
	for _, rows := range []int{20, 10, 5, 2} {
		if text := cardOf(c, rows, len(c.Sections)); len(text) <= maxBytes {
			return text
		}
	}
	for n := len(c.Sections); ; n /= 2 {
		if text := cardOf(c, 1, n); len(text) <= maxBytes || n == 0 {
			return text
		}
	}
}

// cardOf returns the card with that many rows of each table and that many sections.
func cardOf(c *render.Content, rows, sections int) string {
	all := []any{
		line(run{Text: c.Title, Weight: "Bolder", Size: "Large"}),
		line(run{Text: c.Window, Subtle: true}),
	}
	if c.Alert != "" {
		all = append(all, line(run{Text: c.Alert, Weight: "Bolder", Color: "Attention"}))
	}
	for _, s := range c.Sections[:sections] {
		all = append(all, section(s, rows)...)
	}
	if left := len(c.Sections) - sections; left > 0 {
		all = append(all, line(run{Text: "… " + render.More(left, "section"), Subtle: true}))
	}
	foot := line(run{Text: text.Limit(strings.Join(c.Summary, " · "), 2*maxText), Subtle: true, Size: "Small"})
	foot.Separator = true
	return wrap(append(all, foot, line(run{Text: c.Run, Subtle: true, Size: "Small", Font: "Monospace"})))
}

func section(s render.Section, rows int) []any {
	if s.Table == nil {
		return []any{number(s)}
	}
	shown, more := s.Table.Head(rows)
	columns := shown.Columns[:min(maxColumns, len(shown.Columns))]
	all := []any{line(run{Text: s.Title, Weight: "Bolder"}), grid(shown, columns)}
	if note := render.NotShown(more, len(shown.Columns)-len(columns)); note != "" {
		all = append(all, line(run{Text: note, Subtle: true, Size: "Small"}))
	}
	return all
}

// number returns a number after its title.
func number(s render.Section) block {
	value := run{Text: s.Value, Weight: "Bolder"}
	switch s.Status {
	case render.Bad:
		value.Color = "Attention"
	case render.Empty:
		value.Weight, value.Subtle = "", true
	}
	runs := []run{{Text: s.Title + "  "}, value}
	if s.Note != "" {
		runs = append(runs, run{Text: "  " + limit(s.Note), Subtle: true, Size: "Small"})
	}
	return line(runs...)
}

// grid returns a table of the first columns.
func grid(t render.Table, columns []render.Column) table {
	all := table{Type: "Table", Header: true}
	head := row{Type: "TableRow"}
	for _, c := range columns {
		width := 2
		if c.Right {
			width = 1
		}
		all.Columns = append(all.Columns, column{width})
		head.Cells = append(head.Cells, newCell(c, run{Text: c.Name, Weight: "Bolder", Size: "Small"}))
	}
	all.Rows = []row{head}
	for _, of := range t.Rows {
		r := row{Type: "TableRow"}
		for i, c := range columns {
			r.Cells = append(r.Cells, newCell(c, run{Text: text.Limit(of.Cells[i], maxCell), Size: "Small"}))
		}
		all.Rows = append(all.Rows, r)
	}
	return all
}

func newCell(c render.Column, r run) cell {
	b := line(r)
	if c.Right {
		b.Alignment = "Right"
	}
	return cell{"TableCell", []block{b}}
}

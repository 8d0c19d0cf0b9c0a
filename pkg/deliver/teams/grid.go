package teams

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// The bounds of a table: a card is narrow, and each cell takes 100 bytes and its text.
const (
	maxColumns = 6
	maxCell    = 80
	maxLines   = 4 // of an event's text
)

// grid returns a table with its first rows and columns, and how many there are more.
func grid(all *render.Table, rows int) []any {
	shown, more := all.Head(rows)
	columns := shown.Columns[:min(maxColumns, len(shown.Columns))]
	var widths []int
	head := row{Type: "TableRow"}
	for _, c := range columns {
		width := 3
		if c.Right {
			width = 2
		}
		widths = append(widths, width)
		head.Cells = append(head.Cells, newCell(c.Right, run{Text: text.Limit(c.Name, maxCell), Size: "Small", Subtle: true}))
	}
	t := newTable(widths...)
	t.Rows = []row{head}
	for _, of := range shown.Rows {
		r := row{Type: "TableRow"}
		for i, c := range columns {
			r.Cells = append(r.Cells, newCell(c.Right, run{Text: text.Limit(of.Cells[i], maxCell), Size: "Small"}))
		}
		t.Rows = append(t.Rows, r)
	}
	elements := []any{t}
	if left := render.NotShown(more, len(shown.Columns)-len(columns)); left != "" {
		elements = append(elements, note(left))
	}
	return elements
}

// events returns log events: each below its time and group.
func events(t *edition.Table) (all []any) {
	for _, r := range t.Rows {
		e := t.Event(r)
		all = append(all, note(limit(strings.Join(e.Short(), "  "))))
		for _, message := range e.Texts {
			for _, text := range message.Within(maxText, maxLines) {
				b := line(run{Text: text, Size: "Small"})
				b.Spacing = "None"
				all = append(all, b)
			}
		}
	}
	if left := render.NotShown(t.More, 0); left != "" {
		all = append(all, note(left))
	}
	return all
}

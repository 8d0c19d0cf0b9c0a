package teams

import (
	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render"
)

// numbers returns numbers that follow each other as a table: title, value, change.
func numbers(all []outline.Number, since string, of size) []any {
	shown := all[:min(of.facts, len(all))]
	names := []string{"Number", "Value"}
	if changed(shown) {
		names = append(names, "Since "+since)
		if since == "" {
			names[2] = "Note"
		}
	}
	t := newTable(3, 2, 3)
	t.Columns = t.Columns[:len(names)]
	head := row{Type: "TableRow"}
	for i, name := range names {
		head.Cells = append(head.Cells, newCell(i == 1, run{Text: name, Size: "Small", Subtle: true}))
	}
	t.Rows = []row{head}
	for _, n := range shown {
		t.Rows = append(t.Rows, numberRow(n, len(names), of.sparks))
	}
	elements := []any{t}
	if len(shown) == 0 {
		elements = nil
	}
	if left := len(all) - len(shown); left > 0 {
		elements = append(elements, note("… "+render.More(left, "number")))
	}
	return elements
}

// failures returns sections without an answer that stand by themselves.
func failures(all []outline.Number, most int) (elements []any) {
	for i, n := range all {
		if i == most {
			return append(elements, note("… "+render.More(len(all)-i, "section")))
		}
		title := line(run{Text: limit(n.Title), Weight: "Bolder"}, run{Text: "  " + n.Value, Weight: "Bolder", Color: "Attention"})
		title.Spacing = "Large"
		elements = append(elements, title)
		if n.Note != "" {
			elements = append(elements, line(run{Text: limit(n.Note), Size: "Small", Font: "Monospace"}))
		}
	}
	return elements
}

// changed reports whether some number has something to say beyond its value.
func changed(all []outline.Number) bool {
	for _, n := range all {
		if n.Change != "" || n.Note != "" || n.Spark != "" {
			return true
		}
	}
	return false
}

func numberRow(n outline.Number, cells int, sparks bool) row {
	value := run{Text: n.Value, Weight: "Bolder", Size: "Small", Color: tagColors[n.Tag]}
	switch {
	case n.Failed:
		value.Color = "Attention"
	case n.Empty:
		value.Weight, value.Subtle = "", true
	}
	r := row{"TableRow", []cell{newCell(false, run{Text: limit(n.Title), Size: "Small"}), newCell(true, value)}}
	if n.Mark != "" {
		r.Cells[1].add(true, run{Text: n.Mark, Size: "Small", Color: tagColors[n.Tag]})
	}
	if cells == len(r.Cells) {
		return r
	}
	color := moodColors[n.Mood]
	r.Cells = append(r.Cells, newCell(false, run{Text: limit(n.Change + n.Note), Size: "Small", Color: color, Subtle: color == ""}))
	if sparks && n.Spark != "" {
		r.Cells[2].add(false, run{Text: n.Spark, Size: "Small", Subtle: true})
	}
	return r
}

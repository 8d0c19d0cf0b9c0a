package naive

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Difference returns how an engine's answer differs from the reference's: the lines
// of both. It is empty if they agree. The order of rows counts where it is
// described, and so does the order of columns. Lists of values() are compared as
// sets; an engine shows them as JSON.
func (c Case) Difference(got [][]Field) string {
	return c.want.difference(got)
}

func (a answer) difference(got [][]Field) string {
	want, have := a.lines(a.rows), a.lines(got)
	if slices.Equal(want, have) {
		return ""
	}
	return fmt.Sprintf("want %d rows\n  %s\ngot %d rows\n  %s",
		len(want), strings.Join(want, "\n  "), len(have), strings.Join(have, "\n  "))
}

// lines returns a text for each row; those of one block are sorted by it.
func (a answer) lines(rows [][]Field) (lines []string) {
	for _, row := range rows {
		lines = append(lines, a.line(row))
	}
	for from := 0; from < min(len(lines), len(a.blocks)); {
		to := from + 1
		for to < min(len(lines), len(a.blocks)) && a.blocks[to] == a.blocks[from] {
			to++
		}
		slices.Sort(lines[from:to])
		from = to
	}
	return lines
}

func (a answer) line(row []Field) string {
	var cells []string
	for _, field := range row {
		v := field.Value
		if strings.HasPrefix(field.Name, listColumn) {
			if v = set(v); v == "[]" {
				continue // of nothing: absent or an empty list
			}
		}
		cells = append(cells, fmt.Sprintf("%s=%q", field.Name, v))
	}
	return strings.Join(cells, " ")
}

// listColumn begins the names of columns that hold lists.
const listColumn = "list"

// set returns a JSON list with its items as texts, sorted; any other text as it is.
func set(list string) string {
	items, ok := decode(list).([]any)
	if !ok {
		return list
	}
	texts := []string{}
	for _, item := range items {
		texts = append(texts, leaf(item).text)
	}
	slices.Sort(texts)
	sorted, _ := json.Marshal(texts)
	return string(sorted)
}

package render

import (
	"fmt"
	"strings"
)

// A grid's columns are two spaces apart and keep six columns each before one
// is left out.
const (
	gridGap = 2
	gridMin = 6
)

// grid sets a table in monospaced lines of at most the given width: the
// heading, a rule, at most rows rows. Wide values are cut; what is left out is
// said in the last line.
func (t *table) grid(width, rows int) []string {
	shown, more := t.head(rows)
	widths := t.widths(shown)
	fit(&widths, width)
	lines := []string{t.line(t.names(), widths), rule(widths)}
	for _, row := range shown {
		lines = append(lines, t.line(row, widths))
	}
	return append(lines, leftOut(more, len(t.columns)-len(widths))...)
}

func (t *table) names() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

func (t *table) widths(rows [][]string) []int {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = max(1, width(c.name))
		for _, row := range rows {
			widths[i] = max(widths[i], width(row[i]))
		}
	}
	return widths
}

// fit narrows the widest columns until all fit, and drops the last ones if
// they cannot.
func fit(widths *[]int, width int) {
	for most := max(1, (width+gridGap)/(gridMin+gridGap)); len(*widths) > most; {
		*widths = (*widths)[:most]
	}
	over := -gridGap - width
	for _, w := range *widths {
		over += w + gridGap
	}
	for ; over > 0; over-- {
		widest := 0
		for i, w := range *widths {
			if w > (*widths)[widest] {
				widest = i
			}
		}
		(*widths)[widest]--
	}
}

func (t *table) line(cells []string, widths []int) string {
	var b strings.Builder
	for i, w := range widths {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", gridGap))
		}
		b.WriteString(pad(cells[i], w, t.columns[i].numeric))
	}
	return strings.TrimRight(b.String(), " ")
}

func rule(widths []int) string {
	parts := make([]string, len(widths))
	for i, w := range widths {
		parts[i] = strings.Repeat("─", w)
	}
	return strings.Join(parts, strings.Repeat(" ", gridGap))
}

// leftOut says how many rows and columns are not shown, in one line or none.
func leftOut(rows, columns int) []string {
	var parts []string
	if rows > 0 {
		parts = append(parts, moreOf(rows, "row"))
	}
	if columns > 0 {
		parts = append(parts, moreOf(columns, "column"))
	}
	if parts == nil {
		return nil
	}
	return []string{"… " + strings.Join(parts, ", ")}
}

func moreOf(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s more %s", formatCount(float64(n)), what)
}

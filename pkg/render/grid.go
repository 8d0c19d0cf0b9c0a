package render

import (
	"fmt"
	"strings"
)

// A grid's columns are two spaces apart. A column of text keeps six columns of
// the screen before one is left out.
const (
	gridGap = 2
	gridMin = 6
)

// grid sets a table in monospaced lines of at most the given width: the
// heading, a rule, at most rows rows. Long texts are cut, numbers and times
// never; what is left out is said in the last line.
func (t *table) grid(width, rows int) []string {
	shown, more := t.head(rows)
	widths := fit(t.widths(shown), width)
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

// span is the width that a column wants, and the least that it can do with.
type span struct{ want, least int }

func (t *table) widths(rows [][]string) []span {
	spans := make([]span, len(t.columns))
	for i, c := range t.columns {
		cells := 1
		for _, row := range rows {
			cells = max(cells, width(row[i]))
		}
		want := max(cells, width(c.name))
		spans[i] = span{want, min(want, gridMin)}
		if c.whole() {
			spans[i].least = min(want, max(cells, gridMin))
		}
	}
	return spans
}

// fit drops the last columns while even the least widths are too much, then
// narrows the widest until all fit. The first column stays in any case.
func fit(spans []span, width int) []int {
	for len(spans) > 1 && total(spans, func(s span) int { return s.least }) > width {
		spans = spans[:len(spans)-1]
	}
	spans[0].least = min(spans[0].least, width)
	for total(spans, func(s span) int { return s.want }) > width {
		widest := 0
		for i, s := range spans {
			if w := spans[widest]; s.want > s.least && (w.want <= w.least || s.want > w.want) {
				widest = i
			}
		}
		spans[widest].want--
	}
	widths := make([]int, len(spans))
	for i, s := range spans {
		widths[i] = s.want
	}
	return widths
}

func total(spans []span, of func(span) int) int {
	n := -gridGap
	for _, s := range spans {
		n += of(s) + gridGap
	}
	return n
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

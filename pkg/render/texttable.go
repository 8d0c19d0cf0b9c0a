package render

import (
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	barWidth     = 18  // columns of the longest bar
	leastLabel   = 12  // columns that a label keeps before the share, then the bar, are left out
	maxMessage   = 300 // characters of a log event
	messageLines = 6   // of a log event
)

// table writes a table. One with texts of log events has each below its time and group.
func (t *textWriter) table(s edition.Section) {
	t.titled(s.Title, changeNote(s.Table))
	t.line()
	if s.Table.IsEvents() {
		t.events(s.Table)
		return
	}
	for i, line := range ChangesOf(s.Table).Cut(t.width-len(t.inner()), textRows) {
		if i < 2 {
			line = t.in(faint, line)
		}
		t.line(t.inner(), line)
	}
}

// changeNote says since when rows have changed, if they say how.
func changeNote(table *edition.Table) string {
	if table.Since == "" {
		return ""
	}
	return "change since " + table.Since
}

// events writes rows of log events: what is short in one line, the text below it.
func (t *textWriter) events(table *edition.Table) {
	shown := table.Head(textRows)
	for _, row := range shown.Rows {
		e := shown.Event(row)
		indent := t.inner()
		t.lines(indent, faint, text.Fill(e.Short(), "  ", t.width-len(indent)))
		for _, message := range e.Texts {
			t.lines(indent+"  ", "", text.WrapLines(message.Within(maxMessage, messageLines), t.width-len(indent)-2))
		}
	}
	if note := NotShown(shown.More, 0); note != "" {
		t.line(t.inner(), t.in(faint, note))
	}
}

// bars writes a table whose rows have bars: label, bar, value, share, change.
func (t *textWriter) bars(s edition.Section) {
	t.titled(s.Title, changeNote(s.Table))
	rows := barRows(s.Table)
	w := [4]int{} // label, value, share, change
	for _, r := range rows {
		for i, cell := range []string{r.label, r.value, r.share, r.change} {
			w[i] = max(w[i], text.Width(cell))
		}
	}
	bar := barWidth
	room := func() int { return t.width - len(t.inner()) - bar - 2 - w[1] - 2 - w[2] - 2 - w[3] }
	for _, drop := range []*int{&w[2], &bar} {
		if room() < min(w[0], leastLabel) {
			*drop = 0
		}
	}
	w[0] = max(leastLabel, min(w[0], room()))
	for _, r := range rows {
		line := t.inner() + pad(text.Cut(r.label, w[0]), w[0], false) + "  "
		if bar > 0 {
			line += pad(blocksOf(r.bar, bar), bar, false) + "  "
		}
		line += pad(r.value, w[1], true)
		if w[2] > 0 {
			line += "  " + pad(r.share, w[2], true)
		}
		if w[3] > 0 {
			line += "  " + t.in(r.changeIn, pad(r.change, w[3], true))
		}
		t.line(strings.TrimRight(line, " "))
	}
}

// figures returns the number of the columns of numbers.
func figures(table *edition.Table) (n int) {
	for _, c := range table.Columns {
		if c.Kind == edition.Figure {
			n++
		}
	}
	return n
}

// barRow is a row of a table with bars as text has it.
type barRow struct {
	label, value, share, change, changeIn string
	bar                                   float64
}

func barRows(table *edition.Table) (rows []barRow) {
	for _, r := range table.Rows {
		row := barRow{bar: r.Bar, share: r.Share, changeIn: faint}
		var labels, values []string
		for i, c := range table.Columns {
			if c.Kind == edition.Figure {
				values = append(values, r.Cells[i].Text)
			} else if r.Cells[i].Absent {
				labels = append(labels, "(none)")
			} else {
				labels = append(labels, r.Cells[i].Text)
			}
		}
		row.label, row.value = strings.Join(labels, ", "), strings.Join(values, "  ")
		if row.change = r.ChangeText(); r.Change != nil {
			row.changeIn = map[edition.Mood]string{edition.Worse: red, edition.Better: green, "": faint}[r.Change.Mood]
		}
		rows = append(rows, row)
	}
	return rows
}

// blocksOf returns a bar of eighths of a column; one that is not 0 has one at least.
func blocksOf(share float64, width int) string {
	eighths := int(math.Round(share * float64(width) * 8))
	if share > 0 {
		eighths = max(eighths, 1)
	}
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}

package outline

import (
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	maxMessage   = 300 // characters of a log event
	messageLines = 6   // of a log event
)

// Lines returns a table in monospaced lines of at most so many columns, with at most so
// many rows; the rest is counted. A log event stands below its time and group.
func Lines(t *edition.Table, width, rows int) []string {
	if t.IsEvents() {
		return events(t, width, rows)
	}
	return Table(t.Head(rows)).Cut(width, rows)
}

func events(t *edition.Table, width, rows int) (lines []string) {
	shown := t.Head(rows)
	for _, row := range shown.Rows {
		e := shown.Event(row)
		lines = append(lines, text.Fill(e.Short(), "  ", width)...)
		for _, message := range e.Texts {
			for _, line := range text.WrapLines(message.Within(maxMessage, messageLines), width-2) {
				lines = append(lines, "  "+line)
			}
		}
	}
	if note := render.NotShown(shown.More, 0); note != "" {
		lines = append(lines, note)
	}
	return lines
}

package outline

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// Lines returns a table in monospaced lines of at most so many columns, with at most so
// many rows; the rest is counted. A log event stands below its time and group.
func Lines(t *edition.Table, width, rows int) []string {
	if slices.ContainsFunc(t.Columns, isMessage) {
		return events(t, width, rows)
	}
	return Table(t.Head(rows)).Cut(width, rows)
}

func isMessage(c edition.Column) bool { return c.Kind == edition.Message }

func events(t *edition.Table, width, rows int) (lines []string) {
	shown := t.Head(rows)
	for _, row := range shown.Rows {
		short, long := parts(shown.Columns, row)
		lines = append(lines, text.Fill(short, "  ", width)...)
		for _, message := range long {
			for _, line := range text.Wrap(message, width-2) {
				lines = append(lines, "  "+line)
			}
		}
	}
	if note := render.NotShown(shown.More, 0); note != "" {
		lines = append(lines, note)
	}
	return lines
}

// parts returns the cells of a row that are short, and its texts.
func parts(columns []edition.Column, row edition.Row) (short, long []string) {
	for i, c := range columns {
		switch cell := row.Cells[i].Text; {
		case cell == "":
		case isMessage(c):
			long = append(long, cell)
		default:
			short = append(short, cell)
		}
	}
	return short, long
}

package telegram

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	maxWidth  = 44   // columns of a table in letters of one width
	maxLabel  = 80   // characters of a row's name
	maxShort  = 120  // characters of an event's time and group
	maxLines  = 6    // of an event's text
	tableSize = 3000 // UTF-16 units of a table
)

// table returns at most so many rows, as few as leave room in the message for a title:
// names and values, log events in a quote that the reader opens, or columns of letters of
// one width.
func table(s edition.Section, rows int, files *attach.Selection) chunk {
	rows = min(rows, len(s.Table.Rows))
	for {
		c := titled(s, rows, files)
		if rows == 0 || c.units <= tableSize {
			return c
		}
		rows /= 2
	}
}

func titled(s edition.Section, rows int, files *attach.Selection) chunk {
	var c chunk
	t := s.Table
	shown := t.Head(rows)
	c.tagged("<b>", s.Title, "</b>")
	switch {
	case t.IsEvents():
		c.plain(note(s, rows, true))
		c.events(shown)
	case hasValues(t):
		c.plain(note(s, rows, false))
		c.values(shown)
	default:
		if t.Since != "" {
			c.plain(": " + changeNote(t))
		}
		c.plain("\n")
		c.tagged("<pre>", strings.Join(render.ChangesOf(shown).Cut(maxWidth, rows), "\n")+files.Rest(s, rows), "</pre>")
		return c
	}
	if line := render.NotShown(shown.More, 0); line != "" {
		c.plain("\n" + line + files.Rest(s, rows))
	}
	return c
}

func changeNote(t *edition.Table) string { return "change since " + t.Since }

// note says how many of the rows are shown, since when they are compared, and the
// zone of an event's times. Of patterns it says how many are new.
func note(s edition.Section, rows int, times bool) string {
	t := s.Table
	var parts []string
	if s.Patterns != nil {
		parts = append(parts, s.Patterns.Summary())
	}
	if all := len(t.Rows) + t.More; rows < all {
		parts = append(parts, fmt.Sprintf("%s of %s rows", amount.Count(float64(rows)), amount.Count(float64(all))))
	}
	if t.Since != "" {
		parts = append(parts, changeNote(t))
	}
	note := ""
	if parts != nil {
		note = ": " + strings.Join(parts, "; ")
	}
	for _, c := range t.Columns {
		if times && c.Kind == edition.Time {
			return note + ". " + c.Name
		}
	}
	return note
}

// hasValues reports whether rows are names with one number each.
func hasValues(t *edition.Table) bool {
	labels, figures := 0, 0
	for _, c := range t.Columns {
		switch c.Kind {
		case edition.Label, edition.Data, edition.Group:
			labels++
		case edition.Figure:
			figures++
		default:
			return false
		}
	}
	return labels > 0 && figures == 1
}

// values writes rows as a number, its name and its change.
func (c *chunk) values(t *edition.Table) {
	for _, r := range t.Rows {
		var labels []string
		value := ""
		for i, column := range t.Columns {
			if column.Kind == edition.Figure {
				value = r.Cells[i].Text
			} else if r.Cells[i].Text != "" {
				labels = append(labels, r.Cells[i].Text)
			}
		}
		if value == "" {
			value = "–"
		}
		c.plain("\n" + text.Limit(value, maxValue) + "  ")
		c.tagged("<code>", text.Limit(strings.Join(labels, ", "), maxLabel), "</code>")
		switch {
		case r.Change != nil && r.Change.Mood != "":
			c.plain("  " + r.Change.Short() + ", " + string(r.Change.Mood))
		case r.Change != nil:
			c.plain("  " + r.Change.Short())
		case r.Added:
			c.plain("  new")
		}
	}
}

// events writes log events: what is short in one line, the text below it. Fields of logs
// are code: so they mention nobody and lead nowhere.
func (c *chunk) events(t *edition.Table) {
	if len(t.Rows) == 0 {
		return
	}
	c.plain("\n")
	c.Raw("<blockquote expandable>")
	c.entities++
	for i, r := range t.Rows {
		if i > 0 {
			c.plain("\n")
		}
		c.event(t, r)
	}
	c.Raw("</blockquote>")
}

func (c *chunk) event(t *edition.Table, r edition.Row) {
	e := t.Event(r)
	gap := ""
	c.span("", "<b>", strings.Join(e.Times, "  "), maxShort, "</b>")
	if e.Times != nil {
		gap = "  "
	}
	c.span(gap, "<code>", strings.Join(e.Fields, "  "), maxShort, "</code>")
	if e.Times != nil || e.Fields != nil {
		gap = "\n"
	}
	var lines []string
	for _, message := range e.Texts {
		lines = append(lines, message.Within(maxNote, maxLines)...)
	}
	c.span(gap, "<code>", strings.Join(lines, "\n"), maxNote, "</code>")
}

// span writes a formatted text of at most so many characters after a gap, nothing if it
// is empty.
func (c *chunk) span(gap string, open markup.Safe, s string, most int, end markup.Safe) {
	if s == "" {
		return
	}
	c.plain(gap)
	c.tagged(open, text.Limit(s, most), end)
}

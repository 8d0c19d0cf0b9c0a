package telegram

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
)

const (
	maxRows   = 30   // of a table
	maxWidth  = 44   // columns of a table
	tableSize = 3000 // UTF-16 units of a table
)

func document(c *render.Content) []string {
	var all parts
	all.add(0, head(c))
	for i, s := range c.Sections {
		all.add(gap(c.Sections, i), section(s))
	}
	var foot chunk
	foot.tagged("<i>", strings.Join(c.Summary, " · "), "</i>")
	foot.plain("\n")
	foot.tagged("<code>", c.Run, "</code>")
	all.add(2, foot)
	return all.done()
}

// gap returns the number of line feeds before a section: a blank line stands
// between two sections unless both are numbers.
func gap(sections []render.Section, i int) int {
	if i > 0 && sections[i].Table == nil && sections[i-1].Table == nil {
		return 1
	}
	return 2
}

func head(c *render.Content) chunk {
	var t chunk
	t.tagged("<b>", c.Title, "</b>")
	t.plain("\n" + c.Window)
	if c.Alert != "" {
		t.plain("\n\n❗ ")
		t.tagged("<b>", c.Alert, "</b>")
	}
	return t
}

func section(s render.Section) chunk {
	var t chunk
	if s.Table != nil {
		t.tagged("<b>", s.Title, "</b>")
		t.plain("\n")
		t.table(s.Table)
		return t
	}
	t.plain(s.Title + ": ")
	if s.Status == render.Empty {
		t.tagged("<i>", s.Value, "</i>")
	} else {
		t.tagged("<b>", s.Value, "</b>")
	}
	if s.Note != "" {
		t.plain("\n")
		t.tagged("<code>", s.Note, "</code>")
	}
	return t
}

// table writes as many rows as leave room in the message for a title.
func (t *chunk) table(tab *render.Table) {
	rows := maxRows
	lines := strings.Join(tab.Cut(maxWidth, rows), "\n")
	for rows > 0 && units(lines) > tableSize {
		rows /= 2
		lines = strings.Join(tab.Cut(maxWidth, rows), "\n")
	}
	t.tagged("<pre>", lines, "</pre>")
}

package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// TextOptions are the properties of a terminal.
type TextOptions struct {
	Width int  // in columns; 80 if zero, and never taken for less than 40
	Color bool // ANSI colours
}

const (
	textRows   = 100 // of a table; the rest is counted
	textMargin = 6   // between a label and its number, and to the right of the title line
)

// ANSI's renditions.
const (
	bold  = "1"
	faint = "2"
	red   = "31"
)

// Text returns the document as a terminal shows it, ending in a line feed. Its
// only control characters are line feeds and, with Color, ANSI colours.
func Text(d *fanlight.Document, o TextOptions) string {
	if o.Width == 0 {
		o.Width = 80
	}
	t := textWriter{width: max(40, o.Width), color: o.Color}
	t.content(NewContent(d))
	return t.String()
}

type textWriter struct {
	strings.Builder
	width int
	color bool
}

func (t *textWriter) content(c *Content) {
	t.head(c)
	label, value := numberColumns(c.Sections, t.width)
	afterTable := true
	for _, s := range c.Sections {
		if afterTable || s.Table != nil {
			t.line()
		}
		if afterTable = s.Table != nil; afterTable {
			t.table(s)
		} else {
			t.number(s, label, value)
		}
	}
	t.line()
	t.lines("", faint, text.Fill(c.Summary, " · ", t.width))
	t.wrapped("", faint, c.Run)
}

// head writes the window to the right of the title, or below it if they do not
// fit into one line.
func (t *textWriter) head(c *Content) {
	space := t.width - textMargin - text.Width(c.Title) - text.Width(c.Window)
	if space < 2 {
		t.wrapped("", bold, c.Title)
		t.wrapped("", faint, c.Window)
	} else {
		t.line(t.in(bold, c.Title), strings.Repeat(" ", space), t.in(faint, c.Window))
	}
	if c.Alert != "" {
		t.wrapped("", red, c.Alert)
	}
}

// numberColumns returns the widths of the labels and of the values of all
// sections that are not tables.
func numberColumns(sections []Section, limit int) (label, value int) {
	for _, s := range sections {
		if s.Table == nil {
			label, value = max(label, text.Width(s.Title)), max(value, text.Width(s.Value))
		}
	}
	return min(label, limit-textMargin-2-value), value
}

func (t *textWriter) number(s Section, label, value int) {
	t.line("  ", pad(text.Cut(s.Title, label), label, false), strings.Repeat(" ", textMargin), t.in(s.Status.rendition(), pad(s.Value, value, true)))
	if s.Note != "" {
		t.wrapped("    ", red, s.Note)
	}
}

// rendition returns the ANSI rendition of a value.
func (s Status) rendition() string {
	switch s {
	case Bad:
		return red
	case Empty:
		return faint
	}
	return bold
}

func (t *textWriter) table(s Section) {
	t.wrapped("  ", bold, s.Title)
	t.line()
	for i, line := range s.Table.Cut(t.width-4, textRows) {
		if i < 2 {
			line = t.in(faint, line)
		}
		t.line("    ", line)
	}
}

func (t *textWriter) line(parts ...string) {
	for _, p := range parts {
		t.WriteString(p)
	}
	t.WriteByte('\n')
}

func (t *textWriter) in(rendition, s string) string {
	if !t.color || s == "" {
		return s
	}
	return "\x1b[" + rendition + "m" + s + "\x1b[0m"
}

// wrapped writes a text in as many lines as it needs.
func (t *textWriter) wrapped(indent, rendition, s string) {
	t.lines(indent, rendition, text.Wrap(s, t.width-text.Width(indent)))
}

func (t *textWriter) lines(indent, rendition string, lines []string) {
	for _, line := range lines {
		t.line(indent, t.in(rendition, line))
	}
}

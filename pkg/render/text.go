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
	t.content(newContent(d))
	return t.String()
}

type textWriter struct {
	strings.Builder
	width int
	color bool
}

func (t *textWriter) content(c *content) {
	t.head(c)
	label, value := numberColumns(c.sections, t.width)
	afterTable := true
	for _, s := range c.sections {
		if afterTable || s.table != nil {
			t.line()
		}
		if afterTable = s.table != nil; afterTable {
			t.table(s)
		} else {
			t.number(s, label, value)
		}
	}
	t.line()
	t.lines("", faint, text.Fill(c.summary, " · ", t.width))
	t.wrapped("", faint, c.run)
}

// head writes the window to the right of the title, or below it if they do not
// fit into one line.
func (t *textWriter) head(c *content) {
	space := t.width - textMargin - text.Width(c.title) - text.Width(c.window)
	if space < 2 {
		t.wrapped("", bold, c.title)
		t.wrapped("", faint, c.window)
	} else {
		t.line(t.in(bold, c.title), strings.Repeat(" ", space), t.in(faint, c.window))
	}
	if c.alert != "" {
		t.wrapped("", red, c.alert)
	}
}

// numberColumns returns the widths of the labels and of the values of all
// sections that are not tables.
func numberColumns(sections []section, limit int) (label, value int) {
	for _, s := range sections {
		if s.table == nil {
			label, value = max(label, text.Width(s.title)), max(value, text.Width(s.value))
		}
	}
	return min(label, limit-textMargin-2-value), value
}

func (t *textWriter) number(s section, label, value int) {
	t.line("  ", pad(text.Cut(s.title, label), label, false), strings.Repeat(" ", textMargin), t.in(s.status.rendition(), pad(s.value, value, true)))
	if s.note != "" {
		t.wrapped("    ", red, s.note)
	}
}

// rendition returns the ANSI rendition of a value.
func (s status) rendition() string {
	switch s {
	case bad:
		return red
	case empty:
		return faint
	}
	return bold
}

func (t *textWriter) table(s section) {
	t.wrapped("  ", bold, s.title)
	t.line()
	for i, line := range s.table.cut(t.width-4, textRows) {
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

package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// TextOptions are a terminal's properties.
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
	t.page(newPage(d))
	return t.String()
}

type textWriter struct {
	strings.Builder
	width int
	color bool
}

func (t *textWriter) page(p *page) {
	t.head(p)
	label, value := numberColumns(p.blocks, t.width)
	afterTable := true
	for _, b := range p.blocks {
		if afterTable || b.table != nil {
			t.line()
		}
		if afterTable = b.table != nil; afterTable {
			t.table(b)
		} else {
			t.number(b, label, value)
		}
	}
	t.line()
	t.lines("", faint, text.Fill(p.summary, " · ", t.width))
	t.wrapped("", faint, p.run)
}

// head puts the window at the right of the title, or below it if they do not
// fit into one line.
func (t *textWriter) head(p *page) {
	space := t.width - textMargin - text.Width(p.title) - text.Width(p.window)
	if space < 2 {
		t.wrapped("", bold, p.title)
		t.wrapped("", faint, p.window)
	} else {
		t.line(t.in(bold, p.title), strings.Repeat(" ", space), t.in(faint, p.window))
	}
	if p.alert != "" {
		t.wrapped("", red, p.alert)
	}
}

// numberColumns returns the widths of the labels and of the numbers of all
// blocks that are not tables.
func numberColumns(blocks []block, limit int) (label, value int) {
	for _, b := range blocks {
		if b.table == nil {
			label, value = max(label, text.Width(b.title)), max(value, text.Width(b.value))
		}
	}
	return min(label, limit-textMargin-2-value), value
}

func (t *textWriter) number(b block, label, value int) {
	t.line("  ", pad(text.Cut(b.title, label), label, false), strings.Repeat(" ", textMargin), t.in(b.mood.rendition(), pad(b.value, value, true)))
	if b.note != "" {
		t.wrapped("    ", red, b.note)
	}
}

func (m mood) rendition() string {
	switch m {
	case bad:
		return red
	case empty:
		return faint
	}
	return bold
}

func (t *textWriter) table(b block) {
	t.wrapped("  ", bold, b.title)
	t.line()
	for i, line := range b.table.cut(t.width-4, textRows) {
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

// wrapped writes words in as many lines as they need.
func (t *textWriter) wrapped(indent, rendition, s string) {
	t.lines(indent, rendition, text.Wrap(s, t.width-text.Width(indent)))
}

func (t *textWriter) lines(indent, rendition string, lines []string) {
	for _, line := range lines {
		t.line(indent, t.in(rendition, line))
	}
}

package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// TextOptions choose how a document is shown in a terminal.
type TextOptions struct {
	Width int  // columns; 0 means 80, the least is 40
	Color bool // use ANSI colours
}

const (
	textRows   = 100 // of a table; the rest is counted
	textMargin = 6   // between a label and its number, and to the right of the title line
	tagWidth   = 12  // of a first line's tag, with the blanks after it
	narrowest  = 60  // columns, below which a number has two lines
)

// ANSI's renditions.
const (
	bold   = "1"
	faint  = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

// Text returns the document as a terminal shows it, ending in a line feed. Its
// only control characters are line feeds and, with Color, ANSI colours.
func Text(d *fanlight.Document, o TextOptions) string {
	if o.Width == 0 {
		o.Width = 80
	}
	t := textWriter{width: max(40, o.Width), color: o.Color}
	t.edition(edition.New(d))
	return t.String()
}

type textWriter struct {
	strings.Builder
	width int
	color bool
}

func (t *textWriter) edition(e *edition.Edition) {
	t.head(e)
	for rest := e.Sections; len(rest) > 0; {
		t.line()
		if n := numbers(rest); n > 0 {
			t.numbers(rest[:n])
			rest = rest[n:]
			continue
		}
		t.section(rest[0])
		rest = rest[1:]
	}
	t.nothing(e.Nothing)
	t.line()
	t.lines("", faint, text.Fill(e.Footer.Summary, " · ", t.width))
	t.wrapped("", faint, e.Footer.Run)
	t.address("Full report:", e.Page)
}

// outer is what stands before numbers and the titles of sections, inner what stands before
// their rows. Narrow texts have no room for the outer one.
func (t *textWriter) outer() string {
	if t.width < narrowest {
		return ""
	}
	return "  "
}

func (t *textWriter) inner() string { return t.outer() + "  " }

// address writes an address after a word, in a line of its own if it does not fit. It is
// never broken.
func (t *textWriter) address(word, address string) {
	switch {
	case address == "":
	case text.Width(word)+1+text.Width(address) > t.width:
		t.line(t.in(faint, word))
		t.line(t.in(faint, address))
	default:
		t.line(t.in(faint, word+" "+address))
	}
}

// numbers returns how many sections from the first on are numbers, or stand where one
// would.
func numbers(sections []edition.Section) (n int) {
	for n < len(sections) && (sections[n].Number != nil || sections[n].Failure != nil) {
		n++
	}
	return n
}

// head writes the title, the window to the right of it, or below it if they do not fit
// into one line, and the first lines.
func (t *textWriter) head(e *edition.Edition) {
	right := []string{e.Window}
	if e.Compared != "" {
		right = append(right, "compared with "+e.Compared)
	}
	space := t.width - textMargin - text.Width(e.Title) - text.Width(e.Window)
	if space < 2 {
		t.wrapped("", bold, e.Title)
		for _, line := range right {
			t.wrapped("", faint, line)
		}
	} else {
		t.line(t.in(bold, e.Title), strings.Repeat(" ", space), t.in(faint, e.Window))
		for _, line := range right[1:] {
			t.line(strings.Repeat(" ", max(0, t.width-textMargin-text.Width(line))), t.in(faint, line))
		}
	}
	for i, l := range e.Lines {
		if i == 0 {
			t.line()
		}
		t.firstLine(l)
	}
}

// firstLine writes a first line with its tag to the left.
func (t *textWriter) firstLine(l edition.Line) {
	for i, line := range text.Wrap(l.Text(), t.width-tagWidth) {
		tag := strings.Repeat(" ", tagWidth)
		if i == 0 {
			tag = t.in(tagRendition(l.Tag), pad(strings.ToUpper(string(l.Tag)), tagWidth, false))
		}
		t.line(tag, line)
	}
}

func tagRendition(tag edition.Tag) string {
	switch tag {
	case edition.TagAlert, edition.TagIncomplete:
		return red
	case edition.TagWarning:
		return yellow
	case edition.TagOK:
		return green
	}
	return bold
}

func (t *textWriter) section(s edition.Section) {
	switch {
	case s.Chart != nil:
		t.chart(s)
	case s.Patterns != nil:
		t.patterns(s)
	case s.Table.Bars && figures(s.Table) == 1:
		t.bars(s)
	default:
		t.table(s)
	}
}

func (t *textWriter) chart(s edition.Section) {
	title := s.Chart.Heading()
	note := s.Chart.Note(t.width - text.Width(title) - len(t.outer()) - 2)
	t.titled(title, note)
	for _, line := range s.Chart.Blocks(t.width) {
		t.line(line)
	}
}

// titled writes the title of a section, with a note to the right if there is room.
func (t *textWriter) titled(title, note string) {
	space := t.width - len(t.outer()) - text.Width(title) - text.Width(note)
	if note == "" || space < 2 {
		t.wrapped(t.outer(), bold, title)
		if note != "" {
			t.wrapped(t.inner(), faint, note)
		}
		return
	}
	t.line(t.outer(), t.in(bold, title), strings.Repeat(" ", space), t.in(faint, note))
}

// nothing writes the sections with nothing to show.
func (t *textWriter) nothing(all []edition.Nothing) {
	for i, n := range all {
		if i == 0 {
			t.line()
		}
		t.wrapped(t.outer(), faint, n.Title+": "+n.State+", "+n.Why+".")
	}
}

func (t *textWriter) line(parts ...string) {
	for _, p := range parts {
		t.WriteString(p)
	}
	t.WriteByte('\n')
}

func (t *textWriter) in(rendition, s string) string {
	if !t.color || s == "" || rendition == "" {
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

package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

const textPatterns = 20 // that are shown; the rest is counted

// patterns writes new patterns with their number of events and an example, then those
// that are gone.
func (t *textWriter) patterns(s edition.Section) {
	p := s.Patterns
	t.titled(s.Title, p.Summary())
	if p.Note != "" {
		t.wrapped(t.inner(), faint, p.Note)
	}
	width := len("gone")
	for _, one := range p.New[:min(len(p.New), textPatterns)] {
		width = max(width, text.Width(one.Count))
	}
	for i, one := range p.New {
		if i == textPatterns {
			t.line(t.inner(), t.in(faint, NotShown(len(p.New)-i, 0)))
			break
		}
		t.pattern(one.Count, one, width)
	}
	for i, one := range p.Gone {
		if i == textPatterns {
			break
		}
		t.pattern("gone", one, width)
	}
}

// pattern writes a pattern to the right of a word, and its example below it.
func (t *textWriter) pattern(word string, p edition.Pattern, width int) {
	indent := t.inner() + strings.Repeat(" ", width+2)
	for i, line := range text.WrapLines(p.Within(maxPattern, patternLines), t.width-len(indent)) {
		if i == 0 {
			t.line(t.inner(), t.in(bold, pad(word, width, true)), "  ", line)
			continue
		}
		t.line(indent, line)
	}
	if p.Example == "" {
		return
	}
	first := "such as:"
	if p.First != "" {
		first = "first at " + p.First + ":"
	}
	t.wrapped(indent, faint, first)
	t.wrapped(indent, faint, p.Example)
}

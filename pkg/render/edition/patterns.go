package edition

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Patterns are the patterns of an edition, compared with those of another one.
type Patterns struct {
	New   []Pattern // that the other one did not have, the most frequent first
	Gone  []Pattern // that only the other one had
	Same  int       // that both have
	More  bool      // the other edition may have had more: New may name some of them
	Since string    // the other edition: "Tue 24 Nov"
	Note  string    // why nothing is compared: New has all patterns
}

// Pattern is a text that log events have in common. Parts that differ are "[…]"; Full has
// their kinds.
type Pattern struct {
	Cell
	Count   string
	First   string // "14:12:07 in checkout-payments", as far as that is known
	Example string
}

// patterns shows the patterns of a query that gave an answer.
func (b *builder) patterns(s *Section, place int, of report.Section, q *fanlight.QueryResult) {
	p := &Patterns{}
	s.Patterns = p
	now := q.Patterns(of)
	before := b.patternsBefore(place)
	p.Since = Name(b.document, before.Window.End, before.Window.Start)
	if before.Patterns == nil {
		if len(b.document.Past) > 0 || before.Missing == fanlight.FiguresUnread {
			p.Note = "No comparison: " + reason(before.Missing, p.Since)
		}
		p.Since = ""
		for _, pattern := range now {
			p.New = append(p.New, b.pattern(pattern))
		}
		return
	}
	known := map[string]bool{}
	for _, pattern := range before.Patterns.Patterns {
		known[pattern.Text] = true
	}
	events := 0.0
	for _, pattern := range now {
		if known[pattern.Text] {
			p.Same++
			delete(known, pattern.Text)
			continue
		}
		p.New = append(p.New, b.pattern(pattern))
		events += pattern.Count
	}
	p.More = before.Patterns.More
	if q.Kept() == len(q.Rows) && !q.Truncated && q.Cut == "" {
		for _, pattern := range before.Patterns.Patterns {
			if known[pattern.Text] {
				p.Gone = append(p.Gone, b.pattern(pattern))
			}
		}
	}
	b.fresh = append(b.fresh, fresh{s, p, events})
}

// fresh is a section with the events of its new patterns.
type fresh struct {
	section  *Section
	patterns *Patterns
	events   float64
}

func (b *builder) patternsBefore(place int) fanlight.PatternsBefore {
	for _, p := range b.document.PatternsBefore {
		if p.Section == place {
			return p
		}
	}
	return fanlight.PatternsBefore{Missing: fanlight.NoEdition}
}

func (b *builder) pattern(p fanlight.Pattern) Pattern {
	shown := Pattern{Cell: patternText(p.Text), Count: amount.Count(p.Count), Example: inOneLine(p.Example)}
	if t, ok := fanlight.ParseTime(p.Time); ok {
		shown.First = t.In(b.zone).Format("15:04:05")
	}
	if p.Group != "" {
		_, group := accountOf(p.Group)
		shown.First = strings.TrimSpace(shown.First + " in " + clean(lastPart(group), maxTitle))
	}
	return shown
}

// token is a part of a pattern that differs between its events, as the service names it:
// <Time-1>, or <*> in older results
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData_Patterns.html).
var token = lazyregexp.New(`<(\*|[A-Za-z][A-Za-z0-9_ ]{0,40}-[0-9]{1,4})>`)

// patternText returns the text of a pattern.
func patternText(s string) Cell {
	c := message(token().ReplaceAllString(s, "[…]"))
	if full := inOneLine(s); full != c.Text {
		c.Full = full
	}
	return c
}

// Events are counted by patterns.
const Events = "events"

// Counted returns a word for what the pattern counts: of a lone one without its s.
func (p Pattern) Counted(word string) string { return counted(p.Count, word) }

// Summary says how many patterns are new, gone and the same: "3 new, 1 gone, 14 as on
// Tue 24 Nov".
func (p *Patterns) Summary() string {
	if p.Since == "" {
		return Many(len(p.New), "pattern", "patterns")
	}
	s := fmt.Sprintf("%d new", len(p.New))
	if len(p.Gone) > 0 {
		s += fmt.Sprintf(", %d gone", len(p.Gone))
	}
	if p.Same > 0 {
		s += fmt.Sprintf(", %d as on %s", p.Same, p.Since)
	}
	return s
}

// gone stands for the number of events of a pattern that is gone.
const gone = "gone"

// table returns the patterns as rows, for a form that has nothing else for them.
func (p *Patterns) table() *Table {
	t := &Table{Columns: []Column{{Name: "Events", Kind: Figure, Right: true, Counts: Events}, {Name: "Pattern", Kind: Message}}}
	for _, one := range p.New {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: one.Count}, one.Cell}})
	}
	for _, one := range p.Gone {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: gone}, one.Cell}})
	}
	return t
}

// newLine returns the first line about new patterns; false if there are none.
func (f fresh) newLine() (Line, bool) {
	n := len(f.patterns.New)
	if n == 0 {
		return Line{}, false
	}
	l := Line{Tag: TagNew, Strong: Many(n, "error pattern", "error patterns"), Section: f.section.ID}
	l.Rest = fmt.Sprintf(" in %s", Many(int(f.events), "event", "events"))
	switch gone := len(f.patterns.Gone); {
	case gone == 1:
		l.Rest += "; 1 is gone"
	case gone > 1:
		l.Rest += fmt.Sprintf("; %d are gone", gone)
	}
	l.Rest += "."
	return l, true
}

// Package render writes a finished run in the forms that several places share:
// terminal text, a web page, JSON, and the notice to the owner about what failed.
// The kinds of destination, below package deliver, build their own forms from its
// Content. It also lays out every table of the command-line program.
//
// Log content is hostile in all of them: it is cleaned once, by package text,
// and escaped by each form.
package render

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Content holds the texts that every form shows, in the order in which they are
// shown. All its strings are clean: one line each, without control characters.
// They are not escaped.
type Content struct {
	Title    string
	Window   string
	Alert    string // empty if every query gave an answer
	Sections []Section
	Summary  []string
	Run      string
}

// Section is a section of the report with its query's result.
type Section struct {
	Title  string
	Value  string // a number, or the word that stands where one would
	Note   string // why a number is missing
	Status Status
	Table  *Table // nil for a number, and for a result without rows
}

// Status is the kind of a section's value.
type Status int

// The kinds of a section's value.
const (
	Plain Status = iota
	Empty        // the query found nothing
	Bad          // the query gave no answer
)

// Lengths, in characters, beyond which a text is cut.
const (
	maxTitle = 200
	maxNote  = 500
	maxCell  = 300
)

// clean returns a text of someone else as one line that is safe to show, cut
// after limit characters.
func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }

// NewContent returns the document's texts. A query without an answer that no
// section shows has a section of its own at the end.
func NewContent(d *fanlight.Document) *Content {
	c := &Content{
		Title:   clean(d.Title, maxTitle),
		Window:  window(d),
		Alert:   alert(d),
		Summary: summary(d),
		Run:     runLabel(d),
	}
	shown := map[string]bool{}
	for _, s := range d.Sections {
		c.Sections = append(c.Sections, newSection(s, d.Query(s.Query)))
		shown[s.Query] = true
	}
	for i := range d.Queries {
		if q := &d.Queries[i]; !q.State.Good() && !shown[q.ID] {
			c.Sections = append(c.Sections, newSection(report.Section{Title: q.ID, Query: q.ID}, q))
		}
	}
	if zoneOf(d) != time.UTC {
		c.nameUTC()
	}
	return c
}

func (c *Content) nameUTC() {
	for _, s := range c.Sections {
		if s.Table != nil {
			s.Table.nameUTC()
		}
	}
}

// newSection returns a section with the result of its query, nil if the document
// has no such query.
func newSection(of report.Section, q *fanlight.QueryResult) Section {
	s := Section{Title: clean(of.Title, maxTitle)}
	switch {
	case q == nil:
		s.Value, s.Note, s.Status = "missing", clean(fmt.Sprintf("the report has no query %q", of.Query), maxNote), Bad
	case !q.State.Good():
		s.Value, s.Note, s.Status = stateWord(q.State), clean(q.Error, maxNote), Bad
	case len(q.Rows) == 0 && q.Kept() > 0:
		s.Value, s.Note, s.Status = "incomplete", hiddenNote(q), Bad
	case q.Cut != "" && (of.Show == report.ShowNumber || len(q.Rows) == 0):
		s.Value, s.Note, s.Status = "incomplete", clean(cutNote(q), maxNote), Bad
	case len(q.Rows) == 0:
		s.Value, s.Status = "no data", Empty
	case of.Show == report.ShowNumber:
		s.number(of.Value, q.Rows[0])
	default:
		s.tabulate(q)
	}
	return s
}

// number shows a field of a row. If the field is absent or not a number, the
// section says so: it does not show 0.
func (s *Section) number(field string, row fanlight.Row) {
	value, ok := row.Get(field)
	switch {
	case !ok:
		s.Value, s.Note, s.Status = "no value", clean(fmt.Sprintf("the row has no value for %q", field), maxNote), Bad
	case !isNumber(value):
		s.Value, s.Note, s.Status = "no number", clean(fmt.Sprintf("%s is %q", field, text.Limit(value, maxNote/2)), maxNote), Bad
	default:
		s.Value = formatNumber(value)
	}
}

func (s *Section) tabulate(q *fanlight.QueryResult) {
	s.Table = resultTable(q)
	if len(s.Table.Columns) == 0 {
		s.Table, s.Value, s.Status = nil, "no data", Empty
	}
}

func stateWord(o fanlight.Outcome) string {
	if o == fanlight.TimedOut {
		return "timed out"
	}
	return clean(string(o), maxTitle)
}

func alert(d *fanlight.Document) string {
	n := 0
	for _, q := range d.Queries {
		if !q.State.Good() {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("Incomplete: %d of %s gave no answer", n, count(len(d.Queries), "query", "queries"))
}

// runLabel returns the run's ID, and the epoch of a replayed run.
func runLabel(d *fanlight.Document) string {
	run := clean(string(d.Run), maxTitle)
	if d.Epoch > 1 {
		return fmt.Sprintf("%s · replayed, edition %d", run, d.Epoch)
	}
	return run
}

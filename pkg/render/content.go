// Package render writes a finished run in the form of each place that it goes
// to: terminal text, a web page, mail, Telegram messages, JSON, and the owner's
// message about what failed. The reporter and the command-line program use it.
// It also lays out every table of the command-line program.
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

// content holds the texts that every form shows, in the order in which they are
// shown. All its strings are clean: one line each, without control characters.
// They are not escaped.
type content struct {
	title    string
	window   string
	alert    string // empty if every query gave an answer
	sections []section
	summary  []string
	run      string
}

// section is a section of the report with its query's result.
type section struct {
	title  string
	value  string // a number, or the word that stands where one would
	note   string // why a number is missing
	status status
	table  *Table // nil for a number, and for a result without rows
}

// status is the kind of a section's value.
type status int

const (
	plain status = iota
	empty        // complete, and nothing was found
	bad          // no answer
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

// newContent returns the document's texts. A query without an answer that no
// section shows has a section of its own at the end.
func newContent(d *fanlight.Document) *content {
	c := &content{
		title:   clean(d.Title, maxTitle),
		window:  window(d),
		alert:   alert(d),
		summary: summary(d),
		run:     runLabel(d),
	}
	shown := map[string]bool{}
	for _, s := range d.Sections {
		c.sections = append(c.sections, newSection(s, d.Query(s.Query)))
		shown[s.Query] = true
	}
	for i := range d.Queries {
		if q := &d.Queries[i]; !q.State.Good() && !shown[q.ID] {
			c.sections = append(c.sections, newSection(report.Section{Title: q.ID, Query: q.ID}, q))
		}
	}
	if zoneOf(d) != time.UTC {
		c.nameUTC()
	}
	return c
}

func (c *content) nameUTC() {
	for _, s := range c.sections {
		if s.table != nil {
			s.table.nameUTC()
		}
	}
}

// newSection returns a section with the result of its query, nil if the document
// has no such query.
func newSection(of report.Section, q *fanlight.QueryResult) section {
	s := section{title: clean(of.Title, maxTitle)}
	switch {
	case q == nil:
		s.value, s.note, s.status = "missing", clean(fmt.Sprintf("the report has no query %q", of.Query), maxNote), bad
	case !q.State.Good():
		s.value, s.note, s.status = stateWord(q.State), clean(q.Error, maxNote), bad
	case len(q.Rows) == 0:
		s.value, s.status = "no data", empty
	case of.Show == report.ShowNumber:
		s.number(of.Value, q.Rows[0])
	default:
		s.tabulate(q)
	}
	return s
}

// number shows a field of a row. If the field is absent or not a number, the
// section says so: it does not show 0.
func (s *section) number(field string, row fanlight.Row) {
	value, ok := row.Get(field)
	switch {
	case !ok:
		s.value, s.note, s.status = "no value", clean(fmt.Sprintf("the row has no value for %q", field), maxNote), bad
	case !isNumber(value):
		s.value, s.note, s.status = "no number", clean(fmt.Sprintf("%s is %q", field, text.Limit(value, maxNote/2)), maxNote), bad
	default:
		s.value = formatNumber(value)
	}
}

func (s *section) tabulate(q *fanlight.QueryResult) {
	s.table = resultTable(q)
	if len(s.table.Columns) == 0 {
		s.table, s.value, s.status = nil, "no data", empty
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

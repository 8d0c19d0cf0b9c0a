// Package edition decides what readers of a document see, in which order and in which
// words: first lines, numbers with their change, charts, tables. The forms lay it out
// and escape it.
//
// Log content is hostile: every text of an edition is one clean line (package text).
package edition

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/console"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Edition is a document as its readers see it.
type Edition struct {
	Title    string
	Window   string // "Wed 25 Nov 2026, 00:00–24:00 CET"
	Compared string // the edition that it is compared with, such as "Tue 24 Nov"; empty: none
	Lines    []Line // the first lines, worst first
	Sections []Section
	Nothing  []Nothing // sections with nothing to show
	Footer   Footer

	Page  string // the address of its own page in the archive; empty: none
	Index string // of the page of all editions; empty: none
}

// Section is one part of an edition. Exactly one of Number, Chart, Table and Failure is
// set, and Patterns together with a Table of the same.
type Section struct {
	ID    string // unique in its edition, of a-z, 0-9 and -
	Place int    // among the document's sections; -1 for a query that none of them shows
	Title string
	Query string // ID of its query
	Show  report.Show
	File  *File // of its rows; nil: it has none
	Asked

	Marked bool // it has a mark, crossed or not

	Number  *Number
	Chart   *Chart
	Table   *Table
	Failure *Failure

	Patterns *Patterns
}

// IsNumber reports whether a section shows a number, or failed to.
func (s Section) IsNumber() bool {
	return s.Number != nil || s.Failure != nil && (s.Show == report.ShowNumber || s.Show == report.ShowSpark)
}

// Failure is a section without an answer, or one whose rows do not have what it shows.
type Failure struct {
	Word string // such as "timed out"
	Note string // why, in the service's own words
}

// NoAnswer reports whether the query gave no answer: else its rows are not those that
// the section shows.
func (f *Failure) NoAnswer() bool {
	switch f.Word {
	case "missing", "incomplete", "no value", "no number":
		return false
	}
	return true
}

// Chart is a drawing with the table of its values.
type Chart struct {
	*chart.Chart
	Values *Table
}

// Nothing is a section with nothing to show, in one line.
type Nothing struct {
	Place             int // as of a section
	Title, State, Why string
	Asked
}

// Asked is the query of a section.
type Asked struct {
	Link      string // to the query in the console of Logs Insights, with its window; may be empty
	QueryText string // as it was sent; lines may have line feeds between them and tabs
}

// Lengths, in characters, beyond which a text is cut.
const (
	maxTitle = 200
	maxNote  = 500
	maxCell  = 300
	maxQuery = 10_000
)

// clean returns a text of someone else as one line that is safe to show, cut after limit
// characters.
func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }

// New returns the edition of a document. A query without an answer that no section
// shows has a section of its own at the end.
func New(d *fanlight.Document) *Edition {
	b := builder{document: d, zone: Zone(d), edition: &Edition{
		Title: Title(d), Window: Window(d), Compared: compared(d), Footer: newFooter(d),
	}}
	b.files = map[string]*File{}
	for _, f := range Files(d) {
		b.files[f.Query] = &f
	}
	shown := map[string]bool{}
	for i, s := range d.Sections {
		shown[fanlight.QueryOf(s.Query)] = true
		if value, skipped := d.HasSkipped(i); skipped {
			b.skipped(i, s, value)
			continue
		}
		b.add(i, s, d.Query(s.Query))
	}
	for i := range d.Queries {
		if q := &d.Queries[i]; !q.State.Good() && !shown[q.ID] {
			b.add(-1, report.Section{Title: q.ID, Query: q.ID}, q)
		}
	}
	b.edition.Lines = b.lines()
	if d.Archive != nil {
		b.edition.Page, b.edition.Index = webAddress(d.Archive.Page()), webAddress(d.Archive.Index)
	}
	return b.edition
}

// builder makes an edition of a document.
type builder struct {
	document *fanlight.Document
	zone     *time.Location
	edition  *Edition
	files    map[string]*File // by query

	judged []judged // numbers with marks, in order
	fresh  []fresh  // sections with new patterns
}

// add adds the section at a place with the result of its query, nil if the document has no
// such query.
func (b *builder) add(place int, of report.Section, q *fanlight.QueryResult) {
	s := Section{
		ID: fmt.Sprintf("s%d", len(b.edition.Sections)+1), Place: place, Title: clean(of.Title, maxTitle),
		Query: clean(of.Query, maxTitle), Show: of.Show, File: b.files[of.Query], Asked: b.asked(q),
		Marked: of.Warn != nil || of.Alert != nil,
	}
	number := of.Show == report.ShowNumber || of.Show == report.ShowSpark
	switch {
	case q == nil:
		s.Failure = &Failure{"missing", clean(fmt.Sprintf("the report has no query %q", of.Query), maxNote)}
	case !q.State.Good():
		s.Failure = &Failure{StateWord(q.State), clean(q.Error, maxNote)}
	case len(q.Rows) == 0 && q.Kept() > 0:
		s.Failure = &Failure{"incomplete", hiddenNote(q)}
	case q.Cut != "" && (number || len(q.Rows) == 0):
		s.Failure = &Failure{"incomplete", clean(cutNote(q), maxNote)}
	case len(q.Rows) == 0 && of.HideEmpty:
		return
	case number:
		b.number(&s, of, q)
	case of.Show == report.ShowPatterns:
		b.patterns(&s, place, of, q)
		s.Table = s.Patterns.table()
	case len(q.Rows) == 0:
		b.nothing(s, q)
		return
	default:
		if b.rows(&s, of, q); s.Table == nil && s.Chart == nil {
			b.nothing(s, q)
			return
		}
	}
	b.edition.Sections = append(b.edition.Sections, s)
}

// skipped lists a section whose condition does not hold.
func (b *builder) skipped(place int, of report.Section, value *float64) {
	why := "shown when " + conditionWords(of.SendWhen)
	if value != nil {
		why = amount.Format(*value, of.Unit, marksOf(of)...) + "; " + why
	}
	if last := b.document.LastShown(of); last != nil {
		why += ". Last shown " + Name(b.document, last.Window.End, last.Window.Start)
	}
	b.edition.Nothing = append(b.edition.Nothing, Nothing{place, clean(of.Title, maxTitle), "skipped", clean(why, maxNote), b.asked(b.document.Query(of.Query))})
}

// conditionWords returns a condition as it stands in a sentence.
func conditionWords(text string) string {
	switch text {
	case "results":
		return "its query finds something"
	case "no_results":
		return "its query finds nothing"
	case "changed":
		return "it has changed since the last report"
	}
	return text
}

func (b *builder) nothing(s Section, q *fanlight.QueryResult) {
	why := fmt.Sprintf("none of %s records matched", amount.Count(q.Statistics.RecordsScanned))
	if q.Statistics.RecordsMatched > 0 {
		why = fmt.Sprintf("%s records matched, and gave no row", amount.Count(q.Statistics.RecordsMatched))
	}
	b.edition.Nothing = append(b.edition.Nothing, Nothing{s.Place, s.Title, "empty", why, s.Asked})
}

// asked returns a query's text and its link, nothing of a query that the document does
// not have.
func (b *builder) asked(q *fanlight.QueryResult) (a Asked) {
	if q == nil || q.Text == "" {
		return a
	}
	d := b.document
	a.QueryText = text.Limit(text.CleanLines(strings.TrimSpace(q.Text)), maxQuery)
	a.Link = console.Link(d.Region, d.Account, q.Text, q.LogGroups, d.Window.Start, d.Window.End)
	return a
}

// StateWord returns the word for the outcome of a query.
func StateWord(o fanlight.Outcome) string {
	if o == fanlight.TimedOut {
		return "timed out"
	}
	return clean(string(o), maxTitle)
}

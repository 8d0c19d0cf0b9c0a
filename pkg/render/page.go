// Package render puts a finished run into the form of each place that it goes
// to: terminal text, a web page, mail, Telegram messages, JSON. Log content is
// hostile in all of them: it is cleaned once, and escaped by each form.
package render

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// page is what every form says, in the order in which it says it. All its
// strings are clean: one line each, without control characters; none is
// escaped.
type page struct {
	title   string
	window  string
	alert   string // empty if every query gave an answer
	blocks  []block
	summary []string
	run     string
}

// block is one section.
type block struct {
	title string
	value string // a number, or the word that stands where one would
	note  string // why there is no number
	mood  mood
	table *Table // nil for a number, and where there is no table to show
}

// mood says how a block's value is to be taken.
type mood int

const (
	plain mood = iota
	empty      // complete, and nothing was found
	bad        // no answer
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

func newPage(d *fanlight.Document) *page {
	p := &page{
		title:   clean(d.Title, maxTitle),
		window:  window(d),
		alert:   alert(d),
		summary: summary(d),
		run:     edition(d),
	}
	shown := map[string]bool{}
	for _, s := range d.Sections {
		p.blocks = append(p.blocks, newBlock(s, d.Query(s.Query)))
		shown[s.Query] = true
	}
	for i := range d.Queries {
		if q := &d.Queries[i]; !q.State.Good() && !shown[q.ID] {
			p.blocks = append(p.blocks, newBlock(report.Section{Title: q.ID, Query: q.ID}, q))
		}
	}
	if zoneOf(d) != time.UTC {
		p.nameUTC()
	}
	return p
}

func (p *page) nameUTC() {
	for _, b := range p.blocks {
		if b.table != nil {
			b.table.nameUTC()
		}
	}
}

func newBlock(s report.Section, q *fanlight.QueryResult) block {
	b := block{title: clean(s.Title, maxTitle)}
	switch {
	case q == nil:
		b.value, b.note, b.mood = "missing", clean(fmt.Sprintf("the report has no query %q", s.Query), maxNote), bad
	case !q.State.Good():
		b.value, b.note, b.mood = stateWord(q.State), clean(q.Error, maxNote), bad
	case len(q.Rows) == 0:
		b.value, b.mood = "no data", empty
	case s.Show == report.ShowNumber:
		b.number(s.Value, q.Rows[0])
	default:
		b.tabulate(q)
	}
	return b
}

// number shows a field of a row. A field that is absent, or no number, is said
// to be so: it is not 0.
func (b *block) number(field string, row fanlight.Row) {
	value, ok := row.Get(field)
	switch {
	case !ok:
		b.value, b.note, b.mood = "no value", clean(fmt.Sprintf("the row has no value for %q", field), maxNote), bad
	case !isNumber(value):
		b.value, b.note, b.mood = "no number", clean(fmt.Sprintf("%s is %q", field, text.Limit(value, maxNote/2)), maxNote), bad
	default:
		b.value = formatNumber(value)
	}
}

func (b *block) tabulate(q *fanlight.QueryResult) {
	b.table = resultTable(q)
	if len(b.table.Columns) == 0 {
		b.table, b.value, b.mood = nil, "no data", empty
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

func edition(d *fanlight.Document) string {
	run := clean(string(d.Run), maxTitle)
	if d.Epoch > 1 {
		return fmt.Sprintf("%s · replayed, edition %d", run, d.Epoch)
	}
	return run
}

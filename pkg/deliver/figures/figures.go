// Package figures writes what a document says as data for programs: its numbers, its
// states and the rows of its tables, within a bound.
package figures

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// Figures hold a document's numbers and states. Texts are clean: one line each, without control
// characters.
type Figures struct {
	Report    string          `json:"report"`
	Title     string          `json:"title"`
	Run       fanlight.RunID  `json:"run"`
	Epoch     int             `json:"epoch"`
	Scheduled time.Time       `json:"scheduled"`
	Timezone  string          `json:"timezone"`
	Window    fanlight.Window `json:"window"`
	State     string          `json:"state"` // complete, or incomplete if a query gave no answer
	Sections  []Section       `json:"sections"`
	Queries   []Query         `json:"queries"`
	LeftOut   *LeftOut        `json:"left_out,omitempty"` // nil: everything is there
}

// Section is a section of the report.
type Section struct {
	Title string `json:"title"`
	Query string `json:"query"`
	State string `json:"state"`           // ok, empty, or the word that stands where a number would
	Value *value `json:"value,omitempty"` // of a number
	Shown string `json:"shown,omitempty"` // the number as people read it
	Error string `json:"error,omitempty"`
}

// Query is a query with the first rows of its result.
type Query struct {
	ID       string           `json:"id"`
	State    fanlight.Outcome `json:"state"`
	Error    string           `json:"error,omitempty"`
	RowCount int              `json:"row_count"`
	Columns  []string         `json:"columns,omitempty"`
	Rows     [][]value        `json:"rows,omitempty"` // null where a row lacks the column
}

// LeftOut counts what does not fit.
type LeftOut struct {
	Rows     int `json:"rows"`
	Sections int `json:"sections"`
	Queries  int `json:"queries"`
}

// Lengths, in characters, beyond which a text is cut.
const (
	maxTitle = 200
	maxError = 300
	maxCell  = 300
)

// Of returns the document as JSON of at most limit bytes, at least 4,000. It leaves out
// rows where that is needed: of each query the last ones first; then the last sections
// and queries. Characters that a terminal would obey are written as \u escapes.
func Of(d *fanlight.Document, limit int) []byte {
	f := newFigures(d)
	for rows := maxRows(d); ; rows /= 4 {
		if data := f.encode(d, rows, len(f.Sections), len(f.Queries)); len(data) <= limit {
			return data
		}
		if rows == 0 {
			break
		}
	}
	for n := max(len(f.Sections), len(f.Queries)); ; n /= 2 {
		if data := f.encode(d, 0, min(n, len(f.Sections)), min(n, len(f.Queries))); len(data) <= limit || n == 0 {
			return data
		}
	}
}

func maxRows(d *fanlight.Document) int {
	most := 0
	for _, q := range d.Queries {
		most = max(most, len(q.Rows))
	}
	return most
}

// newFigures returns a document's figures without rows.
func newFigures(d *fanlight.Document) *Figures {
	c := render.NewContent(d)
	f := &Figures{
		Report: clean(d.Report, maxTitle), Title: c.Title, Run: fanlight.RunID(clean(string(d.Run), maxTitle)), Epoch: d.Epoch,
		Scheduled: d.Scheduled, Timezone: clean(d.Timezone, maxTitle), Window: d.Window, State: "complete",
		Sections: make([]Section, len(d.Sections)), Queries: make([]Query, len(d.Queries)),
	}
	if c.Alert != "" {
		f.State = "incomplete"
	}
	for i, s := range d.Sections {
		f.Sections[i] = newSection(c.Sections[i], d.Query(s.Query), s.Value)
		f.Sections[i].Query = clean(s.Query, maxTitle)
	}
	for i, q := range d.Queries {
		f.Queries[i] = Query{ID: clean(q.ID, maxTitle), State: fanlight.Outcome(clean(string(q.State), maxTitle)), Error: clean(q.Error, maxError), RowCount: q.Kept()}
	}
	return f
}

func newSection(shown render.Section, q *fanlight.QueryResult, field string) Section {
	s := Section{Title: shown.Title, State: "ok", Error: clean(shown.Note, maxError)}
	switch {
	case shown.Status == render.Empty:
		s.State = "empty"
	case shown.Status == render.Bad:
		s.State = shown.Value
	case shown.Table == nil && q != nil && len(q.Rows) > 0: // the rows may have no room in the document
		number, _ := q.Rows[0].Get(field)
		s.Value, s.Shown = &value{number, true}, shown.Value
	}
	return s
}

// encode returns the figures with the first sections and queries, and the first rows
// of these.
func (f *Figures) encode(d *fanlight.Document, rows, sections, queries int) []byte {
	all := *f
	all.Sections, all.Queries = f.Sections[:sections], append([]Query{}, f.Queries[:queries]...)
	left := LeftOut{Sections: len(f.Sections) - sections, Queries: len(f.Queries) - queries}
	for i, q := range d.Queries {
		shown := 0
		if i < queries {
			shown = min(rows, len(q.Rows))
			all.Queries[i].Columns, all.Queries[i].Rows = table(&q, shown)
		}
		left.Rows += q.Kept() - shown
	}
	if left != (LeftOut{}) {
		all.LeftOut = &left
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(all); err != nil { // texts, numbers and times always have a form
		panic(err)
	}
	return []byte(text.EscapeJSON(string(bytes.TrimSpace(b.Bytes()))))
}

func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }

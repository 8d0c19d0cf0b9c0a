// Package figures writes what a document says as data for programs: its numbers, its
// states and the rows of its tables, within a bound.
package figures

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// Figures hold a document's numbers and states. Texts are clean: one line each, without control
// characters.
type Figures struct {
	Report    string          `json:"report"`
	Title     string          `json:"title"`
	Run       fanlight.RunID  `json:"run"`
	Epoch     int             `json:"epoch"`
	Corrects  fanlight.RunID  `json:"corrects,omitempty"` // the edition that a correction corrects
	Scheduled time.Time       `json:"scheduled"`
	Timezone  string          `json:"timezone"`
	Window    fanlight.Window `json:"window"`
	State     string          `json:"state"`          // complete, or incomplete if more queries gave no answer than the report tolerates
	Page      string          `json:"page,omitempty"` // the address of the edition's page in its archive
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
// and queries, at the very last the page. Characters that a terminal would obey are written as \u escapes.
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
		data := f.encode(d, 0, min(n, len(f.Sections)), min(n, len(f.Queries)))
		switch {
		case len(data) <= limit || n == 0 && f.Page == "":
			return data
		case n == 0:
			f.Page = ""
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
	e := edition.New(d)
	f := &Figures{
		Report: clean(d.Report, maxTitle), Title: e.Title, Run: fanlight.RunID(clean(string(d.Run), maxTitle)), Epoch: d.Epoch,
		Scheduled: d.Scheduled, Timezone: clean(d.Timezone, maxTitle), Window: d.Window, State: "complete", Page: e.Page,
		Sections: sections(d, e), Queries: make([]Query, len(d.Queries)),
	}
	if corrected, ok := d.Run.Corrects(); ok {
		f.Corrects = fanlight.RunID(clean(string(corrected), maxTitle))
	}
	if d.Incomplete() {
		f.State = "incomplete"
	}
	for i, q := range d.Queries {
		f.Queries[i] = Query{ID: clean(q.ID, maxTitle), State: fanlight.Outcome(clean(string(q.State), maxTitle)), Error: clean(q.Error, maxError), RowCount: q.Kept()}
	}
	return f
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

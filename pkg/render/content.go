// Package render writes a finished run in the forms that several places share:
// terminal text, a web page, JSON, and the notice to the owner about what failed.
// The kinds of destination, below package deliver, build their own forms from its
// Content. It also lays out every table of the command-line program.
//
// Log content is hostile in all of them: it is cleaned once, by package text,
// and escaped by each form.
package render

import (
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
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
)

// clean returns a text of someone else as one line that is safe to show, cut
// after limit characters.
func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }

// NewContent returns the document's texts.
func NewContent(d *fanlight.Document) *Content {
	e := edition.New(d)
	c := &Content{Title: e.Title, Window: e.Window, Summary: e.Footer.Summary, Run: e.Footer.Run}
	for _, l := range e.Lines {
		if l.Tag == edition.TagIncomplete {
			c.Alert = string(l.Tag) + ": " + l.Text()
		}
	}
	for _, s := range e.Sections {
		c.Sections = append(c.Sections, newSection(s))
	}
	for _, n := range e.Nothing {
		c.Sections = append(c.Sections, Section{Title: n.Title, Value: "no data", Status: Empty})
	}
	return c
}

func newSection(of edition.Section) Section {
	s := Section{Title: of.Title}
	switch {
	case of.Failure != nil:
		s.Value, s.Note, s.Status = of.Failure.Word, of.Failure.Note, Bad
	case of.Number != nil:
		s.Value = of.Number.Text()
		if of.Number.Empty {
			s.Status = Empty
		}
	case of.Chart != nil:
		s.Table = TableOf(of.Chart.Values)
	default:
		s.Table = TableOf(of.Table)
	}
	return s
}

// TableOf returns a table of an edition as the forms of fixed width show it.
func TableOf(t *edition.Table) *Table {
	table := &Table{more: t.More}
	for _, c := range t.Columns {
		table.Columns = append(table.Columns, Column{
			Name: c.Name, Right: c.Right, Shrink: !c.Right && c.Kind != edition.Time,
		})
	}
	for _, r := range t.Rows {
		row := Row{Cells: make([]string, len(r.Cells))}
		for i, cell := range r.Cells {
			row.Cells[i] = cell.Text
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

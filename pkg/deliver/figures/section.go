package figures

import (
	"strconv"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// sections returns each section of the document, also those that readers do not see because
// they are empty.
func sections(d *fanlight.Document, e *edition.Edition) []Section {
	all := make([]Section, len(d.Sections))
	for i, s := range d.Sections {
		all[i] = Section{Title: clean(s.Title, maxTitle), Query: clean(s.Query, maxTitle), State: "empty"}
	}
	for _, n := range e.Nothing {
		all[n.Place].State = n.State
	}
	for _, s := range e.Sections {
		if s.Place >= 0 { // a query that no section shows is among the queries
			all[s.Place].show(s, d)
		}
	}
	return all
}

// show sets the state of a section that readers see, and its number if it has one.
func (s *Section) show(shown edition.Section, d *fanlight.Document) {
	s.State = "ok"
	switch {
	case shown.Failure != nil:
		s.State, s.Error = shown.Failure.Word, clean(shown.Failure.Note, maxError)
	case shown.Number != nil && shown.Number.Empty:
		s.State = "empty"
	case shown.Number != nil:
		of := d.Sections[shown.Place]
		s.Value, s.Shown = numberOf(d.Query(of.Query), of), shown.Number.Text()
	}
}

// numberOf returns the number of a section as the service gave it, or the one that stands
// for a result without rows.
func numberOf(q *fanlight.QueryResult, of report.Section) *value {
	if len(q.Rows) == 0 {
		n, _ := q.Number(of)
		return &value{strconv.FormatFloat(n, 'f', -1, 64), true}
	}
	text, _ := q.Rows[0].Get(of.Value)
	return &value{text, true}
}

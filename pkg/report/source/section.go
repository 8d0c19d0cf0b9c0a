package source

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

var sectionKeys = keys{
	known: []string{"title", "query", "show", "value"},
	later: []string{"compare", "thresholds"},
}

const (
	wantSections = "a list such as [ { title: New users, query: new_users, show: number, value: calls } ]"
	wantSection  = "a mapping such as { title: New users, query: new_users, show: number, value: calls }"
	wantID       = "the ID of a query of this report"
	wantField    = "the field that the number shows"
)

// readSections reads the sections. Without any, each query has one, with its ID
// as the title.
func (b *builder) readSections() {
	v, there := b.root.get("sections")
	if !there {
		for _, q := range b.report.Queries {
			b.report.Sections = append(b.report.Sections, b.queries[q.ID].section())
		}
		return
	}
	for _, item := range v.list(wantSections, "section") {
		if m, ok := item.mapping(sectionKeys, wantSection); ok {
			b.report.Sections = append(b.report.Sections, b.section(m))
		}
	}
}

// section returns the section of a query that no section of the file shows: a
// number if the query always gives one row of one field, otherwise a table.
func (q query) section() report.Section {
	if field, only := q.onlyField(); only {
		return report.Section{Title: q.id, Query: q.id, Show: report.ShowNumber, Value: field}
	}
	return report.Section{Title: q.id, Query: q.id, Show: report.ShowTable}
}

// onlyField returns the field of a query that gives at most one row, of one field.
func (q query) onlyField() (string, bool) {
	if q.tree == nil || len(q.fields) != 1 || !oneRow(q.tree.Commands) {
		return "", false
	}
	return q.fields[0], true
}

// oneRow reports whether a query gives at most one row: that of a stats without by, which
// the commands after it do not multiply.
func oneRow(commands []syntax.Command) (one bool) {
	for _, c := range commands {
		switch c := c.(type) {
		case *syntax.Stats:
			one = len(c.By) == 0
		case *syntax.Fields, *syntax.Display, *syntax.Filter, *syntax.Sort, *syntax.Limit:
		default:
			one = false
		}
	}
	return one
}

func (b *builder) section(m mapping) report.Section {
	q := b.sectionQuery(m)
	section := q.section()
	section.Title = or(readTitle(m), q.id)
	if m.has("value") {
		section.Show = report.ShowNumber
	}
	shows := []string{string(report.ShowNumber), string(report.ShowTable)}
	section.Show = report.Show(m.choice("show", shows, []string{"bar", "line"}, string(section.Show)))
	section.Value = readSectionValue(m, section, q)
	return section
}

// sectionQuery returns the query that a section shows, without its text if there
// is none of that ID.
func (b *builder) sectionQuery(m mapping) query {
	v, there := m.need("query", wantID)
	if !there {
		return query{}
	}
	s, ok := v.scalar(wantID, "!!str")
	if !ok {
		return query{}
	}
	if q, known := b.queries[s.text]; known {
		return q
	}
	s.invalidText(s.text, b.queryHint(s.text), wantID)
	return query{id: s.text}
}

func (b *builder) queryHint(written string) string {
	if b.root.full() {
		return ""
	}
	var ids []string
	for _, q := range b.report.Queries {
		ids = append(ids, q.ID)
	}
	return b.root.didYouMean(written, ids)
}

// readSectionValue reads the field that a number shows. It may be left out if the
// query has only one.
func readSectionValue(m mapping, section report.Section, q query) string {
	v, there := m.get("value")
	switch {
	case section.Show == report.ShowTable:
		if there {
			v.problem(v.at(), "", "value in a table: want none, or show: number")
		}
		return ""
	case there:
		return readField(v, q)
	case section.Value == "" && (q.tree != nil || q.unchecked):
		m.missing("value", fieldsOf(q))
	}
	return section.Value
}

// readField reads the name of a field of the query.
func readField(v value, q query) string {
	s, ok := v.scalar(wantField, "!!str")
	if !ok || len(q.fields) == 0 {
		return s.text
	}
	if !slices.Contains(q.fields, s.text) {
		s.invalidText(s.text, s.didYouMean(s.text, q.fields), fieldsOf(q))
	}
	return s.text
}

// fieldsOf says which fields a query has, as far as that is known.
func fieldsOf(q query) string {
	if len(q.fields) > 0 {
		return text.Limit(either(q.fields), 200)
	}
	return wantField
}

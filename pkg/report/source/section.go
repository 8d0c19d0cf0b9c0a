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
		for _, q := range b.queries {
			b.report.Sections = append(b.report.Sections, q.section())
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
	if field, only := onlyField(q.tree); only {
		return report.Section{Title: q.id, Query: q.id, Show: report.ShowNumber, Value: field}
	}
	return report.Section{Title: q.id, Query: q.id, Show: report.ShowTable}
}

// onlyField returns the field of a query that always gives one row of one field.
func onlyField(q *syntax.Query) (string, bool) {
	if q == nil || q.Stats() == nil || len(q.Stats().By) > 0 {
		return "", false
	}
	fields, known := q.OutputColumns()
	if !known || len(fields) != 1 {
		return "", false
	}
	return fields[0], true
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
	i := slices.IndexFunc(b.queries, func(q query) bool { return q.id == s.text })
	if i >= 0 {
		return b.queries[i]
	}
	var ids []string
	for _, q := range b.queries {
		ids = append(ids, q.id)
	}
	s.invalidText(s.text, didYouMean(s.text, ids), wantID)
	return query{id: s.text}
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
		return readField(v, q.tree)
	case section.Value == "" && (q.tree != nil || q.unchecked):
		m.missing("value", fieldsOf(q.tree))
	}
	return section.Value
}

// readField reads the name of a field of the query, which is nil if it was not parsed.
func readField(v value, q *syntax.Query) string {
	s, ok := v.scalar(wantField, "!!str")
	if !ok || q == nil {
		return s.text
	}
	if fields, known := q.OutputColumns(); known && !slices.Contains(fields, s.text) {
		s.invalidText(s.text, didYouMean(s.text, fields), fieldsOf(q))
	}
	return s.text
}

// fieldsOf says which fields a query has, as far as that is known.
func fieldsOf(q *syntax.Query) string {
	if q != nil {
		if fields, known := q.OutputColumns(); known && len(fields) > 0 {
			return text.Limit(either(fields), 200)
		}
	}
	return wantField
}

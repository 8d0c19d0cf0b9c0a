package source

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

var sectionKeys = keys{
	known: []string{"title", "query", "show", "value"},
	later: []string{"compare", "thresholds"},
}

const sectionHint = "as in { title: New users, query: new_users, show: number, value: calls }"

// readSections reads what the reader sees; without sections that is every
// query, titled by its ID.
func (l *loader) readSections(m mapping, queries parsed) []report.Section {
	var sections []report.Section
	n, there := m.values["sections"]
	if !there {
		for _, id := range queries.ids {
			sections = append(sections, defaultSection(id, queries.queries[id]))
		}
		return sections
	}
	for _, item := range l.list(n, "`sections`", sectionHint) {
		if m, ok := l.mapping(item, "a section", sectionKeys, sectionHint); ok {
			sections = append(sections, l.section(m, queries))
		}
	}
	return sections
}

// defaultSection shows a query that always gives one row of one value as a
// number, any other as a table.
func defaultSection(id string, q *syntax.Query) report.Section {
	if value, single := onlyValue(q); single {
		return report.Section{Title: id, Query: id, Show: report.ShowNumber, Value: value}
	}
	return report.Section{Title: id, Query: id, Show: report.ShowTable}
}

func onlyValue(q *syntax.Query) (string, bool) {
	if q == nil || q.Stats() == nil || len(q.Stats().By) > 0 {
		return "", false
	}
	columns, known := q.OutputColumns()
	if !known || len(columns) != 1 {
		return "", false
	}
	return columns[0], true
}

func (l *loader) section(m mapping, queries parsed) report.Section {
	id, tree := l.sectionQuery(m, queries)
	section := defaultSection(id, tree)
	section.Title = or(l.title(m, "title"), id)
	if _, valued := m.values["value"]; valued {
		section.Show = report.ShowNumber
	}
	shows := []string{string(report.ShowNumber), string(report.ShowTable)}
	section.Show = report.Show(l.choice(m, "show", shows, []string{"bar", "line"}, string(section.Show)))
	section.Value = l.sectionValue(m, section, tree)
	return section
}

func (l *loader) sectionQuery(m mapping, queries parsed) (string, *syntax.Query) {
	if !l.must(m, "query", sectionHint) {
		return "", nil
	}
	s, ok := l.words(m, "query", "the ID of one of `queries`")
	if !ok {
		return "", nil
	}
	tree, there := queries.queries[s.text]
	if !there {
		hint := or(suggestion(s.text, queries.ids), "it takes the ID of one of `queries`")
		l.problem(placeOf(s.node), hint, "no query is named %s", quoted(s.text))
	}
	return s.text, tree
}

// sectionValue reads the field that a number shows. It may be left out if there
// is only one.
func (l *loader) sectionValue(m mapping, section report.Section, tree *syntax.Query) string {
	n, there := m.values["value"]
	switch {
	case section.Show == report.ShowTable && there:
		l.problem(placeOf(resolve(n)), "only `show: number` has one", "a table has no `value`")
		return ""
	case section.Show == report.ShowTable:
		return ""
	case !there && section.Value == "" && tree != nil:
		l.problem(placeOf(m.node), columnsHint(tree), "`value` is missing in %s", m.what)
		return ""
	case !there && section.Value == "" && len(l.problems) == 0:
		// The query's fields are not known: it runs on AWS alone.
		l.problem(placeOf(m.node), "name the field that the number shows", "`value` is missing in %s", m.what)
		return ""
	case !there:
		return section.Value
	}
	return l.field(n, tree)
}

func (l *loader) field(n *yaml.Node, tree *syntax.Query) string {
	s, ok := l.scalar(n, "`value`", "the name of a field of the query", "!!str")
	if !ok || tree == nil {
		return s.text
	}
	if columns, known := tree.OutputColumns(); known && !slices.Contains(columns, s.text) {
		l.problem(placeOf(s.node), or(suggestion(s.text, columns), columnsHint(tree)), "the query has no field %s", quoted(s.text))
	}
	return s.text
}

func columnsHint(q *syntax.Query) string {
	columns, _ := q.OutputColumns()
	return "its fields are " + strings.Join(columns, ", ")
}

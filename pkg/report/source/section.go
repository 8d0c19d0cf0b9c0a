package source

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

var sectionKeys = keys{
	known:     strings.Fields("title query show value unit empty warn alert good compare hide_empty send_when where columns sum"),
	elsewhere: map[string]string{"thresholds": "write warn: and alert: in the section"},
}

const (
	wantSections = "a list such as [ { title: New users, query: new_users, show: number, value: calls } ]"
	wantSection  = "a mapping such as { title: New users, query: new_users, show: number, value: calls }"
	wantID       = "the ID of a query of this report"
	wantField    = "the field that the section shows"
)

// readSections reads the sections. Without any, each query has one, with its ID
// as the title.
func (b *builder) readSections() {
	v, there := b.root.get("sections")
	if !there {
		for _, q := range b.report.Queries {
			b.report.Sections = append(b.report.Sections, b.queries[q.ID].section())
		}
		b.shapeQueries()
		return
	}
	for _, item := range v.list(wantSections, "section") {
		b.readSection(item)
	}
	b.shapeQueries()
}

// shapeQueries gives queries their shape if a section makes use of it.
func (b *builder) shapeQueries() {
	shaped := map[string]bool{}
	for _, s := range b.report.Sections {
		if s.Show != report.ShowNumber && s.Show != report.ShowSpark {
			shaped[s.Query] = true
		}
	}
	for i := range b.report.Queries {
		if q := &b.report.Queries[i]; shaped[q.ID] {
			q.Shape = shapeOf(b.queries[q.ID])
		}
	}
}

// section returns the section of a query that no section of the file shows: a
// number if the query always gives one row of one field, a chart if it counts by bin(), a
// table with bars if it counts or sums one thing by something else, otherwise a table.
func (q query) section() report.Section {
	s := report.Section{Title: q.title(), Query: q.id, Show: report.ShowTable}
	if field, only := q.onlyField(); only {
		s.Show, s.Value = report.ShowNumber, field
		return s
	}
	switch shape := shapeOf(q); {
	case shape == nil:
	case shape.Time != "":
		s.Show = report.ShowLine
	case len(shape.Labels) > 0 && len(shape.Sums) == 1 && len(shape.Columns) == len(shape.Labels)+1:
		s.Show = report.ShowBar
	}
	return s
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
	section.Title = or(readTitle(m), q.title())
	if m.has("value") {
		section.Show = report.ShowNumber
	}
	section.Show = report.Show(m.choice("show", texts(report.Shows()), string(section.Show)))
	b.checkShow(m, section.Show, q)
	b.readView(m, &section, q)
	section.Value = readSectionValue(m, section, q)
	section.Unit = report.Unit(m.choice("unit", texts(report.Units()), ""))
	section.Good = report.Good(m.choice("good", []string{string(report.GoodUp), string(report.GoodDown)}, ""))
	section.Warn, section.Alert = readMark(m, "warn", section.Good), readMark(m, "alert", section.Good)
	section.Compare = readCompare(m)
	section.HideEmpty = m.flag("hide_empty")
	section.Empty = readEmpty(m, section, q)
	section.SendWhen = b.condition(m)
	return section
}

// texts returns words of a type as texts.
func texts[T ~string](words []T) (all []string) {
	for _, word := range words {
		all = append(all, string(word))
	}
	return all
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
	if q, known := b.queryShown(m, s.text); known {
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
	case section.Sum != "":
		if there {
			v.problem(v.at(), "", "value next to sum: want one of them")
		}
		return section.Sum
	case section.Show == report.ShowTable || section.Show == report.ShowText:
		if there {
			v.problem(v.at(), "", "value in a table: want none, or show: number")
		}
		return ""
	case there:
		return readField(v, q)
	case !section.ShowsNumber():
		return ""
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

package source

import (
	"errors"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/condition"
)

const (
	wantWhere   = "an expression over the fields of a row, such as p95 > 500"
	wantColumns = "a list of fields such as [route, p95]"
	wantSum     = "the field whose sum the section shows"
)

// readView reads which rows and fields of its query's result a section shows, so that
// several sections share one scan.
func (b *builder) readView(m mapping, s *report.Section, q query) {
	s.Where = readWhere(m, q)
	if v, there := m.get("columns"); there {
		for _, item := range v.list(wantColumns, "column") {
			s.Columns = append(s.Columns, readField(item, q))
		}
		if m.has("sum") || s.ShowsNumber() && m.has("show") {
			v.problem(v.at(), "", "columns in a section that shows a number: want none")
		}
	}
	v, there := m.get("sum")
	if !there {
		return
	}
	s.Sum = readField(v, q)
	if m.has("show") && !s.ShowsNumber() {
		v.problem(v.at(), "", "sum in a section that shows no number: want none, or show: number")
	}
	if !s.ShowsNumber() {
		s.Show = report.ShowNumber
	}
}

// readWhere reads the expression that rows hold for.
func readWhere(m mapping, q query) string {
	s, ok := m.text("where", wantWhere)
	if !ok || s.unresolved {
		return ""
	}
	text := strings.TrimSpace(s.text)
	c, err := condition.Parse(text)
	if bad, is := errors.AsType[*expr.Error](err); is {
		s.problem(s.within(bad.Offset), bad.Hint, "where: %s", bad.Message)
		return ""
	}
	if err != nil || c.Word != "" {
		s.invalidText(text, "", wantWhere)
		return ""
	}
	for _, name := range c.Names() {
		if len(q.fields) > 0 && !slices.Contains(q.fields, name) {
			s.problem(s.at(), s.didYouMean(name, q.fields), "where: unknown field %s: want %s", quoted(name), fieldsOf(q))
		}
	}
	return text
}

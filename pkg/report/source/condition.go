package source

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/condition"
)

const (
	wantCondition = "always, results, no_results, changed or an expression such as errors > 0"
	wantNumber    = "the ID of a query that gives a number, QUERY.rows, QUERY.FIELD, or the value of a section"
)

// readSending reads when the report is sent. Sections come before: conditions name their
// numbers.
func (b *builder) readSending() {
	b.report.SendWhen = b.condition(b.root)
	b.report.AtLeast = b.root.duration("at_least", report.Duration(time.Hour), report.Duration(400*report.Day24), 0)
	if v, there := b.root.get("at_least"); there && !b.root.has("send_when") {
		v.problem(v.at(), "", "at_least without send_when: every edition is sent")
	}
	b.report.Tolerate = b.root.number("tolerate", 0, report.MaxQueries, 0)
	words := texts([]report.OnPartial{report.PartialSend, report.PartialHold, report.PartialNotify})
	b.report.OnPartial = report.OnPartial(b.root.choice("on_partial", words, ""))
	b.checkConditions()
}

// condition reads a condition. The names in it are checked when all sections are read.
func (b *builder) condition(m mapping) string {
	s, ok := m.text("send_when", wantCondition)
	if !ok || s.unresolved {
		return ""
	}
	text := strings.TrimSpace(s.text)
	c, err := condition.Parse(text)
	if bad, is := errors.AsType[*expr.Error](err); is {
		s.problem(s.within(bad.Offset), or(bad.Hint, s.didYouMean(text, texts(condition.Words()))), "send_when: %s", bad.Message)
		return ""
	}
	if err != nil {
		s.problem(s.at(), "", "send_when: %v", err)
		return ""
	}
	b.conditions = append(b.conditions, named{s, c})
	return text
}

// named is a condition whose names are to be checked.
type named struct {
	scalar
	*condition.Condition
}

// checkConditions refuses names in conditions that no number has.
func (b *builder) checkConditions() {
	for _, c := range b.conditions {
		for _, name := range c.Names() {
			if !b.numberNamed(name) {
				id, _, _ := strings.Cut(name, ".")
				hint := or(b.eachHint(id), c.didYouMean(name, append(texts(condition.Words()), b.numberNames()...)))
				c.problem(c.at(), hint, "send_when: unknown number %s: want %s", quoted(name), wantNumber)
			}
		}
	}
}

// numberNamed reports whether conditions may name a number so
// (fanlight.Document.NumberNamed).
func (b *builder) numberNamed(name string) bool {
	id, field, has := strings.Cut(name, ".")
	if q, known := b.queries[id]; known && has {
		return field == "rows" || len(q.fields) == 0 || slices.Contains(q.fields, field)
	}
	if q, known := b.queries[name]; known && (q.tree == nil || len(q.fields) == 1) {
		return true
	}
	return slices.Contains(b.numberNames(), name)
}

// numberNames returns the names of the numbers that sections show. The sections of a
// for_each share their value, which therefore names none of them.
func (b *builder) numberNames() (names []string) {
	shared := map[string]bool{}
	for _, s := range b.report.Sections {
		shared[s.Value] = shared[s.Value] || b.queries[s.Query].ofItem()
	}
	for _, s := range b.report.Sections {
		if s.ShowsNumber() {
			names = append(names, s.Query)
		}
		if s.ShowsNumber() && !shared[s.Value] {
			names = append(names, s.Value)
		}
	}
	return names
}

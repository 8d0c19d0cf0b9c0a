package edition

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Number is a section's value.
type Number struct {
	Value  string // "1.84"; "no data" of a query that found nothing
	Unit   string // "%", may be empty
	Exact  string // the value as the service gave it
	Empty  bool   // without a value
	Tag    Tag    // Alert or Warning if it has crossed a mark, else empty
	Mark   string // that it has crossed: "over 1%"
	Change *Change
	Note   string // why it is not compared; empty if it is, or need not be
	Spark  *chart.Spark
}

// Text returns the value with its unit.
func (n *Number) Text() string {
	switch {
	case n.Unit == "":
		return n.Value
	case n.Unit == "%":
		return n.Value + n.Unit
	}
	return n.Value + "\u00a0" + n.Unit
}

// number shows a number of a query that gave an answer. If the field is absent or not a
// number, the section says so: it does not show 0.
func (b *builder) number(s *Section, of report.Section, q *fanlight.QueryResult) {
	value, ok := q.Number(of)
	exact := amount.Format(value, "")
	if len(q.Rows) > 0 {
		cell, there := q.Rows[0].Get(of.Value)
		switch {
		case !there:
			s.Failure = &Failure{"no value", clean(fmt.Sprintf("the row has no value for %q", of.Value), maxNote)}
			return
		case !ok:
			s.Failure = &Failure{"no number", clean(fmt.Sprintf("%s is %q", of.Value, text.Limit(cell, maxNote/2)), maxNote)}
			return
		}
		exact = amount.Exact(cell)
	}
	s.Number = &Number{Exact: exact, Empty: !ok}
	if !ok {
		s.Number.Value, s.Number.Exact = "no data", ""
		return
	}
	b.value(s, of, value)
}

// value writes a value, judges it by the section's marks and compares it.
func (b *builder) value(s *Section, of report.Section, value float64) {
	n := s.Number
	n.Value = n.Exact
	if of.Unit != "" {
		n.Value, n.Unit = amount.Split(value, of.Unit, marksOf(of)...)
	}
	crossed := crossedMark(of, value)
	if crossed != nil {
		n.Tag, n.Mark = crossed.tag, crossed.over(of.Unit)
	}
	n.Spark = b.spark(of, value, crossed)
	b.compare(n, of, value, crossed != nil)
	if of.Warn != nil || of.Alert != nil {
		b.judged = append(b.judged, judged{s, of, crossed})
	}
}

// crossing is a mark that a value has crossed.
type crossing struct {
	report.Mark
	tag Tag
}

// crossedMark returns the worst mark that a value has crossed, nil if none.
func crossedMark(of report.Section, value float64) *crossing {
	switch {
	case of.Alert != nil && of.Alert.Crossed(value):
		return &crossing{*of.Alert, TagAlert}
	case of.Warn != nil && of.Warn.Crossed(value):
		return &crossing{*of.Warn, TagWarning}
	}
	return nil
}

// over returns where the value lies: "over 1%", "under 99%", "at 1% or over".
func (c *crossing) over(unit report.Unit) string {
	mark := amount.Format(c.Value, unit)
	word := "over"
	if !c.Above() {
		word = "under"
	}
	if strings.HasSuffix(c.Op, "=") {
		return "at " + mark + " or " + word
	}
	return word + " " + mark
}

func marksOf(of report.Section) (marks []float64) {
	for _, m := range []*report.Mark{of.Warn, of.Alert} {
		if m != nil {
			marks = append(marks, m.Value)
		}
	}
	return marks
}

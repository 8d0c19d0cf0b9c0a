package source

import (
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	wantMark    = `a number, or one with its operator such as ">= 10"`
	wantCompare = "previous, same_weekday or a number of windows"
	wantEmpty   = "the number to show when the query finds nothing, such as 0"
)

// readMark reads a mark of a section.
func readMark(m mapping, key string, good report.Good) *report.Mark {
	v, there := m.get(key)
	if !there {
		return nil
	}
	s, ok := v.scalar(wantMark, "!!int", "!!float", "!!str")
	if !ok || s.unresolved {
		return nil
	}
	mark, err := report.ParseMark(s.text, good)
	if err != nil {
		s.invalid(wantMark)
		return nil
	}
	return &mark
}

// readCompare reads what a report, a query or a section is compared with.
func readCompare(m mapping) report.Compare {
	v, there := m.get("compare")
	if !there {
		return ""
	}
	s, ok := v.scalar(wantCompare, "!!str", "!!int")
	if !ok || s.unresolved {
		return ""
	}
	c := report.Compare(s.text)
	n, err := strconv.Atoi(s.text)
	switch {
	case c == report.ComparePrevious || c == report.CompareWeekday:
	case err != nil:
		s.invalidText(s.text, s.didYouMean(s.text, []string{string(report.ComparePrevious), string(report.CompareWeekday)}), wantCompare)
		return ""
	case n < 1 || n > report.MostWindowsBack:
		s.invalid("a number of windows from 1 to %d", report.MostWindowsBack)
		return ""
	}
	return c
}

// readEmpty reads the number of a query that finds nothing. A lone count over nothing
// is 0.
func readEmpty(m mapping, section report.Section, q query) *float64 {
	number := section.Show == report.ShowNumber || section.Show == report.ShowSpark
	v, there := m.get("empty")
	switch {
	case !there && number && q.loneCount():
		return new(float64)
	case !there:
		return nil
	case !number:
		v.problem(v.at(), "", "empty in a section that shows no number: want none, or show: number")
		return nil
	}
	s, ok := v.scalar(wantEmpty, "!!int", "!!float")
	if !ok || s.unresolved {
		return nil
	}
	f, is := parseNumber(s.text)
	if !is {
		s.invalid(wantEmpty)
		return nil
	}
	return &f
}

func parseNumber(s string) (float64, bool) {
	m, err := report.ParseMark(s, "")
	return m.Value, err == nil
}

// loneCount reports whether the query is a count of all that it finds, and nothing else:
// over nothing it is 0, where Logs Insights gives no row.
func (q query) loneCount() bool {
	if _, only := q.onlyField(); !only {
		return false
	}
	s := q.tree.Stats()
	last := q.tree.Commands[len(q.tree.Commands)-1]
	if s == nil || last != syntax.Command(s) || len(s.Values) != 1 {
		return false
	}
	call, is := s.Values[0].Expr.(*expr.Call)
	return is && call.Func.Name == "count"
}

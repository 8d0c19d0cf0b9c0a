package cwli

import (
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// plan is a compiled query. It does not change after compile has returned it.
type plan struct {
	paths      []string // discovered fields, by slot
	projection *jsonscan.Projection
	strict     bool // a message must be checked for valid JSON before the filters
	memos      int  // number of aliases that are evaluated once for each row

	filters []predicate
	stats   *aggregation // nil: rows are events
	output  output
}

// output makes the result of rows that passed the filters: events, or groups of
// stats.
type output struct {
	having  []predicate // filters after stats
	names   []string
	columns []evaluator
	order   []sortKey
	limit   int // of the limit command; 0 is none
}

type sortKey struct {
	value      evaluator
	descending bool
}

func compile(q *syntax.Query) *plan { return newScope().compile(q) }

func (s *scope) compile(q *syntax.Query) *plan {
	p := s.plan
	for _, c := range q.Commands {
		s.command(c)
	}
	for _, column := range q.Outputs() {
		p.output.names = append(p.output.names, column.Name())
		p.output.columns = append(p.output.columns, s.column(column))
	}
	if p.stats == nil {
		p.output.names = append(p.output.names, syntax.Pointer)
		p.output.columns = append(p.output.columns, systemFields[syntax.Pointer])
	}
	p.output.order = append(p.output.order, s.defaultOrder()...) // for rows that sort finds equal
	p.projection = jsonscan.New(p.paths)
	return p
}

func (s *scope) command(c syntax.Command) {
	out := &s.plan.output
	switch c := c.(type) {
	case *syntax.Fields:
		s.define(c.Columns)
	case *syntax.Display:
		s.define(c.Columns)
	case *syntax.Filter:
		s.filter(c.Condition)
	case *syntax.Stats:
		s.aggregate(c)
	case *syntax.Sort:
		for _, key := range c.Keys {
			out.order = append(out.order, sortKey{s.sortValue(key.Expr), key.Descending})
		}
	case *syntax.Limit:
		if out.limit == 0 || c.Count < out.limit {
			out.limit = c.Count
		}
	}
}

// filter compiles a condition. Before stats it is one on events, after stats on
// groups.
func (s *scope) filter(x syntax.Expr) {
	if s.stats != nil {
		s.plan.output.having = append(s.plan.output.having, s.test(x))
		return
	}
	s.plan.strict = s.plan.strict || !s.monotone(x)
	s.plan.filters = append(s.plan.filters, s.test(x))
}

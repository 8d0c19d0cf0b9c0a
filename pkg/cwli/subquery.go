package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// inner compiles a query in parentheses as a part that is read before this one, with a
// sink for its rows. It returns the part's index.
func (b *builder) inner(q *syntax.Query, sink func(inner *builder) (step, error)) (int, error) {
	inner := newBuilder(b.plan, b.building)
	if err := inner.commands(q.Commands); err != nil {
		return 0, err
	}
	taken, err := sink(inner)
	if err != nil {
		return 0, err
	}
	inner.settleSorted()
	inner.part.sink = taken
	inner.finish()
	return len(b.plan.parts) - 1, nil
}

// subquery compiles a query after in. Its column of the name of the field before in has
// the values, else the first one.
func (b *builder) subquery(x *expr.In) (func(expr.Row, *value.Value) bool, error) {
	query := x.Query.(*syntax.Subquery).Query
	columns := query.Outputs()
	if len(columns) == 0 {
		return nil, unsupported(x.Query, "a subquery without columns is not supported here")
	}
	index, err := b.inner(query, func(inner *builder) (step, error) {
		at := slices.IndexFunc(columns, func(c *expr.Column) bool { return c.Name() == x.X.String() })
		first, err := inner.column(columns[max(at, 0)])
		return func(x *Execution, _ stage) stage {
			s := &valueSet{of: first, run: x, values: map[string]bool{}}
			x.found[len(x.scans)] = s
			return s
		}, err
	})
	return func(r expr.Row, v *value.Value) bool {
		return r.(*frame).run.found[index].(*valueSet).has(v)
	}, err
}

// valueSet is the values of a subquery.
type valueSet struct {
	of     expr.Evaluator
	run    *Execution
	values map[string]bool
	key    []byte
}

func (s *valueSet) push(f *frame) error {
	v := s.of(f)
	if !v.Present() || v.Opaque() {
		return f.run.err
	}
	size := 0
	v.EqualKeys(s.key[:0], func(key []byte) {
		if s.key = key; !s.values[string(key)] {
			const fixed = 56
			s.values[string(key)] = true
			size += fixed + len(key)
		}
	})
	return s.run.memory.take("subquery", size)
}

func (s *valueSet) end() error { return nil }

func (s *valueSet) has(v *value.Value) (found bool) {
	v.EqualTo(s.key[:0], func(key []byte) {
		s.key = key
		found = found || s.values[string(key)]
	})
	return found
}

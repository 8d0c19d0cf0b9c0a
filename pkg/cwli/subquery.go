package cwli

import (
	"cmp"
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

// appendCols compiles an appendcols command: the columns of another query, row by row.
func (b *builder) appendCols(c *syntax.AppendCols) error {
	var names []string
	for _, column := range c.Query.Query.Outputs() {
		if column.Name() != syntax.Pointer && (c.Override || !b.has(column.Name())) {
			names = append(names, column.Name())
		}
	}
	index, err := b.inner(c.Query.Query, func(inner *builder) (step, error) { return inner.rowList(c, names) })
	if err != nil {
		return err
	}
	b.settle()
	rows := b.scope.extended()
	for i, name := range names {
		rows.define(name, rows.base(i))
	}
	b.add("rows in order", rows, func(x *Execution, next stage) stage {
		return &appended{next, x.newFrame(rows), x.found[index].(*rowList), 0, make([]value.Value, len(names))}
	})
	return nil
}

func (b *builder) has(name string) bool { return slices.Contains(b.shown(), name) }

// rowList compiles the sink of the rows of appendcols.
func (b *builder) rowList(c *syntax.AppendCols, names []string) (step, error) {
	columns := make([]expr.Evaluator, len(names))
	for i, name := range names {
		evaluate, err := b.columnOf(name)
		if err != nil {
			return nil, err
		}
		columns[i] = evaluate
	}
	return func(x *Execution, _ stage) stage {
		s := &rowList{run: x, columns: columns, most: cmp.Or(c.Max, DefaultLimit)}
		x.found[len(x.scans)] = s
		return s
	}, nil
}

// rowList is the rows of a query.
type rowList struct {
	run     *Execution
	columns []expr.Evaluator
	most    int
	rows    [][]value.Value
}

func (s *rowList) push(f *frame) error {
	if len(s.rows) == s.most {
		return nil
	}
	row, size := make([]value.Value, len(s.columns)), 24
	for i, column := range s.columns {
		_, row[i] = column(f).Keep(nil)
		size += 32 + len(row[i].Text)
	}
	s.rows = append(s.rows, row)
	return s.run.memory.take("appendcols", size)
}

func (s *rowList) end() error { return nil }

// appended adds the values of the rows of another query.
type appended struct {
	stage
	frame *frame
	list  *rowList
	at    int
	none  []value.Value
}

func (s *appended) push(f *frame) error {
	s.frame.next()
	s.frame.parent, s.frame.base = f, s.none
	if s.at < len(s.list.rows) {
		s.frame.base = s.list.rows[s.at]
	}
	s.at++
	return s.stage.push(s.frame)
}

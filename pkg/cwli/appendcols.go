package cwli

import (
	"cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// appendCols compiles an appendcols command: the columns of another query, row by row
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Appendcols.html).
func (b *builder) appendCols(c *syntax.AppendCols) error {
	var names []string
	for _, column := range c.Query.Query.Outputs() {
		if column.Name() != syntax.Pointer {
			names = append(names, column.Name())
		}
	}
	index, err := b.inner(c.Query.Query, func(inner *builder) (step, error) { return inner.rowList(c, names) })
	if err != nil {
		return err
	}
	own, err := b.own(c, names)
	if err != nil {
		return err
	}
	b.settle()
	rows := b.scope.extended(b.keysOf(names)...)
	if !c.Override {
		rows.copies(names)
	}
	b.add("rows in order", rows, func(x *Execution, next stage) stage {
		return &appended{next, x.newFrame(rows), x.found[index].(*rowList), own, 0}
	})
	return nil
}

// own compiles the columns and fields with names that rows have already. A value that a
// row has stays, unless the command overrides it.
func (b *builder) own(c *syntax.AppendCols, names []string) ([]expr.Evaluator, error) {
	own := make([]expr.Evaluator, len(names))
	for i, name := range names {
		own[i] = func(expr.Row) value.Value { return value.Value{} }
		if _, there := b.scope.slot(name); c.Override || !there {
			continue
		}
		evaluate, err := b.columnOf(name)
		if err != nil {
			return nil, err
		}
		own[i] = evaluate
	}
	b.reads = nil // they are not read for what they say
	return own, nil
}

// rowList compiles the sink of the rows of appendcols, in the order of their result.
func (b *builder) rowList(c *syntax.AppendCols, names []string) (step, error) {
	b.settle()
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
	own   []expr.Evaluator
	at    int
}

func (s *appended) push(f *frame) error {
	values := make([]value.Value, len(s.own))
	for i, own := range s.own {
		if values[i] = own(f); !values[i].Present() && s.at < len(s.list.rows) {
			values[i] = s.list.rows[s.at][i]
		}
	}
	s.frame.next()
	s.frame.parent, s.frame.base = f, values
	s.at++
	return s.stage.push(s.frame)
}

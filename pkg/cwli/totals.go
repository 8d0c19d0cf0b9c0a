package cwli

import (
	"path"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// matching returns the columns of the result so far whose names match one of the
// patterns, in which * stands for any characters, and the names without one; without
// patterns, all columns.
func (b *builder) matching(patterns []string) (names []string) {
	if len(patterns) == 0 {
		return b.shown()
	}
	for _, pattern := range patterns {
		if !slices.ContainsFunc(b.shown(), func(name string) bool { return matches(pattern, name) }) {
			names = append(names, pattern)
		}
	}
	for _, name := range b.shown() {
		if slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, name) }) {
			names = append(names, name)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains([]byte(name), '*') })
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// addTotals compiles an addtotals command: a column with the sum of the numbers of a
// row, and a row at the end with the sums of columns
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Addtotals.html).
func (b *builder) addTotals(c *syntax.AddTotals) error {
	names := slices.DeleteFunc(b.shown(), func(name string) bool { return c.Row && name == c.Name }) // it is replaced
	if len(c.Fields) > 0 {
		names = nil
		for _, field := range c.Fields {
			names = append(names, field.Name)
		}
	}
	fields := make([]expr.Evaluator, len(names))
	for i, name := range names {
		evaluate, err := b.columnOf(name)
		if err != nil {
			return err
		}
		fields[i] = evaluate
	}
	b.settle()
	rows := b.scope.extended(b.keysOf(names)...)
	rows.copies(names)
	if c.Row {
		rows.define(c.Name, rows.base(len(names)))
		delete(rows.copied, c.Name)
	}
	if c.Column {
		b.came = ordering{} // the row with the sums is the last one
	}
	b.add("totals", rows, func(x *Execution, next stage) stage {
		return &totals{next, x.newFrame(rows), c, fields, make([]cellState, len(fields))}
	})
	return nil
}

// totals adds the sums of rows and of columns.
type totals struct {
	stage
	frame   *frame
	command *syntax.AddTotals
	fields  []expr.Evaluator
	sums    []cellState
}

func (s *totals) push(f *frame) error {
	s.frame.next()
	s.frame.parent, s.frame.base = f, s.frame.base[:0]
	var row cellState
	for i, field := range s.fields {
		v := field(f)
		s.frame.base = append(s.frame.base, v)
		if f, ok := v.Float(); ok && v.Kind != value.Time {
			s.sums[i].addNumber(f)
			row.addNumber(f)
		}
	}
	s.frame.base = append(s.frame.base, row.total())
	return s.stage.push(s.frame)
}

func (s *totals) end() error {
	if s.command.Column {
		s.frame.next()
		s.frame.parent, s.frame.base = nil, s.frame.base[:0]
		for i := range s.sums {
			s.frame.base = append(s.frame.base, s.sums[i].total())
		}
		s.frame.base = append(s.frame.base, value.Value{})
		if err := s.stage.push(s.frame); err != nil {
			return err
		}
	}
	return s.stage.end()
}

// columnOf compiles the column of the result so far with a name.
func (b *builder) columnOf(name string) (expr.Evaluator, error) {
	for _, column := range b.columns() {
		if column.Name() == name {
			return b.column(column)
		}
	}
	return b.compiler().Value(&expr.Field{Name: name})
}

// countFrequent compiles a countFrequent command: the combinations of values, the most
// frequent first. All are counted, where the service estimates.
func (b *builder) countFrequent(c *syntax.CountFrequent) error {
	f, _ := expr.Lookup("count")
	call := &expr.Call{Func: f, Star: true}
	stats := &syntax.Stats{Values: []*expr.Column{{Expr: call, Alias: syntax.ApproxCount}}}
	for _, field := range c.Fields {
		stats.By = append(stats.By, &expr.Column{Expr: field})
	}
	if err := b.aggregate(stats); err != nil {
		return err
	}
	return b.sort(&syntax.Sort{Keys: []*syntax.SortKey{{Expr: &expr.Field{Name: syntax.ApproxCount}, Descending: true}}})
}

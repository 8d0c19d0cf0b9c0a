package cwli

import (
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// The commands of this file compute fields of a row from the rows before it, in the
// order of sort, or without one in that of the result: newest first. AWS documents no
// order.

// inOrder adds a stage that makes one row of each row, in their order.
func (b *builder) inOrder(names []string, of func() func(f *frame) []value.Value) {
	b.settle()
	rows := b.scope.extended(names...)
	b.add("rows in order", rows, func(x *Execution, next stage) stage {
		each := of()
		return &multiplied{next, x, x.newFrame(rows), func(f *frame, yield func([]value.Value) error) error { return yield(each(f)) }}
	})
}

// accum compiles an accum command: the sum of a field so far. A row without a number
// has no sum.
func (b *builder) accum(c *syntax.Accum) error {
	of, err := b.compiler().Value(c.Field)
	if err != nil {
		return err
	}
	b.inOrder([]string{nameOr(c.Alias, c.Field)}, func() func(*frame) []value.Value {
		sum := 0.0
		return func(f *frame) []value.Value {
			number, ok := of(f).Float()
			if !ok {
				return []value.Value{{}}
			}
			sum += number
			return []value.Value{value.OfNumber(sum)}
		}
	})
	return nil
}

func nameOr(alias, field *expr.Field) string {
	if alias != nil {
		return alias.Name
	}
	return field.Name
}

// autoRegress compiles an autoregress command: the values that a field had in the rows
// before.
func (b *builder) autoRegress(c *syntax.AutoRegress) error {
	of, err := b.compiler().Value(c.Field)
	if err != nil {
		return err
	}
	names := c.Names()
	b.inOrder(names, func() func(*frame) []value.Value {
		var before []value.Value // the newest first
		return func(f *frame) []value.Value {
			lags := make([]value.Value, len(names))
			copy(lags, before[min(len(before), c.From-1):])
			_, own := of(f).Keep(nil)
			before = append([]value.Value{own}, before[:min(len(before), c.To-1)]...)
			return lags
		}
	})
	return nil
}

// fillDown compiles a filldown command: a row without a value gets the last one before
// it.
func (b *builder) fillDown(c *syntax.FillDown) error {
	names := b.matching(c.Names)
	fields := make([]expr.Evaluator, len(names))
	for i, name := range names {
		evaluate, err := b.columnOf(name)
		if err != nil {
			return err
		}
		fields[i] = evaluate
	}
	b.inOrder(b.keysOf(names), func() func(*frame) []value.Value {
		last := make([]value.Value, len(fields))
		return func(f *frame) []value.Value {
			row := make([]value.Value, len(fields))
			for i, field := range fields {
				if v := field(f); v.Present() {
					_, last[i] = v.Keep(nil)
				}
				row[i] = last[i]
			}
			return row
		}
	})
	b.scope.copies(names)
	return nil
}

package cwli

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/cwlitest"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// wrong is an engine with a deliberate mistake.
type wrong struct {
	aggregate string // the name of the one that is wrong
	as        func(method) method
	operator  map[expr.Op]expr.Op      // comparisons that are taken for others
	show      func(text string) string // of the values of rows
}

// Run implements cwlitest.Engine.
func (w wrong) Run(ctx context.Context, in cwlitest.Input) ([][]cwlitest.Field, error) {
	q, err := w.compile(in.Query)
	if e, ok := errors.AsType[*expr.Error](err); ok {
		return nil, &cwlitest.Refusal{Offset: e.Offset, End: e.End, Message: e.Message, Unsupported: e.Unsupported}
	}
	var o Options
	if in.End > 0 {
		o.Window = Window{Start: in.Start * 1000, End: (in.End + 1) * 1000}
	}
	o.Tables = map[string]*Table{}
	for name, text := range in.Tables {
		if o.Tables[name], err = ReadTable(strings.NewReader(text)); err != nil {
			return nil, err
		}
	}
	result, err := q.Run(ctx, o, func(_ context.Context, input Input, yield func(*Event) error) error {
		for _, e := range in.Events {
			if input.Named() && !input.Selects(e.Group) {
				continue
			}
			if err := yield(&Event{Timestamp: e.Time, Group: e.Group, Stream: e.Stream, Message: []byte(e.Message), Ptr: e.Ptr}); err != nil {
				return err
			}
		}
		return nil
	})
	return w.fields(result.Rows), err
}

func (w wrong) compile(query string) (*Query, error) {
	tree, err := syntax.Parse(query)
	if err != nil {
		return nil, err
	}
	for _, c := range tree.Commands {
		w.swap(c)
	}
	planted := maps.Clone(methods)
	if of, ok := planted[w.aggregate]; ok {
		planted[w.aggregate] = methodOf{of: func(x *expr.Call) method { return w.as(of.of(x)) }, reads: of.reads, timed: of.timed}
	}
	p, err := compile(tree, building{methods: planted})
	return &Query{p}, err
}

// swap replaces the operators of a command's conditions.
func (w wrong) swap(c syntax.Command) {
	visit := func(x expr.Expr) bool {
		if b, ok := x.(*expr.Binary); ok {
			b.Op = cmp.Or(w.operator[b.Op], b.Op)
		}
		return true
	}
	switch c := c.(type) {
	case *syntax.Filter:
		expr.Walk(c.Condition, visit)
	case *syntax.Fields:
		for _, column := range c.Columns {
			expr.Walk(column.Expr, visit)
		}
	case *syntax.Stats:
		for _, column := range append(c.Values, c.By...) {
			expr.Walk(column.Expr, visit)
		}
	}
}

func (w wrong) fields(rows [][]Field) [][]cwlitest.Field {
	all := make([][]cwlitest.Field, len(rows))
	for i, row := range rows {
		for _, f := range row {
			if w.show != nil {
				f.Value = w.show(f.Value)
			}
			all[i] = append(all[i], cwlitest.Field(f))
		}
	}
	return all
}

// plus returns a method whose result is larger.
func plus(more float64) func(method) method {
	return func(m method) method {
		of := m.result
		m.result = func(c *cellState) value.Value {
			v := of(c)
			f, ok := v.Float()
			if !ok {
				return v
			}
			return value.OfNumber(f + more)
		}
		return m
	}
}

// A wrong aggregate, comparison or formatter fails scripts, as a right one does not.
func TestQuery_Execution_planted(t *testing.T) {
	t.Parallel()
	scripts := os.DirFS("testdata")
	fourDecimals, double := regexp.MustCompile(`^(-?\d+\.\d{3})\d$`), regexp.MustCompile(`^(-?\d+)(\.0|\.\d+E\d)$`)
	for name, w := range map[string]wrong{
		"count one too many":     {aggregate: "count", as: plus(1)},
		"sum a little too large": {aggregate: "sum", as: plus(1)},
		"avg a little too large": {aggregate: "avg", as: plus(0.001)},
		"min is max":             {aggregate: "min", as: func(method) method { return last }},
		"max is min":             {aggregate: "max", as: func(method) method { return first }},
		"pct one too large":      {aggregate: "pct", as: plus(1)},
		"less is less or equal":  {operator: map[expr.Op]expr.Op{expr.Less: expr.LessEqual, expr.Greater: expr.GreaterEqual}},
		"equal is not equal":     {operator: map[expr.Op]expr.Op{expr.Equal: expr.NotEqual}},
		"three decimals":         {show: func(s string) string { return fourDecimals.ReplaceAllString(s, "$1") }},
		"numbers of Lambda cut":  {show: func(s string) string { return double.ReplaceAllString(s, "$1") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failed, total, err := cwlitest.Failures(t.Context(), w, scripts)
			t.Logf("%d of %d queries fail", len(failed), total)
			if err != nil || len(failed) < 20 {
				t.Errorf("%d queries fail, %v, want at least 20", len(failed), err)
			}
		})
	}
	if failed, _, err := cwlitest.Failures(t.Context(), wrong{}, scripts); err != nil || len(failed) > 0 {
		t.Errorf("without a mistake %v fail, %v", failed, err)
	}
}

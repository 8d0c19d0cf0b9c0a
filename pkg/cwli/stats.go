package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// aggregation is a compiled stats command.
type aggregation struct {
	keys       []expr.Evaluator
	aggregates []*aggregate
	rows       *schema // of the groups: keys, then aggregates
}

// aggregate is a call such as sum(x) in a stats command.
type aggregate struct {
	method
	arguments []expr.Evaluator // none for count(*)
}

// aggregate compiles a stats command. From then on, the names of the scope are the
// columns of stats, and the rows are groups.
func (b *builder) aggregate(c *syntax.Stats) error {
	a := &aggregation{rows: newSchema(nil)}
	order, times, ofTime := ordering{}, map[string]bool{}, map[string]bool{}
	for i, key := range c.By {
		evaluate, err := b.key(key.Expr, c.Offset)
		if err != nil {
			return err
		}
		a.keys = append(a.keys, evaluate)
		a.rows.define(key.Name(), a.rows.base(i))
		order.groups = append(order.groups, key.Name())
		times[key.Name()], ofTime[key.Name()] = b.isTime(key.Expr), b.timed(key.Expr)
		if times[key.Name()] && order.newest == "" {
			order.newest = key.Name()
		}
	}
	calls, err := b.collect(a, c)
	if err != nil {
		return err
	}
	bins := b.binned(c, a.rows)
	b.add("groups", a.rows, func(x *Execution, next stage) stage { return x.newGroups(a, next) })
	b.aggregates, b.expressions, b.bins = calls, expressions(c), bins
	b.order, b.came, b.times, b.ofTime = order, ordering{}, times, ofTime
	for _, column := range c.Values {
		evaluate, err := b.compiler().Value(column.Expr)
		if err != nil {
			return err
		}
		a.rows.define(column.Name(), b.scope.add(func(f *frame) value.Value { return evaluate(f).Plain() }))
	}
	return nil
}

// key compiles a key. With an offset, bins begin that much later.
func (b *builder) key(x expr.Expr, offset *expr.Period) (expr.Evaluator, error) {
	evaluate, err := b.compiler().Value(x)
	call, ok := x.(*expr.Call)
	if err != nil || offset == nil || !ok || call.Func.Name != "bin" {
		return evaluate, err
	}
	bins := binsOf(call, offset)
	at, err := b.compiler().Value(bins.of)
	return func(r expr.Row) value.Value {
		ms, ok := at(r).Float()
		if !ok {
			return value.Value{}
		}
		return value.OfTime(bins.floor(int64(ms)))
	}, err
}

// collect gives each aggregate of the command's values a slot after those of the keys.
func (b *builder) collect(a *aggregation, c *syntax.Stats) (calls map[*expr.Call]int, err error) {
	calls = map[*expr.Call]int{}
	for _, column := range c.Values {
		expr.Walk(column.Expr, func(x expr.Expr) bool {
			call, ok := x.(*expr.Call)
			if !ok || !call.IsAggregate() || err != nil {
				return err == nil
			}
			var of *aggregate
			if of, err = b.call(call); err == nil {
				calls[call] = a.rows.base(len(a.keys) + len(a.aggregates))
				a.aggregates = append(a.aggregates, of)
			}
			return false
		})
	}
	return calls, err
}

// call compiles the call of an aggregate over the rows so far.
func (b *builder) call(x *expr.Call) (*aggregate, error) {
	of, ok := b.methods[x.Func.Name]
	if !ok {
		return nil, unsupported(x, "`"+x.Func.Name+"()` is not supported here")
	}
	a := &aggregate{method: of.of(x)}
	args := x.Args[min(len(x.Args), of.skips):]
	if of.timed {
		args = append(slices.Clip(args[:1]), &expr.Field{Name: "@timestamp"})
	}
	for _, arg := range args[:min(len(args), of.reads)] {
		evaluate, err := b.compiler().Value(arg)
		if err != nil {
			return nil, err
		}
		a.arguments = append(a.arguments, evaluate)
	}
	return a, nil
}

// aggregated finds the slot of an aggregate in the rows of stats, and that of a column
// whose expression is repeated, as in stats … by bin(5m) | display bin(5m).
func (b *builder) aggregated(x *expr.Call) (slot int, ok bool) {
	if slot, ok = b.aggregates[x]; ok || len(b.expressions) == 0 {
		return slot, ok
	}
	return b.scope.known(b.expressions[x.String()])
}

// isTime reports whether the values of x are times.
func (b *builder) isTime(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Call:
		return x.Func.Result == expr.GivesTime
	case *expr.Field:
		return x.Name == "@timestamp" || b.times[x.Name]
	case *expr.Binary:
		return x.GivesTime(b.isTime(x.X), b.isTime(x.Y))
	}
	return false
}

// expressions returns the names of the columns by the texts of their expressions, the
// first of those with equal ones: a sort key may repeat that of a key, as in
// stats count(*) by n % 3 | sort n % 3.
func expressions(c *syntax.Stats) map[string]string {
	names := map[string]string{}
	for _, column := range append(slices.Clip(c.By), c.Values...) {
		if text := column.Expr.String(); names[text] == "" {
			names[text] = column.Name()
		}
	}
	return names
}

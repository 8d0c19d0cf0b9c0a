package cwli

import (
	"cmp"
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
	keys, bin := []string{}, (*expr.Period)(nil)
	for _, key := range c.By {
		evaluate, err := b.key(key.Expr, c.Offset)
		if err != nil {
			return err
		}
		keys = append(keys, key.Name())
		if call, ok := key.Expr.(*expr.Call); ok && call.Func.Name == "bin" && bin == nil {
			bin, _ = call.Args[len(call.Args)-1].(*expr.Period)
		}
		a.keys = append(a.keys, evaluate)
		a.rows.define(key.Name(), a.rows.base(len(a.keys)-1))
	}
	calls, err := b.collect(a, c)
	if err != nil {
		return err
	}
	b.add("groups", a.rows, func(x *Execution, next stage) stage { return x.newGroups(a, next) })
	b.aggregates = calls
	b.order, b.newest, b.expressions, b.keys, b.bin = nil, b.newestKey(c), expressions(c), keys, bin
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
	call, ok := x.(*expr.Call)
	if offset == nil || !ok || call.Func.Name != "bin" {
		return b.compiler().Value(x)
	}
	of := expr.Expr(&expr.Field{Name: "@timestamp"})
	if len(call.Args) > 1 {
		of = call.Args[0]
	}
	at, err := b.compiler().Value(of)
	period, shift := call.Args[len(call.Args)-1].(*expr.Period), offset.Milliseconds()
	return func(r expr.Row) value.Value {
		ms, ok := at(r).Float()
		if !ok {
			return value.Value{}
		}
		return value.OfTime(period.Floor(int64(ms)-shift) + shift)
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

// newestKey returns the name of the first key that is a time, empty if there is none.
func (b *builder) newestKey(c *syntax.Stats) string {
	for _, key := range c.By {
		if b.isTime(key.Expr) {
			return key.Name()
		}
	}
	return ""
}

// isTime reports whether the values of x are times.
func (b *builder) isTime(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Call:
		return x.Func.Result == expr.GivesTime
	case *expr.Field:
		return x.Name == "@timestamp" || b.times[x.Name]
	}
	return false
}

// expressions returns the names of the columns by the texts of their expressions, the
// first of those with equal ones: a sort key may repeat one, as in stats count(*) by a |
// sort count(*).
func expressions(c *syntax.Stats) map[string]string {
	names := map[string]string{}
	for _, column := range append(slices.Clip(c.By), c.Values...) {
		if text := column.Expr.String(); names[text] == "" {
			names[text] = column.Name()
		}
	}
	return names
}

// group is a group of rows with the same keys.
type group struct {
	keys  []value.Value
	cells []cellState
}

// groups is the state of an aggregation. Rows without a key's value are a group of their
// own, whose row has no such cell.
type groups struct {
	*aggregation
	run       *Execution
	next      stage
	limit     int
	byKey     map[string]*group
	order     []*group // in the order in which they first occurred
	last      *group   // of the row before, since many rows have the same group as it
	key       []byte
	lastKey   []byte // last's key
	keyValues []value.Value
	frame     *frame
}

func (x *Execution) newGroups(a *aggregation, next stage) *groups {
	return &groups{aggregation: a, run: x, next: next, limit: MaxGroups, byKey: map[string]*group{},
		keyValues: make([]value.Value, len(a.keys)), frame: x.newFrame(a.rows)}
}

func (g *groups) push(f *frame) error {
	to, err := g.find(f)
	if err != nil {
		return err
	}
	for i, a := range g.aggregates {
		switch len(a.arguments) {
		case 0:
			a.add(&to.cells[i], value.Value{}, value.Value{})
		case 1:
			if v := a.arguments[0](f); v.Present() {
				a.add(&to.cells[i], v, value.Value{})
			}
		default:
			if v := a.arguments[0](f); v.Present() || a.all {
				a.add(&to.cells[i], v, a.arguments[1](f))
			}
		}
	}
	return cmp.Or(g.run.err, g.run.memory.err)
}

// find returns the group of a row, and opens it if it is new.
func (g *groups) find(f *frame) (*group, error) {
	g.key = g.key[:0]
	for i, key := range g.keys {
		g.keyValues[i] = key(f).Plain()
		g.key = g.keyValues[i].AppendKey(g.key)
	}
	if g.last != nil && string(g.key) == string(g.lastKey) {
		return g.last, nil
	}
	to, ok := g.byKey[string(g.key)]
	if !ok {
		var err error
		if to, err = g.open(); err != nil {
			return nil, err
		}
	}
	g.last, g.lastKey = to, append(g.lastKey[:0], g.key...)
	return to, nil
}

// open adds a group with the key of the row being read.
func (g *groups) open() (*group, error) {
	if len(g.order) == g.limit {
		return nil, &TooManyGroupsError{g.limit}
	}
	to := &group{keys: make([]value.Value, len(g.keyValues)), cells: make([]cellState, len(g.aggregates))}
	var texts []byte
	for i, v := range g.keyValues {
		texts, to.keys[i] = v.Keep(texts)
	}
	for i, a := range g.aggregates {
		if a.start != nil {
			to.cells[i].more = a.start(&g.run.memory)
		}
	}
	g.byKey[string(g.key)] = to
	g.order = append(g.order, to)
	return to, g.run.memory.take("stats", groupSize(to, len(g.key)+len(texts)))
}

// groupSize is about how many bytes a group takes.
func groupSize(g *group, texts int) int {
	const fixed, perKey, perCell = 120, 32, 72
	return fixed + texts + perKey*len(g.keys) + perCell*len(g.cells)
}

// end passes the groups on. If no row arrived there is none, also without by; AWS does
// not document what the service does then.
func (g *groups) end() error {
	for i, from := range g.order {
		if err := g.run.checked(i); err != nil {
			return err
		}
		g.frame.next()
		g.frame.base = append(g.frame.base[:0], from.keys...)
		for k, a := range g.aggregates {
			g.frame.base = append(g.frame.base, a.result(&from.cells[k]))
		}
		if err := g.next.push(g.frame); err != nil {
			return err
		}
	}
	return g.next.end()
}

package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// ordering is an order of rows: the keys of sort, and for rows that those find equal the
// default order. That is newest first for events, and for groups with a time among their
// keys; groups then by their keys. AWS documents no order. Rows that the service returned
// have bins newest first, and the group 0 before the group 1 which occurred first.
type ordering struct {
	keys   []*syntax.SortKey
	sorted []sortKey // the keys, compiled over the rows so far
	newest string    // the time by which rows come newest first; empty: none
	groups []string  // keys of stats
	scope  *schema   // of the rows that came in the order
}

// sortKey is a key of an order of rows.
type sortKey struct {
	value      expr.Evaluator
	descending bool
}

// any reports whether the order says anything.
func (o *ordering) any() bool { return len(o.keys) > 0 || o.newest != "" || len(o.groups) > 0 }

// fields returns the names of the fields that the order reads.
func (o *ordering) fields() []string {
	names := append(slices.Clip(o.groups), o.newest)
	for _, key := range o.keys {
		expr.Walk(key.Expr, func(x expr.Expr) bool {
			if field, ok := x.(*expr.Field); ok {
				names = append(names, field.Name)
			}
			return true
		})
	}
	return names
}

// sort compiles an order, which the next command that depends on it makes a stage.
func (b *builder) sort(c *syntax.Sort) error {
	b.order.keys, b.order.sorted = c.Keys, nil
	for _, key := range c.Keys {
		evaluate, err := b.sortKey(key.Expr)
		if err != nil {
			return err
		}
		b.order.sorted = append(b.order.sorted, sortKey{evaluate, key.Descending})
	}
	return nil
}

// sortKey compiles a sort key, which may repeat the expression of a column of stats, as
// in stats count(*) by n % 3 | sort n % 3.
func (b *builder) sortKey(x expr.Expr) (expr.Evaluator, error) {
	if slot, ok := b.scope.known(b.expressions[x.String()]); ok {
		return func(r expr.Row) value.Value { return r.At(slot) }, nil
	}
	return b.compiler().Value(x)
}

// sorted returns the order of the rows so far.
func (b *builder) sorted() []sortKey {
	order := slices.Clip(b.order.sorted)
	if b.order.newest != "" {
		order = b.orderedBy(order, b.order.newest, true)
	}
	for _, key := range b.order.groups {
		order = b.orderedBy(order, key, false)
	}
	return order
}

// orderedBy adds a field to an order.
func (b *builder) orderedBy(order []sortKey, name string, descending bool) []sortKey {
	slot, ok := b.scope.slot(name)
	if !ok {
		return order
	}
	return append(order, sortKey{func(r expr.Row) value.Value { return r.At(slot) }, descending})
}

// unordered forgets the order of the rows: that in which they come counts.
func (b *builder) unordered() {
	if b.order.any() {
		b.came, b.came.scope = b.order, b.scope
	}
	b.order = ordering{}
}

// reordered takes the order in which the rows came for that of the rows so far, to which
// others were added. It is not known any more if a command has changed what it goes by.
func (b *builder) reordered() error {
	if !b.order.any() && b.came.any() {
		if slices.ContainsFunc(b.came.fields(), func(name string) bool { return b.scope.changed(name, b.came.scope) }) {
			return nil
		}
		b.order = b.came
	}
	reads := b.reads // the command itself does not read the keys
	err := b.sort(&syntax.Sort{Keys: b.order.keys})
	b.reads = reads
	return err
}

// settle makes the order of the rows a stage, so that the commands that follow get them
// in it.
func (b *builder) settle() {
	if order, rows := b.sorted(), b.scope; len(order) > 0 {
		command := "sort"
		if len(b.order.keys) == 0 {
			command = b.keyword // the query has no sort
		}
		b.add("sort", rows, func(x *Execution, next stage) stage {
			return x.newTop(command, next, rows, order, unlimited)
		})
	}
	b.unordered()
}

// settleSorted makes an order that sort asked for a stage.
func (b *builder) settleSorted() {
	if len(b.order.keys) > 0 {
		b.settle()
	}
}

package cwli

import (
	"cmp"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// grouped is the rows of a batch by their groups: the values that aggregates add, in the order
// of the rows. What is added to them is the same, in the same order, as of single rows.
type grouped struct {
	byKey     map[string]*batchGroup
	order     []*batchGroup // in the order in which they first occurred
	last      *batchGroup   // of the row before
	key       []byte
	keyValues []value.Value
	texts     []byte        // of values
	bytes     int           // that keys and values take
	arguments []value.Value // of the row, two for each aggregate
}

// batchGroup is the rows of a batch with the same keys.
type batchGroup struct {
	key   string
	keys  []value.Value
	cells []batchCell
}

// batchCell holds for an aggregate how many rows count, and their numbers or values.
type batchCell struct {
	n       int64
	numbers []float64
	values  []value.Value
	times   []value.Value // of the rows of values, if the aggregate goes by them
}

// reset forgets the rows. Their memory is not used again if there is too much: each group may
// have had many rows in another batch.
func (g *grouped) reset() {
	clear(g.byKey)
	g.last, g.bytes = nil, 0
	if g.capacity() > 2*mostBatchBytes {
		g.order, g.texts = nil, nil
	}
	g.order, g.texts = g.order[:0], g.texts[:0]
}

// These are how many bytes a number, and a value without its text, take in a batch.
const (
	batchNumber = 8
	batchValue  = 32
)

// capacity returns for how many bytes of rows there is memory.
func (g *grouped) capacity() int {
	n := cap(g.texts)
	for _, to := range g.order[:cap(g.order)] {
		for i := 0; to != nil && i < len(to.cells); i++ {
			c := &to.cells[i]
			n += batchNumber*cap(c.numbers) + batchValue*(cap(c.values)+cap(c.times))
		}
	}
	return n
}

// collect implements collector.
func (g *groups) collect(run *Execution, f *frame, to *Batch) bool {
	return to.grouped.add(g.aggregation, run, f)
}

// mostBatchGroups is how many groups a batch has at most. Where each row has its own, a batch
// saves nothing, and takes memory.
const mostBatchGroups = 200

// add adds a row. All of it is evaluated before any of it is added.
func (g *grouped) add(of *aggregation, run *Execution, f *frame) bool {
	if g.bytes > mostBatchBytes {
		return false
	}
	g.key, g.keyValues = of.keyOf(f, g.key[:0], g.keyValues[:0])
	g.arguments = g.arguments[:0]
	for _, a := range of.aggregates {
		v, at := a.read(f)
		if a.holds && len(v.Text) > heldText {
			return false // of many long values one is held: to copy all of them takes longer
		}
		g.arguments = append(g.arguments, v, at)
	}
	if run.err != nil {
		return false
	}
	to := g.find(len(of.aggregates))
	if to == nil {
		return false
	}
	for i, a := range of.aggregates {
		g.put(&to.cells[i], a, g.arguments[2*i], g.arguments[2*i+1])
	}
	return true
}

// find returns the group with the key, and opens it if it is new; nil if there are too many.
func (g *grouped) find(aggregates int) *batchGroup {
	if g.last != nil && string(g.key) == g.last.key {
		return g.last
	}
	to := g.byKey[string(g.key)]
	if to == nil {
		if len(g.order) == mostBatchGroups {
			return nil
		}
		to = g.open(aggregates)
	}
	g.last = to
	return to
}

// open adds a group, in the memory of one of an earlier batch if there is any.
func (g *grouped) open(aggregates int) *batchGroup {
	if g.byKey == nil {
		g.byKey = map[string]*batchGroup{}
	}
	n := len(g.order)
	if n < cap(g.order) && g.order[:n+1][n] != nil {
		g.order = g.order[:n+1]
	} else {
		g.order = append(g.order, &batchGroup{cells: make([]batchCell, aggregates)})
	}
	to := g.order[n]
	to.key, to.keys = string(g.key), append(to.keys[:0], g.keyValues...)
	g.texts = value.KeepAll(to.keys, g.texts)
	for i := range to.cells {
		c := &to.cells[i]
		c.n, c.numbers, c.values, c.times = 0, c.numbers[:0], c.values[:0], c.times[:0]
	}
	g.byKey[to.key] = to
	g.bytes += len(to.key) + batchValue*len(to.keys)
	return to
}

// put adds what a row has for an aggregate.
func (g *grouped) put(c *batchCell, a *aggregate, v, at value.Value) {
	switch {
	case !a.counted(v):
	case a.counts:
		c.n++
	case a.number != nil:
		if f, ok := v.Float(); ok {
			c.numbers = append(c.numbers, f)
			g.bytes += batchNumber
		}
	default:
		g.texts, v = v.Keep(g.texts)
		g.bytes += batchValue + len(v.Text)
		if c.values = append(c.values, v); len(a.arguments) > 1 {
			c.times = append(c.times, at)
			g.bytes += batchValue
		}
	}
}

// merge implements collector.
func (g *groups) merge(b *Batch) error {
	for _, from := range b.grouped.order {
		to, ok := g.byKey[from.key]
		if !ok {
			var err error
			if to, err = g.open(from.key, from.keys); err != nil {
				return err
			}
		}
		for i, a := range g.aggregates {
			g.mergeCell(&to.cells[i], a, &from.cells[i])
		}
		if err := cmp.Or(g.run.err, g.run.memory.err); err != nil {
			return err
		}
	}
	return nil
}

// mergeCell adds what the rows of a batch have for an aggregate of a group.
func (g *groups) mergeCell(to *cellState, a *aggregate, from *batchCell) {
	to.n += from.n
	for _, f := range from.numbers {
		a.number(to, f)
	}
	for i, v := range from.values {
		at := value.Value{}
		if len(from.times) > 0 {
			at = from.times[i]
		}
		a.add(to, v, at)
	}
	if a.holds {
		g.account(to)
	}
}

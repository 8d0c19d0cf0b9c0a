package cwli

import (
	"math"
	"slices"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// limit compiles a limit: a stage that keeps the first rows in their order.
func (b *builder) limit(c *syntax.Limit) error {
	b.plan.limited = true
	if c.Any {
		b.add("first "+strconv.Itoa(c.Count), b.scope, func(x *Execution, next stage) stage { return &anyStage{next, x, c.Count} })
		return nil
	}
	order, rows := b.sorted(), b.scope
	b.add(topLabel(c), rows, func(x *Execution, next stage) stage {
		t := x.newTop(c.Keyword(), next, rows, order, c.Count)
		t.kept.tail = c.Tail
		return t
	})
	b.unordered()
	return nil
}

// topLabel says how a limit runs.
func topLabel(c *syntax.Limit) string {
	if c.Tail {
		return "last " + strconv.Itoa(c.Count)
	}
	return "top " + strconv.Itoa(c.Count)
}

// top keeps the first limit rows in an order, or the last ones. Rows with equal keys stay in the order in
// which they arrived.
type top struct {
	next    stage
	run     *Execution
	command string // for errors
	order   []sortKey
	limit   int
	kept    ranking
	arrived int64         // rows so far
	keys    []value.Value // of the row being offered
	spare   []*entry      // of a batch before
	frame   *frame
}

// entry is a kept row with its keys.
type entry struct {
	kept
	arrival int64
}

func (e *entry) sortKeys() []value.Value { return e.values[:e.keys] }

// ranking is a heap with the last row at its root: the one to drop. With tail that is
// the first row.
type ranking struct {
	order   []sortKey
	tail    bool
	entries []*entry
}

func (x *Execution) newTop(command string, next stage, rows *schema, order []sortKey, limit int) *top {
	return &top{next: next, run: x, command: command, order: order, limit: limit, kept: ranking{order: order}, keys: make([]value.Value, len(order)), frame: x.newFrame(rows)}
}

// unlimited is the limit of a top that only sorts.
const unlimited = math.MaxInt

// rank computes the keys of a row.
func (t *top) rank(f *frame) {
	t.arrived++
	for i := range t.order {
		t.keys[i] = t.order[i].value(f)
	}
}

func (t *top) push(f *frame) error {
	t.rank(f)
	return t.enter(f)
}

// enter keeps the row whose keys were computed, if it is among the first.
func (t *top) enter(f *frame) error {
	if len(t.kept.entries) < t.limit {
		e := t.newEntry()
		if err := t.fill(e, f); err != nil {
			return err
		}
		t.kept.push(e)
		return nil
	}
	last := t.kept.entries[0]
	if t.kept.before(t.keys, t.arrived, last.sortKeys(), last.arrival) == t.kept.tail {
		return nil
	}
	err := t.fill(last, f)
	t.kept.sink()
	return err
}

// newEntry returns an entry, in the memory of an earlier one if there is any.
func (t *top) newEntry() *entry {
	n := len(t.spare)
	if n == 0 {
		return &entry{}
	}
	e := t.spare[n-1]
	t.spare = t.spare[:n-1]
	return e
}

// fill overwrites an entry with a row, and reuses its memory.
func (t *top) fill(e *entry, f *frame) error {
	before := 0
	if e.arrival > 0 { // a row of it has been taken
		before = e.size()
	}
	e.arrival = t.arrived
	f.keep(&e.kept, t.keys, t.limit <= fewRows)
	return t.run.memory.take(t.command, e.size()-before)
}

// end passes the rows on in their order.
func (t *top) end() error {
	entries := t.kept.entries
	slices.SortFunc(entries, t.kept.compare)
	for i, e := range entries {
		if err := t.run.checked(i); err != nil {
			return err
		}
		t.frame.restore(&e.kept)
		entries[i] = nil
		_ = t.run.memory.take(t.command, -e.size())
		if err := t.next.push(t.frame); err != nil {
			return err
		}
	}
	return t.next.end()
}

// checked returns the error of the context every so many rows.
func (x *Execution) checked(row int) error {
	if row%checkEvery == 0 && x.ctx != nil {
		return x.ctx.Err()
	}
	return nil
}

// compare returns the order of two kept rows.
func (k *ranking) compare(a, b *entry) int {
	if k.before(a.sortKeys(), a.arrival, b.sortKeys(), b.arrival) {
		return -1
	}
	return 1
}

// before reports whether a row with these keys precedes another one.
func (k *ranking) before(keys []value.Value, arrival int64, others []value.Value, otherArrival int64) bool {
	for i := range k.order {
		x, y := &keys[i], &others[i]
		if x.Kind == value.Time && y.Kind == value.Time && x.Num != y.Num { // as most keys are
			return x.Num < y.Num != k.order[i].descending
		}
		order := value.CompareNatural(x, y)
		if k.order[i].descending {
			order = -order
		}
		if order != 0 {
			return order < 0
		}
	}
	return arrival < otherArrival
}

// worse reports whether one entry is dropped before another one.
func (k *ranking) worse(a, b *entry) bool {
	return k.before(b.sortKeys(), b.arrival, a.sortKeys(), a.arrival) != k.tail
}

// push adds an entry to the heap.
func (k *ranking) push(e *entry) {
	k.entries = append(k.entries, e)
	k.rise(len(k.entries) - 1)
}

// rise moves an entry up to where it belongs.
func (k *ranking) rise(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !k.worse(k.entries[i], k.entries[parent]) {
			return
		}
		k.entries[i], k.entries[parent] = k.entries[parent], k.entries[i]
		i = parent
	}
}

// sink puts the root where it belongs after it has changed: down to the end and up again.
// Most belong near the end, so that fewer are compared than on the way down.
func (k *ranking) sink() {
	i := 0
	for child := 1; child < len(k.entries); child = 2*i + 1 {
		if other := child + 1; other < len(k.entries) && k.worse(k.entries[other], k.entries[child]) {
			child = other
		}
		k.entries[i], k.entries[child] = k.entries[child], k.entries[i]
		i = child
	}
	k.rise(i)
}

// anyStage passes the first rows on, and then ends the reading of events.
type anyStage struct {
	stage
	run  *Execution
	left int
}

func (s *anyStage) push(f *frame) error {
	if s.left == 0 {
		return nil
	}
	if s.left--; s.left == 0 {
		s.run.scans[s.run.at].done = true
	}
	return s.stage.push(f)
}

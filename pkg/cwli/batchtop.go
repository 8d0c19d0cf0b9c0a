package cwli

import (
	"cmp"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// reset forgets the rows of a batch, of which merge has copied those that it needs.
func (t *top) reset() {
	if t.spare = append(t.spare, t.kept.entries...); t.run.memory.used > mostBatchBytes {
		t.spare, t.run.memory.used = nil, 0
	}
	t.arrived, t.kept.entries = 0, t.kept.entries[:0]
}

// collect implements collector. The batch has a top of its own, of the run of the Looker.
func (t *top) collect(run *Execution, f *frame, to *Batch) bool {
	if to.top == nil {
		to.top = &top{command: t.command, order: t.order, limit: t.limit, kept: ranking{order: t.order, tail: t.kept.tail}, keys: make([]value.Value, len(t.order))}
	}
	to.top.run = run
	if run.memory.used > mostBatchBytes || f.record != nil && len(f.record.event.Message) > maxKeptMessage {
		return false
	}
	if to.top.rank(f); run.err != nil {
		to.top.arrived--
		return false
	}
	_ = to.top.enter(f) // the run of a Looker has any memory
	return true
}

// merge implements collector.
func (t *top) merge(b *Batch) error {
	if b.top == nil {
		return nil
	}
	entries := b.top.kept.entries
	slices.SortFunc(entries, func(x, y *entry) int { return cmp.Compare(x.arrival, y.arrival) })
	for _, e := range entries {
		e.arrival += t.arrived
		if err := t.offer(e); err != nil {
			return err
		}
	}
	t.arrived += b.top.arrived
	return nil
}

// offer keeps a copy of an entry if it is among the first.
func (t *top) offer(e *entry) error {
	if len(t.kept.entries) < t.limit {
		own := &entry{arrival: e.arrival}
		own.copyOf(&e.kept)
		t.kept.push(own)
		return t.run.memory.take(t.command, own.size())
	}
	last := t.kept.entries[0]
	if t.kept.before(e.sortKeys(), e.arrival, last.sortKeys(), last.arrival) == t.kept.tail {
		return nil
	}
	before := last.size()
	last.arrival = e.arrival
	last.copyOf(&e.kept)
	t.kept.sink()
	return t.run.memory.take(t.command, last.size()-before)
}

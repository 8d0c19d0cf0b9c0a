package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// frame is a row of a part of the query in which the same names are known. The value of
// a slot is computed when it is first read. A frame is used again for the next row.
type frame struct {
	schema *schema
	run    *Execution
	turn   int // changes with the row, which makes all cells stale
	cells  []cell
	base   []value.Value // what the stage that made the row computed
	parent *frame        // the row that this one was made of, whose names it has too
	joined *frame        // the row of another part, of a join
	record *record       // of a row that is an event as it was read

	matches []match // of parse commands
}

// cell is the value of a slot in the row that had this turn.
type cell struct {
	turn  int
	value value.Value
}

func (x *Execution) newFrame(s *schema) *frame {
	f := &frame{schema: s, run: x, cells: make([]cell, len(s.loaders)), matches: make([]match, s.parses)}
	if s.discovers != nil {
		f.record = newRecord(s.discovers)
	}
	return f
}

// next starts another row.
func (f *frame) next() { f.turn++ }

// At implements expr.Row.
func (f *frame) At(slot int) value.Value {
	c := &f.cells[slot]
	if c.turn != f.turn {
		c.turn, c.value = f.turn, f.schema.loaders[slot](f)
	}
	return c.value
}

// Fail implements expr.Row: the error ends the run.
func (f *frame) Fail(err error) { f.run.fail(err) }

// kept is a copy of a row, with values to order it by. It has the event, from which all
// values can be computed again, or the values themselves.
type kept struct {
	values []value.Value // the keys, and unless there is an event those of the schema's inputs
	buffer []byte        // has the texts and the message
	event  *Event
	keys   int32 // how many of the values
	whole  bool  // the event counts
}

// Where few rows are kept, their events are, because of the latest rows nearly every event
// is kept for a while: to copy a message is faster than to find fields in it. Of many rows,
// and of larger messages in bytes, the values are kept, which take less memory.
const (
	fewRows        = 1000
	maxKeptMessage = 8 << 10
)

// keep overwrites k with a copy of the row and of its keys, and uses its memory again. The
// copy has the event, if it can and few are kept.
func (f *frame) keep(k *kept, keys []value.Value, few bool) {
	k.keys = int32(len(keys))
	k.whole = few && f.record != nil && f.record.event != nil && len(f.record.event.Message) <= maxKeptMessage
	if k.whole {
		k.values = append(k.values[:0], keys...)
		k.keepEvent(f.record.event)
		return
	}
	k.values = append(slices.Grow(k.values[:0], len(keys)+len(f.schema.inputs)), keys...)
	for _, slot := range f.schema.inputs {
		k.values = append(k.values, f.At(slot))
	}
	k.buffer = value.KeepAll(k.values, k.buffer[:0])
}

// copyOf overwrites k with another copy, and uses its memory again.
func (k *kept) copyOf(of *kept) {
	k.keys, k.whole = of.keys, of.whole
	k.values = append(k.values[:0], of.values...)
	if k.whole {
		k.keepEvent(of.event)
		return
	}
	k.buffer = value.KeepAll(k.values, k.buffer[:0])
}

// keepEvent copies the event and the values so far.
func (k *kept) keepEvent(e *Event) {
	if k.event == nil {
		k.event = new(Event)
	}
	*k.event = *e
	message := k.event.Message
	k.buffer = append(k.buffer[:0], message...)
	k.buffer = value.KeepAll(k.values, k.buffer)
	k.event.Message = k.buffer[:len(message)]
}

// restore makes the row of a copy the current one. The copy must stay as it is while
// the row is used.
func (f *frame) restore(k *kept) {
	f.next()
	if k.whole {
		f.record.reset(k.event, true)
		return
	}
	if f.record != nil {
		f.record.event = nil // its values are all that is known
	}
	for i, v := range k.values[k.keys:] {
		f.cells[f.schema.inputs[i]] = cell{f.turn, v}
	}
}

// size is about how many bytes a copy takes, with a pointer to it.
func (k *kept) size() int {
	const fixed, perEvent, perValue = 112, 112, 32
	size := fixed + cap(k.buffer) + perValue*cap(k.values)
	if k.event != nil {
		size += perEvent
	}
	return size
}

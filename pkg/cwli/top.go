package cwli

import "container/heap"

// top keeps the first limit rows in the order of the sort keys. Rows with equal
// keys stay in the order in which they arrived.
type top struct {
	*output
	limit   int
	kept    ranking
	arrived int64   // rows so far
	keys    []value // of the row being offered
}

// entry is a kept row. buffer holds its texts.
type entry struct {
	keys, cells []value
	arrival     int64
	buffer      []byte
}

// ranking is a heap with the last row at its root.
type ranking struct {
	order   []sortKey
	entries []*entry
}

func newTop(o *output, limit int) *top {
	return &top{output: o, limit: limit, kept: ranking{order: o.order}, keys: make([]value, len(o.order))}
}

// offer adds a row if it is among the first limit rows so far.
func (t *top) offer(r *row) {
	t.arrived++
	for i := range t.order {
		t.keys[i] = t.order[i].value(r)
	}
	if len(t.kept.entries) < t.limit {
		e := &entry{keys: make([]value, len(t.keys)), cells: make([]value, len(t.columns))}
		t.fill(e, r)
		heap.Push(&t.kept, e)
		return
	}
	last := t.kept.entries[0]
	if t.kept.before(t.keys, t.arrived, last.keys, last.arrival) {
		t.fill(last, r)
		heap.Fix(&t.kept, 0)
	}
}

// fill overwrites an entry with a row, and reuses its memory.
func (t *top) fill(e *entry, r *row) {
	e.arrival, e.buffer = t.arrived, e.buffer[:0]
	for i, v := range t.keys {
		e.buffer, e.keys[i] = keep(e.buffer, v)
	}
	for i, column := range t.columns {
		e.buffer, e.cells[i] = keep(e.buffer, column(r))
	}
}

// rows removes all rows from the heap, the last one first, and returns them in
// order.
func (t *top) rows() [][]Field {
	rows := make([][]Field, len(t.kept.entries))
	for i := len(rows) - 1; i >= 0; i-- {
		rows[i] = t.show(heap.Pop(&t.kept).(*entry))
	}
	return rows
}

// show returns a row as fields, without the cells that have no value.
func (t *top) show(e *entry) []Field {
	row := make([]Field, 0, len(e.cells))
	for i := range e.cells {
		if v := &e.cells[i]; v.kind != absent {
			row = append(row, Field{t.names[i], v.String()})
		}
	}
	return row
}

// before reports whether a row with these keys precedes another one.
func (k *ranking) before(keys []value, arrival int64, others []value, otherArrival int64) bool {
	for i := range k.order {
		order := compareNatural(&keys[i], &others[i])
		if k.order[i].descending {
			order = -order
		}
		if order != 0 {
			return order < 0
		}
	}
	return arrival < otherArrival
}

func (k *ranking) Len() int { return len(k.entries) }
func (k *ranking) Less(i, j int) bool {
	a, b := k.entries[i], k.entries[j]
	return k.before(b.keys, b.arrival, a.keys, a.arrival)
}
func (k *ranking) Swap(i, j int) { k.entries[i], k.entries[j] = k.entries[j], k.entries[i] }
func (k *ranking) Push(x any)    { k.entries = append(k.entries, x.(*entry)) }
func (k *ranking) Pop() any {
	last := k.entries[len(k.entries)-1]
	k.entries = k.entries[:len(k.entries)-1]
	return last
}

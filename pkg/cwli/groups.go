package cwli

import (
	"encoding/binary"
	"fmt"
	"math"
)

// MaxGroups bounds the memory of stats: the event that would open one group
// more ends the execution with a *TooManyGroupsError.
const MaxGroups = 1_000_000

// TooManyGroupsError tells that stats would need more than Limit groups.
type TooManyGroupsError struct{ Limit int }

func (e *TooManyGroupsError) Error() string {
	return fmt.Sprintf("stats: more than %d groups: filter first, or group by fewer values", e.Limit)
}

// countNothing decides what stats without "by" gives when no event matched: no
// row, or one whose counts are 0. Nobody has documented what the service does.
const countNothing = false

type group struct {
	keys  []value
	cells []cell
}

// groups collects the events of an aggregation. A missing key is a key of its
// own, and its cell is left out of the row.
type groups struct {
	*aggregation
	limit int
	byKey map[string]*group
	order []*group // as they first occurred
	last  *group   // neighbouring events often share one
	key   []byte
	lastKey []byte // last's key
	keyValues  []value
}

func newGroups(a *aggregation) *groups {
	return &groups{aggregation: a, limit: MaxGroups, byKey: map[string]*group{}, keyValues: make([]value, len(a.keys))}
}

func (g *groups) add(r *row) error {
	to, err := g.find(r)
	if err != nil {
		return err
	}
	for i := range g.aggregates {
		a := &g.aggregates[i]
		if a.argument == nil {
			a.add(&to.cells[i], value{})
		} else if v := a.argument(r); v.kind != absent {
			a.add(&to.cells[i], v)
		}
	}
	return nil
}

func (g *groups) find(r *row) (*group, error) {
	g.key = g.key[:0]
	for i, key := range g.keys {
		g.keyValues[i] = key(r)
		g.key = appendKey(g.key, &g.keyValues[i])
	}
	if g.last != nil && string(g.key) == string(g.lastKey) {
		return g.last, nil
	}
	to, ok := g.byKey[string(g.key)]
	if !ok {
		if len(g.order) == g.limit {
			return nil, &TooManyGroupsError{g.limit}
		}
		to = g.open()
	}
	g.last, g.lastKey = to, append(g.lastKey[:0], g.key...)
	return to, nil
}

func (g *groups) open() *group {
	to := &group{keys: make([]value, len(g.keyValues)), cells: make([]cell, len(g.aggregates))}
	var texts []byte
	for i, v := range g.keyValues {
		texts, to.keys[i] = keep(texts, v)
	}
	g.byKey[string(g.key)] = to
	g.order = append(g.order, to)
	return to
}

// appendKey writes a value so that different values never read the same.
func appendKey(key []byte, v *value) []byte {
	key = append(key, byte(v.kind))
	switch v.kind {
	case number, instant:
		return binary.LittleEndian.AppendUint64(key, math.Float64bits(v.num))
	case text:
		key = binary.AppendUvarint(key, uint64(len(v.text)))
		return append(key, v.text...)
	}
	return key
}

// each calls visit for every group as a row.
func (g *groups) each(visit func(*row)) {
	if countNothing && len(g.order) == 0 && len(g.keys) == 0 {
		g.open()
	}
	r := &row{values: make([]value, len(g.keys)+len(g.aggregates))}
	for _, from := range g.order {
		copy(r.values, from.keys)
		for i := range g.aggregates {
			r.values[len(from.keys)+i] = g.aggregates[i].result(&from.cells[i])
		}
		visit(r)
	}
}

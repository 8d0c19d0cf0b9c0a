package cwli

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
)

// MaxGroups is the largest number of groups that stats may have, which bounds its
// memory. An event that would open another one ends the run with a
// *TooManyGroupsError.
const MaxGroups = 1_000_000

// TooManyGroupsError is the error of a query whose stats needs more than Limit
// groups.
type TooManyGroupsError struct{ Limit int }

// Error returns the limit and what the author of the query can do.

func (e *TooManyGroupsError) Error() string {
	return fmt.Sprintf("stats: more than %d groups: filter first, or group by fewer values", e.Limit)
}

type group struct {
	keys  []value
	cells []cell
}

// groups is the state of an aggregation. Events without a key's field are a group
// of their own, whose row has no such cell.
type groups struct {
	*aggregation
	limit     int
	byKey     map[string]*group
	order     []*group // in the order in which they first occurred
	last      *group   // of the event before, since many events have the same group as it
	key       []byte
	lastKey   []byte // last's key
	keyValues []value
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

// find returns the group of an event, and opens it if it is new.
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

// open adds a group with the key of the event being read.
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

// appendKey appends a value to a group's key. Two values give the same key if they
// show as the same text, such as true, 1 and "1", which all show as 1: rows that
// look the same are one group. A time takes its number instead, because an
// expression has only times or none.
func appendKey(key []byte, v *value) []byte {
	switch v.kind {
	case absent:
		return append(key, 0)
	case instant:
		return binary.LittleEndian.AppendUint64(append(key, 1), math.Float64bits(v.num))
	case number:
		var buffer [32]byte
		return appendText(key, appendNumber(buffer[:0], v.num))
	}
	return appendText(key, v.text)
}

// appendText appends a text with its length, so that no two lists of texts give the
// same bytes.
func appendText[T string | []byte](key []byte, text T) []byte {
	key = binary.AppendUvarint(append(key, 2), uint64(len(text)))
	return append(key, text...)
}

// newGroupRow returns a row for groups.each.
func newGroupRow(p *plan) *row {
	return &row{plan: p, values: make([]value, len(p.stats.keys)+len(p.stats.aggregates)), memos: make([]memo, p.memos)}
}

// checkEvery is the number of groups after which each looks at its context.
const checkEvery = 1024

// each calls visit for every group, stored in r, in order. If no event matched there
// is none, also without by; AWS does not document what the service does then. The
// error is that of ctx.
func (g *groups) each(ctx context.Context, r *row, visit func(*row)) error {
	for n, from := range g.order {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r.turn++
		copy(r.values, from.keys)
		for i := range g.aggregates {
			r.values[len(from.keys)+i] = g.aggregates[i].result(&from.cells[i])
		}
		visit(r)
	}
	return nil
}

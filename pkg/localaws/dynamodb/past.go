package dynamodb

import (
	"slices"
	"time"
)

// remembered is the number of changes that a table keeps for reads that are not consistent.
const remembered = 256

// past has the last changes of a table, oldest first.
type past []change

// change is a row of a table that was replaced at a time. Either may be nil.
type change struct {
	at        time.Time
	old, next *row
}

// key returns the key of both rows.
func (c change) key() key {
	if c.old != nil {
		return c.old.key
	}
	return c.next.key
}

func (p *past) add(at time.Time, old, next *row) {
	if old == nil && next == nil { // a deletion of nothing
		return
	}
	if len(*p) == remembered {
		*p = slices.Delete(*p, 0, 1)
	}
	*p = append(*p, change{at, old, next})
}

// row returns the row with a key as it was at a time, given the row as it is.
func (p past) row(now *row, k key, then time.Time) *row {
	for _, c := range slices.Backward(p) {
		if !c.at.After(then) {
			break
		}
		if c.key() == k {
			now = c.old
		}
	}
	return now
}

// partition returns a partition as it was at a time, given the rows that it has.
func (p past) partition(now []*row, hash string, then time.Time) []*row {
	if len(p) == 0 || !p[len(p)-1].at.After(then) {
		return now
	}
	was := rows{hash: slices.Clone(now)}
	for _, c := range slices.Backward(p) {
		if !c.at.After(then) {
			break
		}
		if c.key().hash == hash {
			was.replace(c.next, c.old)
		}
	}
	return was[hash]
}

// staleness returns a function that returns the time of which a read sees the table.
func (c *Core) staleness(consistent *bool) func() time.Time {
	return func() time.Time {
		if c.Hooks.Stale == nil || consistent != nil && *consistent {
			return c.now()
		}
		return c.now().Add(-c.Hooks.Stale())
	}
}

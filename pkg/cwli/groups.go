package cwli

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// MaxGroups is the largest number of groups that stats may have. A row that would open
// another one ends the run with a *TooManyGroupsError, if the memory for them does not
// end before.
const MaxGroups = 1_000_000

// TooManyGroupsError is the error of a query whose stats needs more than Limit
// groups.
type TooManyGroupsError struct{ Limit int }

// Error returns the limit and what the author of the query can do.
func (e *TooManyGroupsError) Error() string {
	return fmt.Sprintf("stats: more than %d groups: filter first, or group by fewer values", e.Limit)
}

// group is a group of rows with the same keys.
type group struct {
	keys  []value.Value
	cells []cellState
	size  int // about how many bytes it takes, without what its cells hold
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
		frame: x.newFrame(a.rows)}
}

func (g *groups) push(f *frame) error {
	to, err := g.find(f)
	if err != nil {
		return err
	}
	for i, a := range g.aggregates {
		a.take(&to.cells[i], f)
		if a.holds {
			g.account(&to.cells[i])
		}
	}
	return cmp.Or(g.run.err, g.run.memory.err)
}

// take adds the values of a row to a cell.
func (a *aggregate) take(c *cellState, f *frame) {
	if v, at := a.read(f); a.counted(v) {
		a.add(c, v, at)
	}
}

// read returns the value of a row, absent without an argument, and its time if that decides.
func (a *aggregate) read(f *frame) (v, at value.Value) {
	if len(a.arguments) > 0 {
		v = a.arguments[0](f)
	}
	if len(a.arguments) > 1 && a.counted(v) {
		at = a.arguments[1](f)
	}
	return v, at
}

// counted reports whether add gets a value.
func (a *aggregate) counted(v value.Value) bool {
	return v.Present() || len(a.arguments) == 0 || a.all && len(a.arguments) > 1
}

// heldText is how long a text is that a cell may hold without more memory than the group has
// taken.
const heldText = 32

// account takes the memory for the text that a cell holds now. As what other aggregates take, it
// never becomes less: so the order of the rows of different groups makes no difference to
// whether the memory is enough.
func (g *groups) account(c *cellState) {
	if n := len(c.held.Text) - heldText; n > c.taken {
		_ = g.run.memory.take("stats", n-c.taken) // the budget keeps the error
		c.taken = n
	}
}

// find returns the group of a row, and opens it if it is new.
func (g *groups) find(f *frame) (*group, error) {
	g.key, g.keyValues = g.keyOf(f, g.key[:0], g.keyValues[:0])
	if g.last != nil && string(g.key) == string(g.lastKey) {
		return g.last, nil
	}
	to, ok := g.byKey[string(g.key)]
	if !ok {
		var err error
		if to, err = g.open(string(g.key), g.keyValues); err != nil {
			return nil, err
		}
	}
	g.last, g.lastKey = to, append(g.lastKey[:0], g.key...)
	return to, nil
}

// keyOf appends the key of a row, and the values that it is made of.
func (a *aggregation) keyOf(f *frame, key []byte, values []value.Value) ([]byte, []value.Value) {
	for _, of := range a.keys {
		v := of(f).Plain()
		key, values = v.AppendKey(key), append(values, v)
	}
	return key, values
}

// open adds a group.
func (g *groups) open(key string, keys []value.Value) (*group, error) {
	if len(g.order) == g.limit {
		return nil, &TooManyGroupsError{g.limit}
	}
	to := &group{keys: slices.Clone(keys), cells: make([]cellState, len(g.aggregates))}
	texts := value.KeepAll(to.keys, nil)
	for i, a := range g.aggregates {
		if a.start != nil {
			to.cells[i].more = a.start(&g.run.memory)
		}
		if a.holds {
			to.size += heldText
		}
	}
	g.byKey[key] = to
	g.order = append(g.order, to)
	const fixed, perKey, perCell = 128, 32, 80
	to.size += fixed + len(key) + len(texts) + perKey*len(to.keys) + perCell*len(to.cells)
	return to, g.run.memory.take("stats", to.size)
}

// end passes the groups on, each of which is not needed any more then. If no row arrived there is none, also without by; AWS does
// not document what the service does then.
func (g *groups) end() error {
	g.byKey, g.last = nil, nil
	for i, from := range g.order {
		g.order[i] = nil
		_ = g.run.memory.take("stats", -from.size)
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

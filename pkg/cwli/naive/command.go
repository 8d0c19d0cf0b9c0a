package naive

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// row is a row of a table: its fields by name, and for a group the rows in it.
type row struct {
	fields  map[string]value
	members []row
	block   int // of groups: rows of one block are in any order
}

// with returns a copy of the row that has another value in a field.
func (r row) with(name string, v value) row {
	fields := maps.Clone(r.fields)
	fields[name] = v
	return row{fields: fields, block: r.block}
}

// table holds the rows between two commands.
type table struct {
	rows    []row
	columns []string // shown, if there are any
	made    []string // of parse and expand, shown after them
	grouped bool     // the rows are groups
}

// added returns columns with others after them, each once.
func added(columns []string, names ...string) []string {
	columns = slices.Clip(columns)
	for _, name := range names {
		if name != "" && !slices.Contains(columns, name) {
			columns = append(columns, name)
		}
	}
	return columns
}

// command is a command of a query. It prints itself as the language is written.
type command interface {
	String() string
	apply(e *evaluation, t *table)
}

// item is an expression that makes a column.
type item struct {
	of    expression
	alias string
}

func (i item) name() string {
	if i.alias != "" {
		return i.alias
	}
	return i.of.String()
}

func (i item) String() string {
	if i.alias != "" {
		return i.of.String() + " as " + i.alias
	}
	return i.of.String()
}

// filter keeps the rows for which a condition holds.
type filter struct {
	word string // filter or where
	of   expression
}

func (f filter) String() string { return f.word + " " + f.of.String() }

func (f filter) apply(e *evaluation, t *table) {
	t.rows = slices.DeleteFunc(t.rows, func(r row) bool { return !f.of.eval(e, r).holds() })
}

// fields adds columns; display replaces those that there are.
type fields struct {
	display bool
	items   []item
}

func (f fields) String() string {
	if f.display {
		return "display " + joined(f.items)
	}
	return "fields " + joined(f.items)
}

func (f fields) apply(e *evaluation, t *table) {
	if f.display {
		t.columns, t.made = nil, nil
	}
	for _, item := range f.items {
		t.columns = added(t.columns, item.name())
		for i, r := range t.rows {
			t.rows[i] = r.with(item.name(), item.of.eval(e, r))
		}
	}
}

// sortKey is a column and a direction; "" ascends.
type sortKey struct{ name, direction string }

func (k sortKey) String() string { return strings.TrimSpace(k.name + " " + k.direction) }

// sortBy orders the rows. Those that it finds equal keep their order.
type sortBy struct {
	word string // sort, sort by or order by
	keys []sortKey
}

func (s sortBy) String() string { return s.word + " " + joined(s.keys) }

func (s sortBy) apply(e *evaluation, t *table) {
	compare := func(a, b row) int {
		for i, key := range s.keys {
			c := e.rules.order(e, a.fields[key.name], b.fields[key.name])
			if e.rules.direction(i, key.direction == "desc") {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	}
	slices.SortStableFunc(t.rows, compare)
	for i := range t.rows {
		t.rows[i].block = i
		if i > 0 && compare(t.rows[i-1], t.rows[i]) == 0 {
			t.rows[i].block = t.rows[i-1].block
		}
	}
}

// dedup keeps the first row of each key, and every row without a whole key.
// Source: CWL_QuerySyntax-Dedup.
type dedup struct{ names []string }

func (d dedup) String() string { return "dedup " + strings.Join(d.names, ", ") }

func (d dedup) apply(e *evaluation, t *table) {
	keys := make([]string, len(t.rows))
	for i, r := range t.rows {
		keys[i] = d.key(e, r)
	}
	i, kept := 0, e.rules.kept(keys)
	t.rows = slices.DeleteFunc(t.rows, func(row) bool { i++; return !kept[i-1] })
}

// key is "" for a row without a whole key.
func (d dedup) key(e *evaluation, r row) (key string) {
	for _, name := range d.names {
		if !r.fields[name].present() {
			return ""
		}
		key += strconv.Quote(e.label(r.fields[name]))
	}
	return key
}

// firstOnly returns which rows dedup keeps, by their keys.
func firstOnly(keys []string) (kept []bool) {
	seen := map[string]bool{"": false}
	for _, key := range keys {
		kept = append(kept, !seen[key])
		seen[key] = key != ""
	}
	return kept
}

// limit keeps the first rows.
type limit struct {
	word string // limit or head
	n    int
}

func (l limit) String() string { return fmt.Sprintf("%s %d", l.word, l.n) }

func (l limit) apply(e *evaluation, t *table) {
	n := e.rules.limit(l.n)
	if n >= len(t.rows) {
		return
	}
	if t.grouped && n > 0 && t.rows[n-1].block == t.rows[n].block {
		e.doubt = true // which of the groups are shown is open
	}
	t.rows = t.rows[:n]
}

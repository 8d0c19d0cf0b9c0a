package naive

import (
	"slices"
	"strconv"
	"strings"
)

// stats makes groups. The order of groups is open, unless the only key is a bin:
// then the newest comes first, as in rows of the service.
type stats struct {
	items []item
	by    []item
}

func (s stats) String() string {
	text := "stats " + joined(s.items)
	if len(s.by) > 0 {
		text += " by " + joined(s.by)
	}
	return text
}

func (s stats) apply(e *evaluation, t *table) {
	if len(t.rows) == 0 && len(s.by) == 0 {
		e.doubt = true // one row or none: not described
	}
	t.rows = s.groups(e, t.rows)
	for i := range t.rows {
		for _, item := range s.items {
			t.rows[i].fields[item.name()] = item.of.eval(e, t.rows[i])
		}
		t.rows[i].members = nil
	}
	t.columns, t.made, t.grouped = nil, nil, true
	for _, item := range slices.Concat(s.by, s.items) {
		t.columns = append(t.columns, item.name())
	}
	s.newestFirst(t.rows)
}

// groups returns a row for each combination of keys, in the order of occurrence.
func (s stats) groups(e *evaluation, rows []row) (groups []row) {
	index := map[string]int{}
	for _, r := range rows {
		keys, name := map[string]value{}, ""
		for _, item := range s.by {
			v := item.of.eval(e, r)
			keys[item.name()] = v
			name += e.rules.key(e, v)
		}
		if _, known := index[name]; !known {
			index[name] = len(groups)
			groups = append(groups, row{fields: keys})
		}
		group := &groups[index[name]]
		group.members = append(group.members, r)
	}
	return groups
}

// groupKey parts what is shown differently, and absent values from empty ones.
// Source: docs/query-language.md.
func groupKey(e *evaluation, v value) string {
	if !v.present() {
		return "-"
	}
	return strconv.Quote(e.label(v))
}

func (s stats) newestFirst(rows []row) {
	if len(s.by) != 1 {
		return
	}
	if b, ok := s.by[0].of.(bin); !ok || strings.HasPrefix(b.name, "date") {
		return
	}
	name := s.by[0].name()
	slices.SortStableFunc(rows, func(a, b row) int {
		return b.fields[name].number.Cmp(a.fields[name].number)
	})
	for i := range rows {
		rows[i].block = i
	}
}

// label is the shown text of a value that stands for it in keys and lists. Whether
// fractions that are shown alike are one is not described.
func (e *evaluation) label(v value) string {
	if v.kind == computed && !v.number.IsInt() {
		e.doubt = true
	}
	return e.show(v)
}

package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// noteShared notes queries that could be one: they read the same log groups under the same
// bounds, and have the same text, or texts that differ in the values of a last stats only.
// A filter that differs is not looked at: its rows are not always those of a group of
// stats by its field, where 1, true and "1" are three.
func (b *builder) noteShared() {
	alike, order := map[string]*shared{}, []*shared{}
	for i := range b.report.Queries {
		q := &b.report.Queries[i]
		read := b.queries[q.ID]
		if read.tree == nil || read.ofItem() {
			continue // its text is not known, or it is one of many that were made on purpose
		}
		key := sharedKey(q, read)
		one, known := alike[key]
		if !known {
			one = newShared(q, read)
			alike[key], order = one, append(order, one)
		}
		one.take(read)
	}
	for _, one := range order {
		one.note()
	}
}

// sharedKey is the same for queries that scan the same for the same rows.
func sharedKey(q *report.Query, read query) string {
	parts := append(slices.Sorted(slices.Values(q.LogGroups)), read.source, fmt.Sprint(q.MaxRows, q.MaxScan, q.MaxBytes))
	begin, last := lastStats(read.tree)
	parts = append(parts, (&syntax.Query{Commands: begin}).String())
	if last != nil {
		parts = append(parts, "stats", by(last))
	}
	return strings.Join(parts, "\x00")
}

// lastStats returns the commands before a stats that ends a query, and it; without one all
// commands and nil.
func lastStats(tree *syntax.Query) (begin []syntax.Command, last *syntax.Stats) {
	n := len(tree.Commands) - 1
	if last, is := tree.Commands[n].(*syntax.Stats); is {
		return tree.Commands[:n], last
	}
	return tree.Commands, nil
}

// by returns what stats groups by, as it is written; empty: nothing.
func by(s *syntax.Stats) string {
	grouped := syntax.Stats{By: s.By, Offset: s.Offset}
	return strings.TrimSpace(strings.TrimPrefix(grouped.String(), "stats"))
}

// shared are queries with the same key that could be one.
type shared struct {
	groups string // words for the log groups
	begin  string // the commands before stats
	values sharedValues
	by     string // of stats
	ids    []string
	second value // the text of the second query
}

func newShared(q *report.Query, read query) *shared {
	begin, last := lastStats(read.tree)
	s := &shared{begin: (&syntax.Query{Commands: begin}).String(), groups: "log groups"} // that SOURCE selects
	switch n := len(q.LogGroups); {
	case n == 1:
		s.groups = "log group"
	case n > 1:
		s.groups = fmt.Sprintf("%d log groups", n)
	}
	if last != nil {
		s.by = by(last)
	}
	s.values.room = maxQuery - len(read.source) - len(s.begin) - len(s.by) - len(" | stats  ")
	return s
}

// take adds a query, unless its values and those before would not go together.
func (s *shared) take(q query) {
	if _, last := lastStats(q.tree); last != nil && !s.values.add(last.Values) {
		return
	}
	if s.ids = append(s.ids, q.id); len(s.ids) == 2 {
		s.second = q.at
	}
}

// maxHint is how many characters of a query a hint has.
const maxHint = 200

// note notes the queries, if there are several and the one that they could be is valid.
func (s *shared) note() {
	if len(s.ids) < 2 {
		return
	}
	hint := "the sections of all may show one of them"
	if s.values.differ {
		stats := strings.TrimSpace("stats " + strings.Join(s.values.texts, ", ") + " " + s.by)
		if _, err := syntax.Parse(strings.TrimPrefix(s.begin+" | "+stats, " | ")); err != nil {
			return
		}
		hint = "end it in `" + text.Limit(stats, maxHint) + "`; each section says by `value` or `columns` what it shows"
	}
	s.second.note(s.second.at(), hint, "query: each of %s scans the same %s: one query with %d sections scans once",
		shownNames(s.ids), s.groups, len(s.ids))
}

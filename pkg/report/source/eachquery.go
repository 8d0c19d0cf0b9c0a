package source

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

// eachQueries are the queries with a for_each.
type eachQueries struct {
	items map[string]items // by the ID in the file
	taken map[string]bool  // IDs of queries, also of those in the file with a for_each
	last  map[string]int   // by beginning of an ID: the number of the last one
}

func newEachQueries(entries []entry) eachQueries {
	e := eachQueries{items: map[string]items{}, taken: map[string]bool{}, last: map[string]int{}}
	for _, entry := range entries {
		e.taken[entry.key.Value] = true
	}
	return e
}

const maxID = 40 // characters: queryID

// free returns the ID of a query for an item, and takes it: the ID in the file, _ and the
// item with _ in place of what an ID cannot have, cut to 40 characters. A number makes it
// another one than all IDs before.
func (e eachQueries) free(id, item string) string {
	whole := strings.TrimRight(id+"_"+safe(item), "_")
	base := strings.TrimRight(whole[:min(len(whole), maxID)], "_")
	made := base
	for n := max(e.last[base], 1) + 1; e.taken[made]; n++ {
		number := fmt.Sprintf("_%d", n)
		made, e.last[base] = strings.TrimRight(base[:min(len(base), maxID-len(number))], "_")+number, n
	}
	e.taken[made] = true
	return made
}

// safe returns a text in small letters and digits, with one _ in place of all other
// characters in a row.
func safe(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.Trim(b.String(), "_")
}

// readEach reads a query, with for_each one for each item.
func (b *builder) readEach(id string, v value) {
	all, there := b.queryItems(id, v)
	if !there {
		b.readQuery(id, v)
		return
	}
	b.each.items[id] = all
	v.perItem(all, func(v value) { b.readQuery(v.each.id, v) })
	if !all.used() {
		all.problem(all.at(), "", "for_each without {{each}}: want it in the query or its log_groups, as all queries are the same without it")
	}
}

// queryItems returns the items of a query, with the IDs that they make.
func (b *builder) queryItems(id string, v value) (all items, there bool) {
	if v.node.Kind != yaml.MappingNode {
		return all, false
	}
	m, _ := v.mapping(queryKeys, wantQuery)
	each, there := m.get("for_each")
	if !there {
		return all, false
	}
	if v.each != nil {
		each.problem(each.at(), "use a parameter for one of them", "for_each on the report and on a query: want one of them, as {{each}} stands for one item")
		return all, false
	}
	all = readItems(each)
	if n := len(b.report.Queries) + len(all.all); n > report.MaxQueries {
		each.problem(each.at(), "split the report", "for_each makes at least %d queries of the report: want at most %d", n, report.MaxQueries)
		all.all = all.none()
	}
	if !all.fit(v) {
		all.all = all.none()
	}
	for _, it := range all.all {
		it.query, it.id = id, id
		if !it.invalid {
			it.id = b.each.free(id, it.text)
		}
	}
	return all, true
}

// ofItem reports whether a for_each of the query made it.
func (q query) ofItem() bool { return q.each != nil && q.each.query != "" }

// title returns the title of a section of the query without one of its own.
func (q query) title() string {
	if q.ofItem() && !q.each.invalid {
		return q.each.text
	}
	return q.id
}

// queryShown returns the query that a section names by an ID: of one with for_each, that
// of the item that the section is read for.
func (b *builder) queryShown(m mapping, id string) (query, bool) {
	if m.each != nil && m.each.query == id {
		id = m.each.id
	}
	q, known := b.queries[id]
	return q, known
}

// eachHint names the queries that for_each makes of a query.
func (b *builder) eachHint(id string) string {
	all, there := b.each.items[id]
	if !there || b.root.full() {
		return ""
	}
	var ids []string
	for _, it := range all.all {
		ids = append(ids, it.id)
	}
	return "for_each makes of it " + shownNames(ids)
}

// itemsShown returns the items of the query that a section shows.
func (b *builder) itemsShown(m mapping) (items, bool) {
	v, there := m.get("query")
	if !there || v.node.Kind != yaml.ScalarNode {
		return items{}, false
	}
	all, is := b.each.items[v.node.Value]
	return all, is
}

// readSection reads a section, of a query with for_each one for each item.
func (b *builder) readSection(v value) {
	m, ok := v.mapping(sectionKeys, wantSection)
	if !ok {
		return
	}
	all, is := b.itemsShown(m)
	if !is {
		b.report.Sections = append(b.report.Sections, b.section(m))
		return
	}
	if !all.fit(v) {
		return
	}
	v.perItem(all, func(v value) {
		m, _ := v.mapping(sectionKeys, wantSection)
		conditions := len(b.conditions)
		s := b.section(m)
		if len(b.conditions) > conditions {
			s.SendWhen = b.conditions[conditions].ofItem(&s, v.each)
		}
		b.report.Sections = append(b.report.Sections, s)
	})
	if title, there := m.get("title"); there && len(all.all) > 1 && !eachText().MatchString(title.node.Value) {
		title.note(title.at(), "", "title without {{each}}: all %d sections have it", len(all.all))
	}
}

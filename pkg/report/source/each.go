package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// eachName is the name of the parameter that stands for an item of for_each.
const eachName = "each"

// eachPattern matches where an item of for_each stands in a text.
const eachPattern = `\{\{\s*each\s*\}\}`

var eachText = lazyregexp.New(eachPattern)

const (
	wantItems = "a list such as [acme, globex], or { file: tenants.yaml }"
	wantItem  = "one line of at most 200 characters, without spaces around it"
)

// item is an item of for_each, of the report or of a query.
type item struct {
	scalar // as it is written; of a report the place of its name

	query   string // the ID of the query in the file; empty: of the report
	id      string // of the query for this item
	invalid bool   // there is no valid item: this one stands for all, and what has it is not checked
	used    bool   // {{each}} stands in a text
}

// items are those of one for_each, at least one.
type items struct {
	value // of for_each
	all   []*item
}

// readItems reads the items of for_each, of which there are at most as many as a report
// may have queries.
func readItems(v value) items {
	all := items{value: v}
	list := v
	if v.node.Kind == yaml.MappingNode {
		list = v.itemsFile()
	}
	if list.reader != nil && list.count() {
		all.all = list.items()
	}
	if len(all.all) == 0 {
		all.all = all.none()
	}
	return all
}

// none returns what stands for items that have a mistake.
func (all items) none() []*item {
	return []*item{{scalar: scalar{value: all.value, text: "item"}, invalid: true}}
}

// count refuses a list with more items than there may be queries.
func (v value) count() bool {
	n := len(v.node.Content)
	if n > report.MaxQueries {
		v.invalid("at most %d items, not %d", report.MaxQueries, n)
	}
	return n <= report.MaxQueries
}

// items reads a list of items, each of which is there once.
func (v value) items() (all []*item) {
	first := map[string]int{} // by text: the line
	for _, one := range v.list(wantItems, "item of for_each") {
		s, ok := one.scalar("text, a number or a word", "!!str", "!!int", "!!float", "!!bool", "!!timestamp")
		if !ok {
			continue
		}
		if !validItem(s.text) {
			s.invalid(wantItem)
			continue
		}
		if line, seen := first[s.text]; seen {
			s.problem(s.at(), "leave one out", "duplicate item %s of for_each, first in line %d", quoted(s.text), line)
			continue
		}
		first[s.text] = s.node.Line
		all = append(all, &item{scalar: s})
	}
	return all
}

// validItem reports whether a text can be a part of a title.
func validItem(s string) bool {
	return utf8.RuneCountInString(s) <= maxTitle && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, unicode.IsControl)
}

// used reports whether {{each}} stands in some text.
func (all items) used() bool {
	return slices.ContainsFunc(all.all, func(it *item) bool { return it.used || it.invalid })
}

// fit reports whether a value is small enough to be read for each item. It refuses one
// that makes the file too large.
func (all items) fit(v value) bool {
	m := sizes{known: map[*yaml.Node]int{}}
	list := m.of(all.node) // which is read once
	v.repeated += (len(all.all) - 1) * max(m.of(v.node)-list, 1)
	if v.repeated > maxExpanded {
		all.problem(all.at(), "", "for_each makes the file too large: want at most %d MiB when the text is repeated for each item", maxExpanded>>20)
	}
	return v.repeated <= maxExpanded
}

// names returns the texts of the items.
func (all items) names() (names []string) {
	for _, it := range all.all {
		names = append(names, it.text)
	}
	return names
}

// itemHere returns the item that {{each}} stands for at a place, nil if there is none.
// What has it is marked as used.
func (v value) itemHere() *item {
	if v.each != nil {
		v.each.used = true
	}
	return v.each
}

// noteEach notes an {{each}} that stands for itself, as no for_each is around it.
func (s scalar) noteEach() {
	if s.each == nil && eachText().MatchString(s.node.Value) {
		s.note(s.at(), "", "%s: {{each}} stands for itself: want for_each on the report, or on the query of the section", s.what)
	}
}

package source

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

// built is a report that was made of a file. It is incomplete if there are problems.
type built struct {
	report *report.Report
	name   scalar // empty if it is missing or invalid
	tests  []Test
	each   string // its item, if for_each made it

	environments []string
}

// buildAll makes the report of a file, or with for_each one for each item.
func buildAll(root value, options Options) (reports []built) {
	root.what = "report file"
	all, there := reportItems(root)
	if !there {
		return []built{build(root, items{}, options)}
	}
	root.perItem(all, func(root value) { reports = append(reports, build(root, all, options)) })
	if !all.used() {
		all.problem(all.at(), "", "for_each without {{each}}: want it in queries, log_groups, titles or destinations, as all reports are the same without it")
	}
	return reports
}

func build(root value, all items, options Options) built {
	b := &builder{options: options, report: &report.Report{}, queries: map[string]query{}, items: all}
	b.build(root)
	made := built{report: b.report, name: b.name, tests: b.readTests(), environments: b.environments}
	if root.each != nil {
		made.each = root.each.text
	}
	return made
}

// reportItems returns the items of for_each on the report.
func reportItems(root value) (all items, there bool) {
	if root.node.Kind != yaml.MappingNode {
		return all, false
	}
	m, _ := root.mapping(reportKeys, wantReport)
	each, there := m.get("for_each")
	if !there {
		return all, false
	}
	all = readItems(each)
	queries, _ := m.get("queries")
	if !all.fit(root) || queries.node != nil && !all.fewQueries(queries) {
		all.all = all.none()
	}
	return all, true
}

// fewQueries refuses more queries in all reports of a file than one report may have.
func (all items) fewQueries(queries value) bool {
	n := len(all.all) * len(queries.node.Content) / 2
	if n > report.MaxQueries {
		all.problem(all.at(), "split the list", "for_each makes %d queries in all reports: want at most %d", n, report.MaxQueries)
	}
	return n <= report.MaxQueries
}

// nameReport gives the report its name: that of the file, with for_each a - and the item
// after it.
func (b *builder) nameReport(s scalar) {
	it := b.root.each
	if it == nil || it.invalid {
		b.name, b.report.Name = s, s.text
		return
	}
	name := s.text + "-" + it.text
	if !report.ValidName(name) {
		it.problem(it.at(), "write the item so that it can end a name", "item %s of for_each makes the report name %s: want %s", quoted(it.text), quoted(name), wantName)
		return
	}
	b.name = it.scalar
	b.name.text, b.report.Name = name, name
}

// testIsHere reports whether a test is one of the report: with for_each a test is of all
// items, or of the one under each.
func (b *builder) testIsHere(m mapping) bool {
	v, there := m.get(eachName)
	if !there {
		return true
	}
	if b.root.each == nil {
		v.problem(v.at(), "leave it out", "each in a test of a report without for_each")
		return false
	}
	s, ok := v.scalar(wantItem, "!!str", "!!int", "!!float", "!!bool", "!!timestamp")
	names := b.items.names()
	if !ok || b.root.each.invalid {
		return false
	}
	if !slices.Contains(names, s.text) {
		s.invalidText(s.text, s.didYouMean(s.text, names), "an item of for_each: "+shownNames(names))
		return false
	}
	return s.text == b.root.each.text
}

// ofAll reports whether a test is of several reports.
func (b *builder) ofAll(m mapping) bool { return len(b.items.all) > 1 && !m.has(eachName) }

// testName returns the name of a test, with the item if the test is of several.
func (b *builder) testName(m mapping, name scalar) string {
	if !b.ofAll(m) || name.unresolved || eachText().MatchString(name.node.Value) {
		return name.text
	}
	return name.text + " (" + b.root.each.text + ")"
}

// refuseSharedGolden refuses a golden file that has the reports of several items.
func (b *builder) refuseSharedGolden(m mapping) {
	if v, there := m.get("golden"); there && b.ofAll(m) && !eachText().MatchString(v.node.Value) {
		v.problem(v.at(), "", "golden without {{each}} in a test of %d reports: want it in the path, or each: ITEM in the test", len(b.items.all))
	}
}

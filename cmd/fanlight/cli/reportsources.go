package cli

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// namedBySource are the log groups that SOURCE names in the queries of a report, also in
// those that run only on AWS. As files belong to no account, they have none.
type namedBySource struct{ names, prefixes []string }

func sourcesOf(r *report.Report) (n namedBySource) {
	for _, q := range r.Queries {
		named := source.Sources(q.Text)
		n.names = append(n.names, groupNames(named.LogGroups)...)
		for _, prefix := range named.Prefixes {
			n.prefixes = append(n.prefixes, prefix[strings.IndexByte(prefix, ':')+1:])
		}
	}
	return n
}

// selects reports whether a SOURCE names a log group.
func (n namedBySource) selects(group string) bool {
	return slices.Contains(n.names, group) ||
		slices.ContainsFunc(n.prefixes, func(prefix string) bool { return strings.HasPrefix(group, prefix) })
}

// namedInputs returns what each SOURCE of a query reads, none for a query that runs only
// on AWS.
func namedInputs(q report.Query) []cwli.Input {
	if !source.MayHaveSource(q.Text) {
		return nil
	}
	compiled, err := cwli.Compile(q.Text)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(compiled.Inputs(), func(in cwli.Input) bool { return !in.Named() })
}

// groupsRead returns the log groups that the queries of a report name one by one, by
// log_groups or by SOURCE. Each needs files.
func groupsRead(r *report.Report) []string {
	names := groupNames(r.AllLogGroups())
	for _, q := range r.Queries {
		for _, in := range namedInputs(q) {
			names = append(names, in.Groups()...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// groupsOfInput returns the log groups that a SOURCE reads: those that it names, and those
// with files that it selects.
func groupsOfInput(in cwli.Input, sets map[string]*logfile.Set) []string {
	selected := slices.DeleteFunc(sortedGroups(sets), func(group string) bool { return group == everyGroup || !in.Selects(group) })
	return distinct(append(in.Groups(), selected...))
}

// checkSelected refuses a SOURCE that selects no log group which has files: its query would
// find nothing and would not say why.
func (f *logsFlag) checkSelected(r *report.Report, sets map[string]*logfile.Set) error {
	for _, q := range r.Queries {
		for _, in := range namedInputs(q) {
			if len(groupsOfInput(in, sets)) == 0 {
				return usageErrorf("query %s of report %s: no log group of %s matches %s: name the group of each path: %s",
					q.ID, r.Name, strings.TrimSuffix(f.word(), ":"), patternsOf(in), f.naming("GROUP", "PATH"))
			}
		}
	}
	return nil
}

// patternsOf returns what a SOURCE selects by, as log_groups has it.
func patternsOf(in cwli.Input) string { return strings.Join(in.Prefixes(), "*, ") + "*" }

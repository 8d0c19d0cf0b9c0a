package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// useGroupNames replaces the ARNs of log groups by their names: files on this
// machine belong to no account. A query reads each name once.
func useGroupNames(r *report.Report) {
	r.LogGroups = groupNames(r.LogGroups)
	r.Queries = slices.Clone(r.Queries)
	for i := range r.Queries {
		r.Queries[i].LogGroups = groupNames(r.Queries[i].LogGroups)
	}
}

func groupNames(groups []string) []string {
	names := make([]string, len(groups))
	for i, group := range groups {
		_, name, isARN := strings.Cut(group, ":log-group:")
		if names[i] = group; isARN {
			names[i] = strings.TrimSuffix(name, ":*")
		}
	}
	return distinct(names)
}

// distinct returns each text once, in the order in which they first occur.
func distinct(texts []string) (kept []string) {
	for _, text := range texts {
		if !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	return kept
}

// selectFor returns the files of the log groups that a report reads. A group without
// files is an error: its queries could only fail. So are files that would count more than
// once, and a SOURCE that selects none.
func (f *logsFlag) selectFor(r *report.Report, sets map[string]*logfile.Set) (map[string]*logfile.Set, error) {
	if err := f.checkGroups(r, sets); err != nil {
		return nil, err
	}
	used := map[string]*logfile.Set{}
	for _, group := range groupsRead(r) {
		switch {
		case sets[group] != nil:
			used[group] = sets[group]
		case sets[everyGroup] != nil:
			used[everyGroup] = sets[everyGroup]
		default:
			return nil, f.noFiles(group, "report "+r.Name)
		}
	}
	return used, f.useSelected(used, sets, sourcesOf(r))
}

// useSelected adds the files of log groups that SOURCE selects. A group that is named on the
// command line and that the report does not read is an error.
func (f *logsFlag) useSelected(used, sets map[string]*logfile.Set, named namedBySource) error {
	for _, group := range sortedGroups(sets) {
		switch {
		case used[group] != nil || group == everyGroup:
		case !named.selects(group):
			return usageErrorf("%s: no report reads this log group", f.naming(group, "…"))
		default:
			used[group] = sets[group]
		}
	}
	return nil
}

// checkGroups refuses files that a report would count more than once, and a SOURCE that
// selects none.
func (f *logsFlag) checkGroups(r *report.Report, sets map[string]*logfile.Set) error {
	if err := f.checkCountedOnce(r, sets); err != nil {
		return err
	}
	return f.checkSelected(r, sets)
}

// checkCountedOnce refuses files that would be read once for each of several log
// groups of a report, so that each of their events would count several times:
// those without a group, if several groups have no files of their own, and a file
// that two groups of one query have.
func (f *logsFlag) checkCountedOnce(r *report.Report, sets map[string]*logfile.Set) error {
	unnamed := slices.DeleteFunc(groupsRead(r), func(group string) bool { return sets[group] != nil })
	if len(unnamed) > 1 && sets[everyGroup] != nil {
		return usageErrorf("report %s reads %d log groups, and an event of %s PATH would count once for each: name the group of each path: %s",
			r.Name, len(unnamed), f.word(), f.pathsOfGroups(unnamed))
	}
	for _, q := range r.Queries {
		read := [][]string{groupNames(q.LogGroups)}
		for _, in := range namedInputs(q) {
			read = append(read, groupsOfInput(in, sets))
		}
		for _, groups := range read {
			if err := checkShared(sets, groups); err != nil {
				return fmt.Errorf("query %s of report %s: %w", q.ID, r.Name, err)
			}
		}
	}
	return nil
}

// word is the word before paths: a flag, or the key of a test.
func (f *logsFlag) word() string {
	if len(f.ofTest) > 0 {
		return "logs:"
	}
	return "--logs"
}

// naming returns what names the path of a log group, to be pasted.
func (f *logsFlag) naming(group, path string) string {
	if len(f.ofTest) > 0 {
		return fmt.Sprintf("logs: { %s: %s }", group, path)
	}
	return fmt.Sprintf("--logs %s=%s", group, path)
}

// pathsOfGroups is naming for several groups.
func (f *logsFlag) pathsOfGroups(groups []string) string {
	if len(f.ofTest) > 0 {
		return "logs: { " + strings.Join(groups, ": PATH, ") + ": PATH }"
	}
	return "--logs " + strings.Join(groups, "=PATH --logs ") + "=PATH"
}

// checkShared refuses a file that two of the groups read.
func checkShared(sets map[string]*logfile.Set, groups []string) error {
	for i, group := range groups {
		for _, other := range groups[:i] {
			if path, shared := logfile.Shared(filesOf(sets, other), filesOf(sets, group)); shared {
				return usageErrorf("log file %s is named for %s and for %s: its events would count twice", path, showGroup(other), showGroup(group))
			}
		}
	}
	return nil
}

// filesOf returns the files that a group reads.
func filesOf(sets map[string]*logfile.Set, group string) *logfile.Set {
	if own := sets[group]; own != nil {
		return own
	}
	return sets[everyGroup]
}

func showGroup(group string) string {
	if group == everyGroup {
		return "no log group"
	}
	return "log group " + group
}

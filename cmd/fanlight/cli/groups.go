package cli

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// nameGroups puts names in the place of ARNs: files on this machine belong to no
// account.
func nameGroups(r *report.Report) {
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
	return names
}

// logsOf returns the files that the reports' groups read. A group without files
// is refused: its queries could only fail.
func logsOf(reports []*report.Report, sets map[string]*logfile.Set) (map[string]*logfile.Set, error) {
	used := map[string]*logfile.Set{}
	for _, r := range reports {
		for _, group := range r.AllLogGroups() {
			switch {
			case sets[group] != nil:
				used[group] = sets[group]
			case sets[everyGroup] != nil:
				used[everyGroup] = sets[everyGroup]
			default:
				return nil, misused("log group %s of report %s has no files: add --logs %s=PATH, or --logs PATH for every group", group, r.Name, group)
			}
		}
	}
	for _, group := range sortedGroups(sets) {
		if used[group] == nil && group != everyGroup {
			return nil, misused("--logs %s=…: no report reads this log group", group)
		}
	}
	return used, nil
}

// sources are the files as the pipeline of a single run reads them.
func sources(sets map[string]*logfile.Set) map[string]logs.Source {
	all := map[string]logs.Source{}
	for group, set := range sets {
		all[group] = interruptible{set}
	}
	return all
}

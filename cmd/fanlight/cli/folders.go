package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// selection says which log groups a command reads, so that they get the files of their
// sub-folders.
type selection struct {
	selects func(group string) bool // nil: none
	others  bool                    // the files of other sub-folders are read too, as those of no group
}

// readBy returns the selection of reports. Of a folder with a sub-folder for one of their
// groups, a group without one gets nothing: what else the folder has is of other groups.
func readBy(reports ...*report.Report) selection {
	var all []namedBySource
	for _, r := range reports {
		all = append(all, sourcesOf(r), namedBySource{names: groupNames(r.AllLogGroups())})
	}
	return selection{selects: func(group string) bool {
		return slices.ContainsFunc(all, func(n namedBySource) bool { return n.selects(group) })
	}}
}

// readByQuery returns the selection of a query. A part of it that names no group reads
// all files.
func readByQuery(compiled *cwli.Query) (s selection) {
	inputs := compiled.Inputs()
	s.selects = func(group string) bool {
		return slices.ContainsFunc(inputs, func(in cwli.Input) bool { return in.Selects(group) })
	}
	s.others = slices.ContainsFunc(inputs, func(in cwli.Input) bool { return !in.Named() })
	if !slices.ContainsFunc(inputs, cwli.Input.Named) {
		s.selects = nil
	}
	return s
}

// add adds a path that was given without a log group. In a folder with sub-folders for
// log groups, those that are selected go to their groups.
func (s selection) add(paths map[string][]string, path string) error {
	if s.selects == nil {
		paths[everyGroup] = append(paths[everyGroup], path)
		return nil
	}
	var others []string
	groups, err := groupsIn(path)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if name, ok := s.name(g); ok {
			paths[name] = append(paths[name], g.Folder)
		} else {
			others = append(others, g.Folder)
		}
	}
	switch {
	case len(others) == len(groups):
		paths[everyGroup] = append(paths[everyGroup], path)
	case s.others && len(others) > 0:
		paths[everyGroup] = append(paths[everyGroup], others...)
	}
	return nil
}

// groupsIn returns the log groups that a path has a sub-folder for.
func groupsIn(path string) ([]logfile.Group, error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return nil, nil // a file, or an error for package logfile to report
	}
	return logfile.Groups(path)
}

// noFiles returns the error of a log group without files, which a query or a report reads. A
// file that makes the folder above its sub-folder one of a group is named.
func (f *logsFlag) noFiles(group, reader string) error {
	for _, l := range f.given() {
		if l.group == everyGroup {
			if file := logfile.InTheWay(l.path, group); file != "" {
				return usageErrorf("log group %s of %s has no files: move %s, which makes %s the folder of a log group, or add %s",
					group, reader, file, filepath.Dir(file), f.naming(group, "PATH"))
			}
		}
	}
	return usageErrorf("log group %s of %s has no files: add %s", group, reader, f.naming(group, "PATH"))
}

// name returns the selected name of a group's folder, which may lack the slash at its
// start. A name with a slash within is more likely with it.
func (s selection) name(g logfile.Group) (name string, ok bool) {
	plain := strings.TrimPrefix(g.Name, "/")
	names := []string{g.Name, plain, "/" + plain}
	if strings.Contains(plain, "/") {
		names = []string{"/" + plain, plain}
	}
	i := slices.IndexFunc(names, s.selects)
	if i < 0 {
		return "", false
	}
	return names[i], true
}

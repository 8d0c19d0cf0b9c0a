package cli

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// everyGroup is the name under which paths feed every log group that has none
// of its own.
const everyGroup = ""

// logFlag collects --logs PATH and --logs GROUP=PATH.
type logFlag struct{ values []string }

func (f *logFlag) addTo(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.values, "logs", nil,
		"log file or folder for every log group, or `[GROUP=]PATH` for one (may be repeated)")
}

// open finds the files of each log group.
func (f *logFlag) open() (map[string]*logfile.Set, error) {
	paths, err := f.paths()
	if err != nil {
		return nil, err
	}
	sets := map[string]*logfile.Set{}
	for group, of := range paths {
		if sets[group], err = logfile.Open(of...); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

// live returns sources that follow what happens in folders. Without --logs
// there are none.
func (f *logFlag) live() (map[string]logs.Source, error) {
	if len(f.values) == 0 {
		return nil, nil
	}
	if _, err := f.open(); err != nil {
		return nil, err
	}
	paths, err := f.paths()
	all := map[string]logs.Source{}
	for group, of := range paths {
		all[group] = interruptible{listing(of)}
	}
	return all, err
}

// paths returns what was named for each log group.
func (f *logFlag) paths() (map[string][]string, error) {
	if len(f.values) == 0 {
		return nil, misused("--logs is missing: name a log file or a folder of them")
	}
	paths := map[string][]string{}
	for _, v := range f.values {
		group, path := splitLogs(v)
		if path == "" {
			return nil, misused("--logs %q: want PATH or GROUP=PATH", v)
		}
		paths[group] = append(paths[group], path)
	}
	return paths, nil
}

// splitLogs takes what exists for a path, although it may hold a "=", as in
// logs/day=2/.
func splitLogs(value string) (group, path string) {
	if _, err := os.Stat(value); err == nil {
		return everyGroup, value
	}
	if group, path, named := strings.Cut(value, "="); named && group != "" {
		return group, path
	}
	return everyGroup, value
}

// extraArgument explains what a shell makes of --logs *.log.
func extraArgument(cmd *cobra.Command, names string) cobra.PositionalArgs {
	check := arguments(1, 1, names)
	return func(c *cobra.Command, args []string) error {
		if len(args) > 1 && cmd.Flags().Changed("logs") {
			return misused("unexpected argument %q: each path needs a --logs of its own; a folder stands for all its files", args[1])
		}
		return check(c, args)
	}
}

// sortedGroups returns the groups in order, so that output does not depend on
// chance.
func sortedGroups(sets map[string]*logfile.Set) []string {
	return slices.Sorted(maps.Keys(sets))
}

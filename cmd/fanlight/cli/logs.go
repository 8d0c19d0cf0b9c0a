package cli

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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
	sets := map[string]*logfile.Set{}
	for group, of := range paths {
		set, err := logfile.Open(of...)
		if err != nil {
			return nil, err
		}
		sets[group] = set
	}
	return sets, nil
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

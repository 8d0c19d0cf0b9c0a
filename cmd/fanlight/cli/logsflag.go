package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// everyGroup is the key of the paths without a group, which a log group reads that
// has no paths of its own.
const everyGroup = ""

// logsFlag collects --logs PATH and --logs GROUP=PATH, and the flags that say which time
// the events of the files have.
type logsFlag struct {
	s          *System
	values     []string
	ofTest     []logsOfGroup // in place of the values: from the test of a report file
	timeField  string
	timeFormat string
	noTime     string
	report     func(logfile.Report) // is called for each file that was read
}

func (f *logsFlag) addTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.values, "logs", nil,
		"log file or folder, or - for standard input, as `[GROUP=]PATH` with its log group if there are several (may be repeated)")
	flags.StringVar(&f.timeField, "time-field", "", "`FIELD` of JSON, key of logfmt or column in --logs that has the time")
	flags.StringVar(&f.timeFormat, "time-format", "", "`FORM` of the times in --logs, as for strftime: %d.%m.%Y %H:%M:%S")
	flags.StringVar(&f.noTime, "time", "", "time of the events in files of --logs that have none, `now|file`: the present, or when the file was changed")
}

// logsOfGroup is a path with its log group, everyGroup if it was not named.
type logsOfGroup struct{ group, path string }

// given returns the paths that were named.
func (f *logsFlag) given() []logsOfGroup {
	all := slices.Clone(f.ofTest)
	for _, v := range f.values {
		group, path := splitLogs(v)
		all = append(all, logsOfGroup{group, path})
	}
	return all
}

// timeFlags are the flags that say how to read the files of --logs.
var timeFlags = []string{"time-field", "time-format", "time"}

// checkAlone refuses flags that would do nothing without --logs.
func (f *logsFlag) checkAlone() error {
	for i, value := range []string{f.timeField, f.timeFormat, f.noTime} {
		if value != "" {
			return usageErrorf("--%s does nothing without --logs: leave it out", timeFlags[i])
		}
	}
	return nil
}

// options returns how to read the files.
func (f *logsFlag) options() (o logfile.Options, err error) {
	o = logfile.Options{TimeField: f.timeField, TimeFormat: f.timeFormat, Stdin: f.s.In, Report: f.report}
	if o.NoTime, err = logfile.ParseNoTime(f.noTime); err != nil {
		return o, invalid("--time", f.noTime, "now or file")
	}
	if _, err := o.Open(stdArgument); err != nil { // it checks the options and reads nothing
		return o, usageErrorf("invalid --time-format %q: %v", f.timeFormat, errors.Unwrap(err))
	}
	return o, nil
}

// hasStdin reports whether standard input is one of the files.
func (f *logsFlag) hasStdin() bool {
	return slices.ContainsFunc(f.given(), func(l logsOfGroup) bool { return l.path == stdArgument })
}

// logFiles are the files of each log group.
type logFiles struct {
	options logfile.Options // without Now
	paths   map[string][]string
	sets    map[string]*logfile.Set
}

// open finds the files of each log group.
func (f *logsFlag) open(selected selection) (*logFiles, error) {
	paths, err := f.paths(selected)
	if err != nil {
		return nil, err
	}
	options, err := f.options()
	if err != nil {
		return nil, err
	}
	files := &logFiles{options, paths, map[string]*logfile.Set{}}
	options.Now = f.s.Now()
	for group, of := range paths {
		if files.sets[group], err = options.Open(of...); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// live returns sources that read what their folders hold at the time of a read.
// Without --logs it returns none.
func (f *logsFlag) live(reports []*report.Report) (map[string]logs.Source, error) {
	if len(f.values) == 0 {
		return nil, f.checkAlone()
	}
	files, err := f.open(readBy(reports...))
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		if err := f.checkGroups(r, files.sets); err != nil {
			return nil, err
		}
	}
	all := map[string]logs.Source{}
	for group, paths := range files.paths {
		all[group] = pathSource{files.options, paths}
		if slices.Contains(paths, stdArgument) { // it is read once, and kept by the set
			all[group] = files.sets[group]
		}
	}
	return all, nil
}

// paths returns the paths of each log group.
func (f *logsFlag) paths(selected selection) (map[string][]string, error) {
	all := f.given()
	if len(all) == 0 {
		return nil, usageErrorf("--logs is missing: name a log file or a folder of them")
	}
	paths := map[string][]string{}
	for _, l := range expanded(all) {
		if err := l.check(); err != nil {
			return nil, err
		}
		if l.group != everyGroup {
			paths[l.group] = append(paths[l.group], l.path)
		} else if err := selected.add(paths, l.path); err != nil {
			return nil, err
		}
	}
	return paths, checkStdinOnce(paths)
}

// expanded puts the files that a pattern matches in its place: a shell leaves one alone that
// is quoted or follows a log group.
func expanded(all []logsOfGroup) (paths []logsOfGroup) {
	for _, l := range all {
		matches, err := filepath.Glob(l.path)
		if _, missing := os.Stat(l.path); missing == nil || err != nil || len(matches) == 0 {
			matches = []string{l.path}
		}
		for _, path := range matches {
			paths = append(paths, logsOfGroup{l.group, path})
		}
	}
	return paths
}

// check refuses a path that is not there.
func (l logsOfGroup) check() error {
	value := l.path
	if l.group != everyGroup {
		value = l.group + "=" + l.path
	}
	if l.path == "" {
		return invalid("--logs", value, "PATH or GROUP=PATH")
	}
	if _, err := os.Stat(l.path); l.path != stdArgument && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot read --logs %s: there is no such file or folder", value)
	}
	return nil
}

// checkStdinOnce refuses standard input for two log groups: each would get a part of it.
func checkStdinOnce(paths map[string][]string) error {
	var groups []string
	for _, group := range slices.Sorted(maps.Keys(paths)) {
		if slices.Contains(paths[group], stdArgument) {
			groups = append(groups, showGroup(group))
		}
	}
	if len(groups) > 1 {
		return usageErrorf("standard input is named for %s and for %s: save it to a file, or name it once", groups[0], groups[1])
	}
	return nil
}

// splitLogs takes a value for a path if such a file exists, although it may
// contain a "=", as in logs/day=2/.
func splitLogs(value string) (group, path string) {
	if _, err := os.Stat(value); err == nil {
		return everyGroup, value
	}
	if group, path, named := strings.Cut(value, "="); named && group != "" {
		return group, path
	}
	return everyGroup, value
}

// oneArgument checks that there is one argument. It explains the error that
// --logs *.log leads to in a shell.
func oneArgument(cmd *cobra.Command, name string) cobra.PositionalArgs {
	check := arguments(1, 1, name)
	return func(c *cobra.Command, args []string) error {
		if len(args) > 1 && cmd.Flags().Changed("logs") && !clockTime().MatchString(args[1]) {
			return logsOfTheirOwn(args[1])
		}
		return check(c, args)
	}
}

func logsOfTheirOwn(path string) error {
	return usageErrorf("unexpected argument %q: each path needs a --logs of its own; a folder stands for all its files", path)
}

// logSources returns the files as sources of a pipeline.
func logSources(sets map[string]*logfile.Set) map[string]logs.Source {
	all := map[string]logs.Source{}
	for group, set := range sets {
		all[group] = set
	}
	return all
}

// sortedGroups returns the log groups in order, so that the order of reading is
// always the same.
func sortedGroups(sets map[string]*logfile.Set) []string {
	return slices.Sorted(maps.Keys(sets))
}

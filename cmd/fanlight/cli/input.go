package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// reportFiles reads report files with the values that the command line names,
// and prints what is wrong with them.
type reportFiles struct {
	s       *System
	values  string
	noNotes bool // print mistakes only

	notes map[string]int // by file: how many were printed
}

func (f *reportFiles) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.values, "values", "", "`FILE` with the values of ${names} in report files")
}

// load returns the reports of the files. If it fails it has printed every
// mistake.
func (f *reportFiles) load(paths []string, options source.Options) ([]*report.Report, error) {
	values := source.DefaultValues()
	if f.values != "" {
		var err error
		if values, err = source.LoadValues(f.values); err != nil {
			return nil, f.printProblems(err)
		}
	}
	reports, notes, err := source.LoadFiles(paths, values, options)
	if err != nil {
		return nil, f.printProblems(err)
	}
	f.printNotes(notes)
	return reports, nil
}

func (f *reportFiles) printNotes(notes source.Problems) {
	if f.noNotes {
		return
	}
	f.notes = map[string]int{}
	for _, note := range notes {
		f.notes[note.File]++
		fmt.Fprintf(f.s.Err, "note: %s\n", text.Clean(note.String()))
	}
}

// printProblems prints each problem with its place in the file, and how many
// there are.
func (f *reportFiles) printProblems(err error) error {
	var problems source.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		fmt.Fprint(f.s.Err, text.CleanLines(p.Format()))
	}
	fmt.Fprintf(f.s.Err, "fanlight: %s%s\n", count(problems.Count(), "problem", "problems"), f.remedy(problems))
	return errReported
}

// remedy recommends --values if ${names} have no value.
func (f *reportFiles) remedy(problems source.Problems) string {
	for _, p := range problems {
		if f.values == "" && strings.Contains(p.Message, "${") {
			return "; --values FILE says what ${names} stand for"
		}
	}
	return ""
}

// removeDestinations removes the destinations of a report, and its owner.
func removeDestinations(r *report.Report) { r.Deliver, r.Owner = nil, nil }

// everyGroup is the key of the paths without a group, which a log group reads that
// has no paths of its own.
const everyGroup = ""

// logsFlag collects --logs PATH and --logs GROUP=PATH.
type logsFlag struct {
	values []string
	stdin  bool // the command reads its logs once, so that they may be standard input
}

func (f *logsFlag) addTo(cmd *cobra.Command) {
	what := "log file or folder, as `[GROUP=]PATH` with its log group if a report reads several (may be repeated)"
	if f.stdin {
		what = "log file or folder, or - for standard input, as `[GROUP=]PATH` with its log group if there are several (may be repeated)"
	}
	cmd.Flags().StringArrayVar(&f.values, "logs", nil, what)
}

// hasStdin reports whether standard input is one of the files.
func (f *logsFlag) hasStdin() bool {
	return slices.ContainsFunc(f.values, func(value string) bool {
		_, path := splitLogs(value)
		return path == stdinArgument
	})
}

// stdinFile is the name of standard input in the file system.
const stdinFile = "/dev/stdin"

// file returns the path by which package logfile opens a path of the command line.
func (f *logsFlag) file(path string) (string, error) {
	switch {
	case path != stdinArgument:
		return path, nil
	case !f.stdin:
		return "", usageErrorf("--logs -: only query reads logs from standard input, which can be read once; name a file")
	}
	return stdinFile, nil
}

// open finds the files of each log group.
func (f *logsFlag) open() (map[string]*logfile.Set, error) {
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

// check refuses files that would count more than once in a report.
func (f *logsFlag) check(reports []*report.Report) error {
	if len(f.values) == 0 {
		return nil
	}
	sets, err := f.open()
	for i := 0; i < len(reports) && err == nil; i++ {
		err = checkCountedOnce(reports[i], sets)
	}
	return err
}

// live returns sources that read what their folders hold at the time of a read.
// Without --logs it returns none.
func (f *logsFlag) live() (map[string]logs.Source, error) {
	if len(f.values) == 0 {
		return nil, nil
	}
	if _, err := f.open(); err != nil {
		return nil, err
	}
	paths, err := f.paths()
	all := map[string]logs.Source{}
	for group, of := range paths {
		all[group] = cancellableSource{pathSource(of)}
	}
	return all, err
}

// paths returns the paths of each log group.
func (f *logsFlag) paths() (map[string][]string, error) {
	if len(f.values) == 0 {
		return nil, usageErrorf("--logs is missing: name a log file or a folder of them")
	}
	paths := map[string][]string{}
	for _, v := range f.values {
		group, path := splitLogs(v)
		if path == "" {
			return nil, invalid("--logs", v, "PATH or GROUP=PATH")
		}
		path, err := f.file(path)
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("cannot read --logs %s: there is no such file or folder", v)
		}
		paths[group] = append(paths[group], path)
	}
	return paths, nil
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
		if len(args) > 1 && cmd.Flags().Changed("logs") {
			return usageErrorf("unexpected argument %q: each path needs a --logs of its own; a folder stands for all its files", args[1])
		}
		return check(c, args)
	}
}

// logSources returns the files as sources of a pipeline.
func logSources(sets map[string]*logfile.Set) map[string]logs.Source {
	all := map[string]logs.Source{}
	for group, set := range sets {
		all[group] = cancellableSource{set}
	}
	return all
}

// sortedGroups returns the log groups in order, so that the order of reading is
// always the same.
func sortedGroups(sets map[string]*logfile.Set) []string {
	return slices.Sorted(maps.Keys(sets))
}

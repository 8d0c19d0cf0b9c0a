package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// reportEndings are the endings of report files in folders.
var reportEndings = []string{".yaml", ".yml"}

// reportKey matches the key that only report files have. A folder may have values files, too.
var reportKey = lazyregexp.New(`(?m)^\x{feff}?(report|"report"|'report')[ \t]*:`)

// reportPaths returns the report files that arguments stand for: of a folder those in it, in
// the order of their names.
func reportPaths(s *System, args []string) (paths []string, err error) {
	for _, arg := range args {
		if !isFolder(arg) { // the loader reports an error with the others
			paths = append(paths, arg)
			continue
		}
		in, err := reportsIn(s, arg)
		if err != nil {
			return nil, err
		}
		if len(in) == 0 {
			return nil, fmt.Errorf("no report file is in %s: want files with the key report, whose names end in .yaml or .yml", arg)
		}
		paths = append(paths, in...)
	}
	return distinct(paths), nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// reportsIn returns the report files of a folder, without those of folders below it.
func reportsIn(s *System, folder string) (paths []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read the folder of report files: %w", err)
	}
	for _, e := range entries {
		if path := filepath.Join(folder, e.Name()); !e.IsDir() {
			if _, is := readReport(s, path); is {
				paths = append(paths, path)
			}
		}
	}
	return paths, nil
}

// readReport reads a file of a folder, and reports whether it is one of reports. It notes one
// that only has the name of one.
func readReport(s *System, path string) (content []byte, is bool) {
	if !slices.Contains(reportEndings, filepath.Ext(path)) {
		return nil, false
	}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) { // a link that leads nowhere
		return nil, false
	}
	if err == nil && !reportKey().Match(content) {
		fmt.Fprintf(s.Err, "note: %s has no key report, and is left out\n", path)
		return nil, false
	}
	return content, true // the loader reports an error
}

// completeReports completes report files and folders in a shell.
func completeReports(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return mapped(reportEndings, func(ending string) string { return strings.TrimPrefix(ending, ".") }), cobra.ShellCompDirectiveFilterFileExt
}

// exampleTest returns the tests of a report file that has none, to begin with.
func exampleTest(r *report.Report) string {
	return fmt.Sprintf("tests: [ { name: a busy day, logs: testdata/, at: 2026-01-02T12:30:00Z, expect: { %s: 12 } } ]", r.Queries[0].ID)
}

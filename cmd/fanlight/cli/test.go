package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// testCommand runs the tests of report files.
type testCommand struct {
	s      *System
	files  reportFiles
	logs   fileReports
	update bool
	junit  string
	folder string // for the reports; empty: none
	format *string
}

func newTest(s *System) *cobra.Command {
	t := &testCommand{s: s, files: reportFiles{s: s, noNotes: true}}
	cmd := &cobra.Command{
		Use:   "test FILE…",
		Short: "Run the tests of report files over their log files",
		Long: "Run the tests of report files: each runs its report over log files, as `fanlight run`\n" +
			"does, and compares numbers, tables or the rendered report. Of a folder, all report\n" +
			"files in it and below it are tested, each with the values.yaml of its folder, or of\n" +
			"one above it in the tree, unless --values names a file.",
		Example: "  fanlight test reports/bot-usage.yaml\n" +
			"  fanlight test reports/ --values values.yaml --junit out/tests.xml\n" +
			"  fanlight test reports/ --update",
		Args: arguments(1, -1, "the report file"),
		RunE: func(cmd *cobra.Command, paths []string) error { return t.run(cmd.Context(), paths) },

		ValidArgsFunction: completeReports,
	}
	cmd.SetFlagErrorFunc(testFlagError)
	t.files.addFlags(cmd)
	cmd.Flags().BoolVar(&t.update, "update", false, "write the golden files that differ, and print the values to paste for the rest")
	cmd.Flags().StringVar(&t.junit, "junit", "", "`FILE` to write the results to as JUnit XML")
	cmd.Flags().StringVar(&t.folder, "out", "", "`FOLDER` to write the report of each test to, as REPORT-N.html and REPORT-N.txt")
	t.format = formatFlag{"text", "json"}.add(cmd)
	return cmd
}

// testFlagError explains what a user of `fanlight run` and of other test programs may try.
func testFlagError(cmd *cobra.Command, err error) error {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && slices.Contains([]string{"logs", "at", "group"}, unknown.GetSpecifiedName()) {
		return usageErrorf("unknown flag --%s: a test has its logs and its time in the report file, under tests", unknown.GetSpecifiedName())
	}
	if value, ok := errors.AsType[*pflag.InvalidValueError](err); ok && value.GetFlag().Name == "output" && strings.Contains(value.GetValue(), "unit") {
		return invalid("--output", value.GetValue(), "text or json; --junit FILE writes JUnit XML")
	}
	return flagError(cmd, err)
}

func (t *testCommand) run(ctx context.Context, args []string) error {
	files, err := t.load(args)
	if err != nil {
		return err
	}
	if err := prepareFolder(t.folder); err != nil {
		return err
	}
	began := t.s.Now()
	results, err := t.runAll(ctx, files)
	t.logs.print(t.s.Err)
	if err != nil {
		return err
	}
	if err := t.write(results); err != nil {
		return err
	}
	failed := 0
	for _, r := range results {
		if r.state() != testPassed {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %s failed", failed, count(len(results), "test", "tests"))
	}
	if *t.format == "text" {
		fmt.Fprintf(t.s.Err, "%s passed in %s\n", count(len(results), "test", "tests"), formatTook(t.s.Now().Sub(began)))
	}
	return nil
}

// load reads the report files, and refuses those without tests that are named one by one.
func (t *testCommand) load(args []string) ([]source.File, error) {
	all, tree, err := t.files.loadTree(args, source.Options{LenientDeliver: true})
	if err != nil {
		return nil, err
	}
	var files []source.File
	for _, of := range byPath(all) {
		switch path := of[0].Path; {
		case slices.ContainsFunc(of, func(f source.File) bool { return len(f.Tests) > 0 }):
			files = append(files, of...)
		case tree.named[path]:
			return nil, fmt.Errorf("%s has no tests: add them to it, such as %s", path, exampleTest(of[0].Report))
		default:
			fmt.Fprintf(t.s.Err, "note: %s has no tests\n", path)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no test in %s: the key tests of a report file has them", count(len(byPath(all)), "report file", "report files"))
	}
	return files, nil
}

// runAll runs the tests, as many at a time as there are processors, and prints each
// result in the order of the files.
func (t *testCommand) runAll(ctx context.Context, files []source.File) ([]*testResult, error) {
	var all []*testResult
	for _, f := range files {
		for n, test := range f.Tests {
			all = append(all, &testResult{file: f.Path, report: f.Report, test: test, number: n + 1, done: make(chan struct{})})
		}
	}
	waiting := make(chan *testResult, len(all))
	for _, r := range all {
		waiting <- r
	}
	close(waiting)
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel() // if the results cannot be printed
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		workers.Go(func() {
			for r := range waiting {
				t.runTest(ctx, r)
				close(r.done)
			}
		})
	}
	for _, r := range all {
		<-r.done
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := t.print(r); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// formatTook returns how long a test took.
func formatTook(d time.Duration) string { return fmt.Sprintf("%.1fs", d.Seconds()) }

// write writes the results in the forms that were asked for, other than text.
func (t *testCommand) write(results []*testResult) error {
	if t.junit != "" {
		content, err := junitXML(results)
		if err == nil {
			err = wholefile.Write(t.junit, content)
		}
		if err != nil {
			return fmt.Errorf("write the results as JUnit XML: %w", err)
		}
	}
	if *t.format == "json" {
		return writeJSON(t.s.Out, viewTests(results))
	}
	return nil
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/suggest"
	"github.com/fanlight/fanlight/pkg/text"
)

// The states of a test.
const (
	testPassed = "passed"
	testFailed = "failed" // the report differs from what the test wants
	testBroken = "broken" // without a report to compare
)

// testResult is a test of a report file, and how it ended.
type testResult struct {
	file   string
	report *report.Report
	test   source.Test
	number int // in the file, from 1

	differences []difference
	wrote       []string // golden files
	err         error    // why it is broken
	at          source.Position
	took        time.Duration
	done        chan struct{} // is closed when the fields above are set
}

func (r *testResult) state() string {
	switch {
	case r.err != nil:
		return testBroken
	case len(r.differences) > 0:
		return testFailed
	}
	return testPassed
}

// place returns a place of the report file as an editor takes it.
func (r *testResult) place(at source.Position) string {
	return fmt.Sprintf("%s:%d:%d", r.file, at.Line, at.Column)
}

// runTest runs a report as the test wants it, and compares what it says.
func (t *testCommand) runTest(ctx context.Context, r *testResult) {
	began := t.s.Now()
	r.at = r.test.Position
	document, err := t.runReport(ctx, r)
	if err == nil {
		r.compare(document)
		err = errors.Join(t.compareGolden(r, document), r.writeReport(t.folder, document))
	}
	r.err, r.took = err, t.s.Now().Sub(began)
}

// runReport runs the report of a test over the files of the test, as `fanlight run` does.
func (t *testCommand) runReport(ctx context.Context, r *testResult) (*fanlight.Document, error) {
	definition := *r.report
	removeDestinations(&definition)
	useGroupNames(&definition)
	read := &fileReports{whole: true}
	logs := logsFlag{s: t.s, report: func(r logfile.Report) { read.keep(r); t.logs.keep(r) }}
	for _, l := range r.test.Logs {
		path := besideReport(r.file, l.Path)
		r.at = l.Position
		if _, err := os.Stat(path); err != nil {
			return nil, unreadableLogs(path, err)
		}
		if err := checkTestGroup(&definition, l.Group); err != nil {
			return nil, err
		}
		logs.ofTest = append(logs.ofTest, logsOfGroup{l.Group, path})
	}
	r.at = r.test.Logs[0].Position
	files, err := logs.open(readBy(&definition))
	if err != nil {
		return nil, err
	}
	sets, err := logs.selectFor(&definition, files.sets)
	if err != nil {
		return nil, err
	}
	scheduled := fanlight.Minute(r.test.At.Time)
	if err := t.checkWindow(ctx, r, &definition, scheduled, sets); err != nil {
		return nil, err
	}
	r.at = r.test.Logs[0].Position
	if err := checkSomeLog(read); err != nil {
		return nil, err
	}
	r.at = r.test.Position
	return t.document(ctx, &definition, scheduled, sets)
}

// besideReport returns a path that a report file names relative to itself.
func besideReport(report, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(report), path)
}

func unreadableLogs(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?["):
		return fmt.Errorf("cannot read logs %s: there is no such file: want a folder, which stands for all its files, or a list of files", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot read logs %s: there is no such file or folder (paths are relative to the report file)", path)
	}
	return fmt.Errorf("read logs: %w", err)
}

// checkTestGroup refuses a log group that the report does not read.
func checkTestGroup(r *report.Report, group string) error {
	read := groupsRead(r)
	if group == everyGroup || slices.Contains(read, group) || sourcesOf(r).selects(group) {
		return nil
	}
	message := fmt.Sprintf("report %s does not read log group %s", r.Name, group)
	if near := suggest.Nearest(group, read); near != "" {
		return fmt.Errorf("%s: did you mean %s?", message, near)
	}
	return fmt.Errorf("%s: it reads %s", message, text.Limit(strings.Join(read, ", "), 200))
}

// checkWindow refuses a time at which the report would say nothing about the files.
func (t *testCommand) checkWindow(ctx context.Context, r *testResult, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) error {
	r.at = r.test.At.Position
	now := t.s.Now()
	if _, end := definition.WindowAt(scheduled); end.After(now) {
		return fmt.Errorf("invalid at %s: want a time whose window is over: that of report %s ends at %s", formatTime(scheduled), definition.Name, formatTime(end))
	}
	err := checkWindowHasEvents(ctx, definition, scheduled, now, sets, "at: ")
	if reworded := withoutTimeFlags(err); reworded != err { //nolint:errorlint // it is the same one if nothing was reworded
		r.at, err = r.test.Logs[0].Position, reworded
	}
	return err
}

// checkSomeLog refuses files of which none is a log. Empty files are logs: of a day without
// events.
func checkSomeLog(read *fileReports) error {
	all := read.all()
	if len(all) == 0 || slices.ContainsFunc(all, func(r logfile.Report) bool { return r.Err == nil }) {
		return nil
	}
	return withoutTimeFlags(fmt.Errorf("%s: %s", text.Clean(all[0].File), text.Clean(strings.Join(all[0].Notes(), "; "))))
}

// withoutTimeFlags returns an error that does not recommend the flags of --logs, which tests
// have not got.
func withoutTimeFlags(err error) error {
	if err == nil {
		return nil
	}
	if message, _, found := strings.Cut(err.Error(), ": see --time-field"); found {
		return fmt.Errorf("%s: want log lines with their times", message)
	}
	return err
}

// document runs a report and returns what it says.
func (t *testCommand) document(ctx context.Context, r *report.Report, scheduled time.Time, sets map[string]*logfile.Set) (*fanlight.Document, error) {
	line := &progressLine{w: t.s.Err} // a test has no progress of its own
	run := localRun{s: t.s, line: line, sender: local.Refuse(withheld), events: noEvents{}}
	done, err := run.execute(ctx, r, scheduled, sets)
	if err != nil {
		return nil, err
	}
	if done.Document == nil {
		return nil, fmt.Errorf("run %s ended as %s, without a report", done.Run.ID, done.Run.State)
	}
	return done.Document, nil
}

// noEvents drops the events of a pipeline: its report has what a test compares.
type noEvents struct{}

// Emit implements fanlight.EventSink.
func (noEvents) Emit(context.Context, fanlight.Event) {}

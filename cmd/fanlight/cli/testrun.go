package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
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

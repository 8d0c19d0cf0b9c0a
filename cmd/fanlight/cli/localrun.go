package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
)

// localRun is a run of a report over log files, or over an account's logs: the whole
// pipeline in this process.
type localRun struct {
	s       *System
	line    *progressLine
	sender  reporter.Sender
	events  fanlight.EventSink
	account *accountQueries                                          // where the queries run; nil: over the log files
	ended   func(context.Context, *ledger.Ledger, ledger.RunDetails) // is called while the ledger is there; may be nil
}

// garbagePercent is how much a run's heap may grow before garbage is collected. Its heap is small and is
// gone soon, so it may grow by more than Go's 100 %.
const garbagePercent = 200

// execute deploys a stack in memory and starts the one run there.
func (r *localRun) execute(ctx context.Context, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) (done ledger.RunDetails, err error) {
	if r.s.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(garbagePercent))
	}
	options := local.Options{
		Reports: []*report.Report{definition}, Logs: logSources(sets), Sender: r.sender, Events: r.events,
	}
	options.Local.Report = dedupeErrors(func(err error) { r.line.note("fanlight: %v", err) })
	options.Local.Log = r.s.Calls
	if r.account != nil {
		options.Insights, options.Stack = r.account, ownStack()
	}
	deployment, err := local.Start(ctx, options)
	if err != nil {
		return done, fmt.Errorf("start the pipeline: %w", err)
	}
	defer func() { err = errors.Join(err, deployment.Close()) }()
	return r.follow(ctx, deployment, fanlight.Command{Report: definition.Name, ScheduledTime: scheduled})
}

// The pauses between two reads of a run in this process: the first one and the
// longest.
const (
	firstPollLocal = 20 * time.Millisecond
	maxPollLocal   = 100 * time.Millisecond
)

// follow starts the run and waits for its end.
func (r *localRun) follow(ctx context.Context, deployment *local.Stack, start fanlight.Command) (done ledger.RunDetails, err error) {
	answer, err := deployment.Invoke(ctx, start)
	if err == nil && answer.Refused != "" {
		err = fmt.Errorf("start %s: %s", start.Report, answer.Refused)
	}
	if err != nil {
		return done, err
	}
	f := follower{s: r.s, ledger: deployment.Ledger(), line: r.line, first: firstPollLocal, most: maxPollLocal}
	if r.account != nil {
		f.format = r.account.progress
	}
	run, err := f.waitForEnd(ctx, answer.Run)
	if ctx.Err() != nil {
		return done, &droppedError{runs: []fanlight.RunID{answer.Run}}
	}
	if err != nil {
		return done, err
	}
	if done, err = deployment.Ledger().RunDetails(ctx, run); err == nil && r.ended != nil {
		r.ended(ctx, deployment.Ledger(), done)
	}
	return done, err
}

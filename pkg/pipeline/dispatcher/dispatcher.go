// Package dispatcher creates runs: it freezes a run, creates its progress and
// sends one message per query. It also carries out the commands of operators:
// replay, resend, cancel, backfill (rules D1 to D7 of docs/protocol.md).
package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Dispatcher creates runs and carries out commands. All its methods may be
// repeated after an error: they go on from what is stored.
type Dispatcher struct {
	ledger  *ledger.Ledger
	queries *queue.Queue
	settler *settle.Settler
	calls   func(context.Context) fanlight.Calls
	random  fanlight.Random
	clock   fanlight.Clock
	events  fanlight.EventSink
	log     *slog.Logger
}

// New returns the dispatcher of a stack.
func New(s *stack.Stack) *Dispatcher {
	s = s.As(stack.Dispatcher)
	return &Dispatcher{
		ledger: s.Ledger(), queries: s.Queries(), settler: settle.New(s), calls: s.NewCalls,
		random: s.Random, clock: s.Clock, events: s.Events, log: s.Logger(),
	}
}

// Start dispatches a report for a scheduled time (rules D1 to D3). The suffix
// is empty for a scheduled edition; a manual start brings six characters that
// its caller drew, so that a repeated invocation finds its run. A second
// delivery goes on from what the first one left.
func (d *Dispatcher) Start(ctx context.Context, name string, scheduled time.Time, suffix string) (fanlight.Run, error) {
	run, err := d.ledger.Run(ctx, fanlight.NewRunID(name, scheduled, suffix))
	created := false
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		run, created, err = d.create(ctx, name, scheduled, suffix)
	case errors.Is(err, ledger.ErrNoDefinition):
		return run, nil // it ended long ago
	}
	switch {
	case err != nil:
		return run, err
	case created:
		return d.sendAll(ctx, run)
	}
	return d.Resume(ctx, run)
}

// create freezes a deployed report as a run, unless that is created by now.
func (d *Dispatcher) create(ctx context.Context, name string, scheduled time.Time, suffix string) (run fanlight.Run, created bool, err error) {
	definition, err := d.ledger.Definition(ctx, name)
	if errors.Is(err, ledger.ErrNotFound) {
		d.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventUnknownReport, Report: name, Detail: "no such report is deployed"})
		return run, false, fanlight.Refuse("no report %q is deployed", name)
	}
	if err != nil {
		return run, false, fmt.Errorf("start %s: %w", name, err)
	}
	run = d.freeze(definition, scheduled, suffix)
	if run.Order, err = d.ledger.Order(ctx, definition); err != nil {
		return run, false, fmt.Errorf("order the queries of %s: %w", run.ID, err)
	}
	if run.Order != nil {
		run.OrderID = fanlight.NewToken(d.random)
	}
	stored, created, err := d.ledger.CreateRun(ctx, run, definition.Packed)
	if err != nil {
		return stored, false, fmt.Errorf("create run %s: %w", run.ID, err)
	}
	return stored, created, nil
}

// freeze returns the run as its first epoch begins. Window and run ID derive
// from the minute of the scheduled time only (rule G7).
func (d *Dispatcher) freeze(def ledger.Definition, scheduled time.Time, suffix string) fanlight.Run {
	now := d.clock.Now()
	start, end := def.Report.WindowAt(fanlight.Minute(scheduled))
	return fanlight.Run{
		ID:         fanlight.NewRunID(def.Report.Name, scheduled, suffix),
		Definition: def.Report, Hash: def.Hash, Total: len(def.Report.Queries),
		Window:  fanlight.Window{Start: start.UTC(), End: end.UTC()},
		Created: now, Begun: now, Deadline: now.Add(time.Duration(def.Report.Deadline)),
		State: fanlight.Dispatching, Epoch: 1, Round: 1, Selection: fanlight.SelectAll, Open: true,
	}
}

// Resume goes on with a run that is dispatching, from whatever exists (rule
// D1), checks whether it is complete (rule D2), and returns it as it is then.
// Any other run is left as it is. A run whose cancel was begun is not
// dispatched (rule J7).
func (d *Dispatcher) Resume(ctx context.Context, run fanlight.Run) (fanlight.Run, error) {
	if run.State != fanlight.Dispatching {
		return run, nil
	}
	cancelled, err := d.cancelled(ctx, run)
	if err != nil {
		return run, fmt.Errorf("dispatch %s epoch %d: %w", run.ID, run.Epoch, err)
	}
	if cancelled {
		run.State, run.Open = fanlight.Cancelled, false
		return run, nil
	}
	return d.sendAll(ctx, run)
}

// sendAll dispatches a run. One whose cancel comes in between is found settled.
func (d *Dispatcher) sendAll(ctx context.Context, run fanlight.Run) (fanlight.Run, error) {
	now, err := d.resume(ctx, run)
	if err != nil {
		return run, fmt.Errorf("dispatch %s epoch %d: %w", run.ID, run.Epoch, err)
	}
	d.log.InfoContext(ctx, "run dispatched", run.LogAttrs(), "queries", run.Total, "state", now.State,
		"duration_ms", d.clock.Now().Sub(run.Begun).Milliseconds())
	return now, nil
}

func (d *Dispatcher) resume(ctx context.Context, run fanlight.Run) (now fanlight.Run, err error) {
	shards, err := d.dispatch(ctx, run, run.Plan())
	if err != nil {
		return run, err
	}
	if now, err = d.ledger.MarkRunning(ctx, run); err != nil {
		return run, err
	}
	if err := d.list(ctx, run); err != nil {
		return run, err
	}
	for _, p := range shards {
		if err := d.settler.Finish(ctx, run, p); err != nil {
			return run, err
		}
	}
	return now, nil
}

// cancelled finishes the run's cancel if one was begun.
func (d *Dispatcher) cancelled(ctx context.Context, run fanlight.Run) (bool, error) {
	claim, err := d.ledger.Claim(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) {
		return false, nil
	}
	if err != nil || claim.State != fanlight.Cancelled {
		return false, err
	}
	return true, d.FinishCancel(ctx, run)
}

// SendQueries sends one message for each of the queries. All of a report's
// messages are one group, so that a wide report does not starve a small one.
func (d *Dispatcher) SendQueries(ctx context.Context, run fanlight.Run, plan []fanlight.Query, indices []int) error {
	bodies := make([]string, len(indices))
	for n, i := range indices {
		bodies[n] = fanlight.NewQueryMessage(run, plan[i]).Body()
	}
	return d.queries.Send(ctx, run.ID.Report(), bodies...)
}

// list writes the run's line in its report's listing, which no rule reads.
func (d *Dispatcher) list(ctx context.Context, run fanlight.Run) error {
	run.State = fanlight.Running
	return d.ledger.PutListing(ctx, run)
}

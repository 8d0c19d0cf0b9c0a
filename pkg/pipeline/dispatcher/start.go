package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Start dispatches a report for a scheduled time (rules D1 to D3). The suffix
// is empty for a scheduled edition; a manual start brings six characters that
// its caller drew, so that a repeated invocation finds its run. A second
// delivery goes on from what the first one left.
func (d *Dispatcher) Start(ctx context.Context, name string, scheduled time.Time, suffix string) (fanlight.Run, error) {
	return d.start(ctx, name, edition{scheduled: scheduled, suffix: suffix})
}

// edition is a run that is to be started.
type edition struct {
	scheduled time.Time
	suffix    string
	apart     bool // no later edition is compared with it (rule R6)
	audience  fanlight.Audience

	corrects *fanlight.Run // rule D8; nil unless it is a correction
	hash     string        // of a correction: its definition's
}

func (d *Dispatcher) start(ctx context.Context, name string, e edition) (fanlight.Run, error) {
	b, err := d.look(ctx, name, fanlight.NewRunID(name, e.scheduled, e.suffix))
	run, created := b.run, false
	switch {
	case err != nil:
	case errors.Is(b.runErr, ledger.ErrNotFound):
		run, created, err = d.create(ctx, name, e, b)
	case errors.Is(b.runErr, ledger.ErrNoDefinition):
		return run, nil // it ended long ago
	default:
		err = b.runErr
	}
	switch {
	case err != nil:
		return run, err
	case created:
		return d.sendAll(ctx, run)
	}
	return d.Resume(ctx, run)
}

// before holds the state before a start: a run, or what it is made from.
type before struct {
	run        fanlight.Run
	runErr     error
	deployment *ledger.Deployment
	times      ledger.Times
}

// look reads what there is, side by side.
func (d *Dispatcher) look(ctx context.Context, name string, id fanlight.RunID) (b before, err error) {
	b.deployment = d.ledger.Deployment(name)
	err = d.together(ctx, append(b.deployment.Reads(), func(ctx context.Context) error {
		b.run, b.runErr = d.ledger.Run(ctx, id)
		return nil
	}, func(ctx context.Context) (err error) {
		b.times, err = d.ledger.Times(ctx, name)
		return err
	})...)
	return b, err
}

func (d *Dispatcher) together(ctx context.Context, all ...func(context.Context) error) error {
	return fanlight.Together(ctx, d.calls(ctx), d.clock.Now(), all...)
}

// create freezes a deployed report as a run, unless that is created by now.
func (d *Dispatcher) create(ctx context.Context, name string, e edition, b before) (run fanlight.Run, created bool, err error) {
	definition, err := b.deployment.Definition()
	if errors.Is(err, ledger.ErrNotFound) {
		d.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventUnknownReport, Report: name, Detail: "no such report is deployed"})
		return run, false, fanlight.Refuse("no report %q is deployed", name)
	}
	if err != nil {
		return run, false, fmt.Errorf("start %s: %w", name, err)
	}
	if e.corrects != nil && definition.Hash != e.hash {
		return run, false, fanlight.Refuse("%s was deployed again just now: repeat the command", name)
	}
	run = d.freeze(definition, e)
	if run.Order, err = d.ledger.Order(ctx, definition, b.times); err != nil {
		return run, false, fmt.Errorf("order the queries of %s: %w", run.ID, err)
	}
	if run.Order != nil {
		run.OrderID = fanlight.NewToken(d.random)
	}
	err = d.together(ctx,
		func(ctx context.Context) error { return d.ledger.Freeze(ctx, run, definition.Packed) },
		func(ctx context.Context) error { return d.ledger.FreezeOrder(ctx, run) })
	if err == nil {
		run, created, err = d.ledger.CreateRun(ctx, run)
	}
	if err != nil {
		return run, false, fmt.Errorf("create run %s: %w", run.ID, err)
	}
	return run, created, nil
}

// freeze returns the run as its first epoch begins. Window and run ID derive
// from the minute of the scheduled time only (rule G7).
func (d *Dispatcher) freeze(def ledger.Definition, e edition) fanlight.Run {
	now := d.clock.Now()
	start, end := def.Report.WindowAt(fanlight.Minute(e.scheduled))
	if e.corrects != nil {
		start, end = e.corrects.Window.Start, e.corrects.Window.End
	}
	return fanlight.Run{
		ID: fanlight.NewRunID(def.Report.Name, e.scheduled, e.suffix), Apart: e.apart, Audience: e.audience,
		Definition: def.Report, Digest: def.Packed.Digest, Hash: def.Hash, Total: len(def.Report.Queries),
		Window:  fanlight.Window{Start: start.UTC(), End: end.UTC()},
		Created: now, Begun: now, Deadline: now.Add(time.Duration(def.Report.Deadline)),
		State: fanlight.Dispatching, Epoch: 1, Round: 1, Selection: fanlight.SelectAll, Open: true,
	}
}

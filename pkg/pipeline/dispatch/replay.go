package dispatch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
)

// Order is an operator's command on a run that exists: its own random ID, and
// the epoch and round that the operator saw.
type Order struct {
	ID    string
	Run   pipeline.RunID
	Epoch int
	Round int // resend alone
}

// Replay begins a new epoch over the run's frozen plan and dispatches it: all
// queries, or those that are neither ok nor empty (rule D4).
func (d *Dispatcher) Replay(ctx context.Context, o Order, selection pipeline.Selection) (pipeline.Run, error) {
	run, err := d.find(ctx, o.Run)
	if err != nil {
		return run, err
	}
	if !(run.Command == o.ID && run.Epoch == o.Epoch+1) {
		if run, err = d.bump(ctx, run, o, selection); err != nil {
			return run, err
		}
	}
	return d.Resume(ctx, run)
}

func (d *Dispatcher) find(ctx context.Context, id pipeline.RunID) (pipeline.Run, error) {
	run, err := d.Ledger.Run(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return run, refuse("there is no run %s", id)
	}
	if err != nil {
		return run, fmt.Errorf("find run %s: %w", id, err)
	}
	return run, nil
}

// bump opens the next epoch, on condition of the one that the operator saw.
func (d *Dispatcher) bump(ctx context.Context, run pipeline.Run, o Order, selection pipeline.Selection) (pipeline.Run, error) {
	if run.Epoch != o.Epoch {
		return run, superseded(run)
	}
	if err := closed(run); err != nil {
		return run, err
	}
	if _, err := d.Ledger.Plan(ctx, run.ID); errors.Is(err, ledger.ErrNotFound) {
		return run, refuse("the plan of %s has expired", run.ID)
	} else if err != nil {
		return run, err
	}
	next := d.nextEpoch(run, o.ID, selection)
	if err := d.checkSelection(ctx, next); err != nil {
		return run, err
	}
	stored, ok, err := d.Ledger.OpenEpoch(ctx, next, o.Epoch)
	if err == nil && !ok {
		err = superseded(stored)
	}
	return stored, err
}

// closed refuses a run that is open, and says with what.
func closed(run pipeline.Run) error {
	switch {
	case !run.State.Final():
		return refuse("%s is still %s: wait for its end, or cancel it first", run.ID, run.State)
	case run.Open:
		return refuse("%s is being sent again (round %d): wait for its end", run.ID, run.Round)
	}
	return nil
}

func (d *Dispatcher) nextEpoch(run pipeline.Run, command string, selection pipeline.Selection) pipeline.Run {
	now := d.Clock.Now()
	run.Epoch, run.Round, run.State, run.Open = run.Epoch+1, 1, pipeline.Dispatching, true
	run.Command, run.Selection, run.Only, run.Offered = command, selection, nil, time.Time{}
	run.Begun, run.Deadline = now, now.Add(time.Duration(run.Definition.Deadline))
	return run
}

func superseded(run pipeline.Run) error {
	return refuse("superseded: %s is at epoch %d, round %d by now", run.ID, run.Epoch, run.Round)
}

// checkSelection refuses a replay of failures that would run nothing, or that
// would run everything because nothing is left to inherit.
func (d *Dispatcher) checkSelection(ctx context.Context, next pipeline.Run) error {
	if next.Selection == pipeline.SelectAll {
		return nil
	}
	before, winners, err := d.before(ctx, next)
	if err != nil {
		return err
	}
	outcomes, err := d.Ledger.Outcomes(ctx, before, winners)
	if err != nil {
		return err
	}
	kept := 0
	for _, o := range outcomes {
		if o.Good() {
			kept++
		}
	}
	switch kept {
	case next.Total:
		return refuse("no query of %s failed: resend delivers its report again", next.ID)
	case 0:
		return refuse("no query of %s has a result that is still to be had: replay all of them", next.ID)
	}
	return nil
}

// inherit copies, under the keys of the run's epoch, the results that need not
// run again, with their attempts, and returns these as winners. One that has
// expired, or never came to be, is not among them: its query runs again.
func (d *Dispatcher) inherit(ctx context.Context, run pipeline.Run) (map[int]string, error) {
	if run.Epoch == 1 || run.Selection == pipeline.SelectAll {
		return nil, nil
	}
	before, winners, err := d.before(ctx, run)
	if err != nil {
		return nil, err
	}
	return d.Ledger.CopyGood(ctx, before, run, winners)
}

// before returns the epoch before the run's, and its winners.
func (d *Dispatcher) before(ctx context.Context, run pipeline.Run) (pipeline.Run, map[int]string, error) {
	run.Epoch--
	shards, err := d.Ledger.AllProgress(ctx, run)
	return run, pipeline.Winners(shards), err
}

// Resend delivers a closed run's stored document again, to all destinations or
// to the named ones (rule D5).
func (d *Dispatcher) Resend(ctx context.Context, o Order, to []string) (pipeline.Run, error) {
	run, err := d.find(ctx, o.Run)
	if err != nil {
		return run, err
	}
	if !(run.Command == o.ID && run.Epoch == o.Epoch && run.Round == o.Round+1) {
		if run, err = d.nextRound(ctx, run, o, to); err != nil {
			return run, err
		}
	}
	if err := d.Ledger.KeepDocument(ctx, run); err != nil {
		return run, fmt.Errorf("resend %s: %w", run.ID, err)
	}
	return run, d.Settler.Announce(ctx, run, run.Round)
}

func (d *Dispatcher) nextRound(ctx context.Context, run pipeline.Run, o Order, to []string) (pipeline.Run, error) {
	if run.Epoch != o.Epoch || run.Round != o.Round {
		return run, superseded(run)
	}
	if err := closed(run); err != nil {
		return run, err
	}
	if err := checkDestinations(run, to); err != nil {
		return run, err
	}
	if _, err := d.Ledger.Document(ctx, run); errors.Is(err, ledger.ErrNotFound) {
		return run, refuse("%s has no stored report to send again: replay it", run.ID)
	} else if err != nil {
		return run, err
	}
	next := run
	next.Round, next.Open, next.Command, next.Only = run.Round+1, true, o.ID, to
	stored, ok, err := d.Ledger.OpenRound(ctx, next, o.Round)
	if err == nil && !ok {
		err = superseded(stored)
	}
	return stored, err
}

func checkDestinations(run pipeline.Run, to []string) error {
	var names []string
	for _, d := range run.Definition.Deliver {
		names = append(names, d.Name)
	}
	for _, name := range to {
		if !slices.Contains(names, name) {
			return refuse("%s has no destination %q; it has %q", run.ID, name, names)
		}
	}
	return nil
}

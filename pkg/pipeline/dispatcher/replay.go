package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Replay begins a new epoch over the run's frozen plan and dispatches it: all
// queries, or those that are neither ok nor empty (rule D4).
func (d *Dispatcher) Replay(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.findKnown(ctx, c)
	if err != nil {
		return run, err
	}
	if !(run.Command == c.ID && run.Epoch == c.Epoch+1) {
		if run, err = d.openEpoch(ctx, run, c); err != nil {
			return run, err
		}
	}
	return d.Resume(ctx, run)
}

// findKnown finds a run whose definition this version knows.
func (d *Dispatcher) findKnown(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.find(ctx, c)
	if err == nil && run.Newer {
		err = refuseNewer(run, "definition")
	}
	return run, err
}

// refuseNewer refuses a command on a run of which this version does not know a
// part.
func refuseNewer(run fanlight.Run, part string) error {
	return fanlight.Refuse("a newer version of Fanlight wrote the %s of %s: deploy that version, then repeat the command", part, run.ID)
}

func (d *Dispatcher) find(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	if err := c.CheckRun(); err != nil {
		return fanlight.Run{}, fanlight.Refuse("%v", err)
	}
	run, err := d.ledger.Run(ctx, c.Run)
	if errors.Is(err, ledger.ErrNotFound) {
		return run, fanlight.Refuse("there is no run %s", c.Run)
	}
	if err != nil && !run.Newer {
		return run, fmt.Errorf("find run %s: %w", c.Run, err)
	}
	return run, nil
}

// openEpoch opens the next epoch, on condition of the one that the operator saw.
func (d *Dispatcher) openEpoch(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	if run.Epoch != c.Epoch {
		return run, superseded(run)
	}
	if err := checkClosed(run); err != nil {
		return run, err
	}
	if _, err := d.ledger.Plan(ctx, run.ID); errors.Is(err, ledger.ErrNotFound) {
		return run, fanlight.Refuse("the plan of %s has expired", run.ID)
	} else if errors.Is(err, fanlight.ErrNewer) {
		return run, refuseNewer(run, "plan")
	} else if err != nil {
		return run, err
	}
	next := d.nextEpoch(run, c)
	if err := d.checkSelection(ctx, next); err != nil {
		return run, err
	}
	stored, ok, err := d.ledger.OpenEpoch(ctx, next, c.Epoch)
	if err == nil && !ok {
		err = superseded(stored)
	}
	return stored, err
}

// checkClosed refuses a run that is open, and says with what.
func checkClosed(run fanlight.Run) error {
	switch {
	case !run.State.Final():
		return fanlight.Refuse("%s is still %s: wait for its end, or cancel it first", run.ID, run.State)
	case run.Open:
		return fanlight.Refuse("%s is being sent again (round %d): wait for its end, or cancel it first", run.ID, run.Round)
	}
	return nil
}

func (d *Dispatcher) nextEpoch(run fanlight.Run, c fanlight.Command) fanlight.Run {
	now := d.clock.Now()
	run.Epoch, run.Round, run.State, run.Open = run.Epoch+1, 1, fanlight.Dispatching, true
	run.Command, run.Selection, run.Only, run.Offered = c.ID, c.Selection(), nil, time.Time{}
	run.Begun, run.Deadline = now, now.Add(time.Duration(run.Definition.Deadline))
	return run
}

func superseded(run fanlight.Run) error {
	return fanlight.Refuse("superseded: %s is at epoch %d, round %d by now", run.ID, run.Epoch, run.Round)
}

// checkSelection refuses a replay of failures that would run nothing, or that
// would run everything because nothing is left to inherit.
func (d *Dispatcher) checkSelection(ctx context.Context, next fanlight.Run) error {
	if next.Selection == fanlight.SelectAll {
		return nil
	}
	before, winners, err := d.before(ctx, next)
	if err != nil {
		return err
	}
	outcomes, err := d.ledger.Outcomes(ctx, before, winners)
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
		return fanlight.Refuse("no query of %s failed: resend delivers its report again", next.ID)
	case 0:
		return fanlight.Refuse("no query of %s has a result that is still to be had: replay all of them", next.ID)
	}
	return nil
}

// inherit copies, under the keys of the run's epoch, the results that need not
// run again, with their attempts, and returns these as winners. One that has
// expired, or never came to be, is not among them: its query runs again.
func (d *Dispatcher) inherit(ctx context.Context, run fanlight.Run) (map[int]string, error) {
	if run.Epoch == 1 || run.Selection == fanlight.SelectAll {
		return nil, nil
	}
	before, winners, err := d.before(ctx, run)
	if err != nil {
		return nil, err
	}
	return d.ledger.CopyGood(ctx, before, run, winners)
}

// before returns the epoch before the run's, and its winners.
func (d *Dispatcher) before(ctx context.Context, run fanlight.Run) (fanlight.Run, map[int]string, error) {
	run.Epoch--
	shards, err := d.ledger.AllProgress(ctx, run)
	return run, fanlight.Winners(shards), err
}

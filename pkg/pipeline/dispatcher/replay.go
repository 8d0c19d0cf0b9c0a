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

// replayed returns the answer to a replay: how many queries keep a result, and how
// many run again. It counts what the epoch began with, so that a repeated command has
// the same answer.
func (d *Dispatcher) replayed(ctx context.Context, run fanlight.Run) (fanlight.Answer, error) {
	shards, err := d.ledger.AllProgress(ctx, run)
	if err != nil {
		return fanlight.Answer{}, err
	}
	a, _ := answer(run, nil)
	for _, name := range fanlight.Winners(shards) {
		if fanlight.ParseWinner(name, run.Epoch).Epoch < run.Epoch {
			a.Kept++
		}
	}
	a.Again = run.Total - a.Kept
	return a, nil
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
	switch {
	case errors.Is(err, ledger.ErrNoDefinition):
		return run, fanlight.Refuse("the definition of %s has expired", c.Run)
	case run.NewerLayout:
		return run, refuseNewer(run, "items")
	case err != nil && !run.Newer:
		return run, fmt.Errorf("find run %s: %w", c.Run, err)
	}
	return run, nil
}

// openEpoch opens the next epoch, on condition of the one that the operator saw.
func (d *Dispatcher) openEpoch(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	if run.Epoch != c.Epoch {
		return run, superseded(run)
	}
	if err := run.Accepts(c); err != nil {
		return run, err
	}
	next := d.nextEpoch(run, c)
	if err := d.checkSelection(ctx, next); err != nil {
		return run, err
	}
	if err := d.keepFrozen(ctx, next); err != nil {
		return run, err
	}
	stored, ok, err := d.ledger.OpenEpoch(ctx, next, c.Epoch)
	if err == nil && !ok {
		err = superseded(stored)
	}
	return stored, err
}

// keepFrozen keeps what a command needs of a run for as long as it needs it, before
// the command opens the run: an open run never loses its definition (rule E4).
func (d *Dispatcher) keepFrozen(ctx context.Context, next fanlight.Run) error {
	err := d.ledger.KeepFrozen(ctx, next)
	if errors.Is(err, ledger.ErrNoDefinition) {
		err = fanlight.Refuse("the definition of %s has expired", next.ID)
	}
	return err
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
	kept, err := d.inherit(ctx, next)
	if err != nil {
		return err
	}
	switch len(kept) {
	case next.Total:
		return fanlight.Refuse("no query of %s failed: resend delivers its report again", next.ID)
	case 0:
		return fanlight.Refuse("no query of %s has a result that is still to be had: replay all of them", next.ID)
	}
	return nil
}

// inheritMargin is how long after the deadline of an epoch the results are there
// that it inherits: until then it has been reported or given up.
const inheritMargin = 24 * time.Hour

// inherit returns the winners of the epoch before whose results the run's epoch need
// not find again, each with the epoch that its result is of. The others, of which
// the result is not good, or expires too soon, or never came to be, run again. It is
// a function of what is stored.
func (d *Dispatcher) inherit(ctx context.Context, run fanlight.Run) (map[int]string, error) {
	if run.Epoch == 1 || run.Selection == fanlight.SelectAll {
		return nil, nil
	}
	before := run
	before.Epoch--
	shards, err := d.ledger.AllProgress(ctx, before)
	if err != nil {
		return nil, err
	}
	return d.ledger.Inheritable(ctx, before, fanlight.Winners(shards), run.Deadline.Add(inheritMargin))
}

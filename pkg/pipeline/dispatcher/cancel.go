package dispatcher

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Cancel ends an open run: without a report if no reporter has claimed it, else
// without further tries (rule D6). The refusal is busy while a reporter is at
// work: the command may be repeated after that.
func (d *Dispatcher) Cancel(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.find(ctx, c)
	switch {
	case err != nil:
		return run, err
	case run.Epoch != c.Epoch || c.Round != 0 && run.Round != c.Round:
		return run, superseded(run)
	case !run.Open:
		return run, d.cancelledBy(ctx, run, c)
	case run.Round == 1:
		return d.cancelFirst(ctx, run, c)
	}
	return d.endRound(ctx, run, c)
}

// cancelFirst cancels an epoch before its first round is claimed, or ends that
// round.
func (d *Dispatcher) cancelFirst(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	claim, err := d.ledger.ClaimForCancel(ctx, run, c.ID)
	if err != nil {
		return run, fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	if claim.State == fanlight.Cancelled {
		return d.finish(ctx, run, claim.State)
	}
	return d.endRound(ctx, run, c)
}

// cancelledBy refuses to cancel a run that has ended, unless it was cancelled, or
// its round was ended by this very command (rule G2).
func (d *Dispatcher) cancelledBy(ctx context.Context, run fanlight.Run, c fanlight.Command) error {
	if run.State == fanlight.Cancelled {
		return nil
	}
	claim, err := d.ledger.Claim(ctx, run)
	switch {
	case err != nil && !errors.Is(err, ledger.ErrNotFound):
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	case claim.Owner == c.ID:
		return nil
	}
	return run.Accepts(fanlight.Command{Action: fanlight.ActionCancel})
}

// finish closes a run whose round has its final state, and returns it as it is
// then.
func (d *Dispatcher) finish(ctx context.Context, run fanlight.Run, state fanlight.State) (fanlight.Run, error) {
	var err error
	if state == fanlight.Cancelled {
		err = d.FinishCancel(ctx, run)
	} else {
		state, err = d.ledger.CloseRun(ctx, run, state)
	}
	if err != nil {
		return run, err
	}
	run.State, run.Open = state, false
	return run, nil
}

// FinishCancel does what a cancel leaves to do once its claim stands: it settles
// what is missing, stops what runs, and ends the run. It creates what progress is
// missing, so that a dispatcher that is at work, and its workers, find it settled.
// It may be repeated.
func (d *Dispatcher) FinishCancel(ctx context.Context, run fanlight.Run) error {
	shards, err := d.dispatch(ctx, run, nil)
	if err != nil {
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	why := fanlight.Result{Outcome: fanlight.CancelledResult, Error: "the run was cancelled"}
	for _, p := range shards {
		if _, err := d.settler.SettleMissing(ctx, run, p, why); err != nil {
			return fmt.Errorf("cancel %s: %w", run.ID, err)
		}
	}
	if err := d.ledger.EndRun(ctx, run, fanlight.Cancelled); err != nil {
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	return nil
}

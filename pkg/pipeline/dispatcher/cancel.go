package dispatcher

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Cancel ends an open run without a report (rule D6). The claim of its first
// round decides against a reporter.
func (d *Dispatcher) Cancel(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.find(ctx, c)
	if err != nil {
		return run, err
	}
	if run.Epoch != c.Epoch {
		return run, superseded(run)
	}
	if run.State.Final() {
		return run, d.cancelledBy(ctx, run, c)
	}
	claim, err := d.ledger.ClaimForCancel(ctx, run, c.ID)
	if err != nil {
		return run, fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	if claim.State != fanlight.Cancelled {
		return run, fanlight.Refuse("%s is being reported", run.ID)
	}
	if err := d.FinishCancel(ctx, run); err != nil {
		return run, err
	}
	run.State, run.Open = fanlight.Cancelled, false
	return run, nil
}

// cancelledBy refuses to cancel a run that has ended, unless it was this order
// that cancelled it (rule G2).
func (d *Dispatcher) cancelledBy(ctx context.Context, run fanlight.Run, c fanlight.Command) error {
	first := run
	first.Round = 1 // a cancel takes that one's claim
	claim, err := d.ledger.Claim(ctx, first)
	switch {
	case err != nil && !errors.Is(err, ledger.ErrNotFound):
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	case claim.State == fanlight.Cancelled && claim.Owner == c.ID:
		return nil
	}
	return fanlight.Refuse("%s has ended: it is %s", run.ID, run.State)
}

// FinishCancel does what a cancel leaves to do once its claim stands: it settles
// what is missing, stops what runs, and ends the run. It creates what progress is
// missing, so that a dispatcher that is at work, and its workers, find it settled.
// It may be repeated.
func (d *Dispatcher) FinishCancel(ctx context.Context, run fanlight.Run) error {
	shards, err := d.createProgress(ctx, run)
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

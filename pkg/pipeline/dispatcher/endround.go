package dispatcher

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// orderLease is for how long a command claims a round that it ends. It sends
// nothing, so that a longer life does no harm.
const orderLease = time.Minute

// endRound ends the tries of a round by order (rule E3), unless a reporter is at
// work. It neither raises an alarm nor notifies the owner: who ordered it knows.
func (d *Dispatcher) endRound(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	claim, held, err := d.ledger.TakeReleasedClaim(ctx, run, c.ID, d.clock.Now().Add(orderLease))
	switch {
	case err != nil:
		return run, fmt.Errorf("cancel %s: %w", run.ID, err)
	case claim.Final():
		return d.finishEnded(ctx, run, claim, c)
	case !held:
		return run, busy(run)
	}
	state, held, err := d.giveUp(ctx, run, claim)
	if held && err == nil {
		held, err = d.ledger.EndRound(ctx, run, claim, state)
	}
	switch {
	case err != nil:
		return run, fmt.Errorf("cancel %s: %w", run.ID, err)
	case !held:
		return run, busy(run)
	}
	return d.finish(ctx, run, state)
}

func busy(run fanlight.Run) error {
	return &fanlight.Refusal{Reason: fmt.Sprintf("%s is being reported: repeat the command when that try is over", run.ID), Busy: true}
}

// finishEnded closes a run whose round has just ended, and refuses the command
// unless the round was cancelled, or ended by this very command.
func (d *Dispatcher) finishEnded(ctx context.Context, run fanlight.Run, claim fanlight.Claim, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.finish(ctx, run, claim.State)
	if err != nil || claim.State == fanlight.Cancelled || claim.Owner == c.ID {
		return run, err
	}
	return run, fanlight.Refuse("it has ended as %s", run.State)
}

// giveUp gives every record of the round its last state, and returns that of the
// round: cancelled if it is the epoch's first one and nobody can have the report.
func (d *Dispatcher) giveUp(ctx context.Context, run fanlight.Run, claim fanlight.Claim) (state fanlight.State, held bool, err error) {
	deliveries, held, err := d.ledger.EndDeliveries(ctx, run, claim, "cancelled")
	if err != nil || !held {
		return "", held, err
	}
	if run.Round == 1 && !slices.ContainsFunc(deliveries, fanlight.Delivery.Reached) {
		return fanlight.Cancelled, true, nil
	}
	return fanlight.FinalState(deliveries), true, nil
}

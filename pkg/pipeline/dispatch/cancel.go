package dispatch

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
)

// Cancel ends an open run without a report (rule D6). The claim of its first
// round decides against a reporter.
func (d *Dispatcher) Cancel(ctx context.Context, o Order) (pipeline.Run, error) {
	run, err := d.find(ctx, o.Run)
	if err != nil {
		return run, err
	}
	if run.Epoch != o.Epoch {
		return run, superseded(run)
	}
	if run.State.Final() {
		return run, d.cancelledBy(ctx, run, o)
	}
	send, err := d.Ledger.CancelSend(ctx, run, o.ID)
	if err != nil {
		return run, fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	if send.State != pipeline.Cancelled {
		return run, refuse("%s is being reported", run.ID)
	}
	if err := d.FinishCancel(ctx, run); err != nil {
		return run, err
	}
	run.State, run.Open = pipeline.Cancelled, false
	return run, nil
}

// cancelledBy refuses to cancel a run that has ended, unless it was this order
// that cancelled it (rule G2).
func (d *Dispatcher) cancelledBy(ctx context.Context, run pipeline.Run, o Order) error {
	first := run
	first.Round = 1 // a cancel takes that one's claim
	send, err := d.Ledger.Send(ctx, first)
	switch {
	case err != nil && !errors.Is(err, ledger.ErrNotFound):
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	case send.State == pipeline.Cancelled && send.Owner == o.ID:
		return nil
	}
	return refuse("%s has ended: it is %s", run.ID, run.State)
}

// FinishCancel does what a cancel leaves to do once its claim stands: it settles
// what is missing, stops what runs, and ends the run. It may be repeated.
func (d *Dispatcher) FinishCancel(ctx context.Context, run pipeline.Run) error {
	found, err := d.cancelQueries(ctx, run)
	if err == nil {
		err = d.Ledger.EndRun(ctx, run, pipeline.Cancelled)
	}
	if err == nil && found < pipeline.Shards(run.Total) {
		// A dispatcher at work may have created progress since, and workers may
		// have begun with it until META was closed: after that none does.
		_, err = d.cancelQueries(ctx, run)
	}
	if err != nil {
		return fmt.Errorf("cancel %s: %w", run.ID, err)
	}
	return nil
}

// cancelQueries settles what is missing in the shards that exist, and returns
// their number.
func (d *Dispatcher) cancelQueries(ctx context.Context, run pipeline.Run) (int, error) {
	shards, err := d.Ledger.AllProgress(ctx, run)
	if err != nil {
		return 0, err
	}
	for _, p := range shards {
		why := pipeline.Result{Outcome: pipeline.CancelledResult, Error: "the run was cancelled"}
		if _, err := d.SettleMissing(ctx, run, p, why); err != nil {
			return 0, err
		}
	}
	return len(shards), nil
}

// SettleMissing settles the unsettled queries of a shard with the given result
// through the same update as everybody (rules S1 and S2), and stops them only
// then (rule G4). It returns the shard as it is then.
func (d *Dispatcher) SettleMissing(ctx context.Context, run pipeline.Run, p pipeline.Progress, why pipeline.Result) (pipeline.Progress, error) {
	return d.settleAs(ctx, run, p, p.Unsettled(), why)
}

// SettleOne is SettleMissing for one query of the shard.
func (d *Dispatcher) SettleOne(ctx context.Context, run pipeline.Run, p pipeline.Progress, index int, why pipeline.Result) (pipeline.Progress, error) {
	if p.Winners[index] != "" {
		return p, nil
	}
	return d.settleAs(ctx, run, p, []int{index}, why)
}

func (d *Dispatcher) settleAs(ctx context.Context, run pipeline.Run, p pipeline.Progress, missing []int, why pipeline.Result) (pipeline.Progress, error) {
	if len(missing) == 0 {
		return p, nil
	}
	attempts := make([]ledger.Attempt, len(missing))
	for n, i := range missing {
		result := why
		result.QueryID = p.Starts[i].ID
		attempts[n] = ledger.Attempt{Index: i, ID: pipeline.NewToken(d.Random), Result: result}
	}
	settled, err := d.Settler.Settle(ctx, run, p.Shard, attempts)
	if err != nil {
		return p, err
	}
	for _, a := range attempts {
		if start, ok := settled.Starts[a.Index]; ok && settled.Winners[a.Index] == a.ID {
			// It would end by itself; stopping it saves a slot of the account.
			_ = d.Insights.Stop(ctx, start.ID)
		}
	}
	return settled, nil
}

package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
)

// end sends the owner what failed, gives the round its final state, on condition
// of the claim's fence (rule E1), and closes the run (rule E2). Owner and alarm
// come first: after a crash in between nothing would send them.
func (r *Reporter) end(ctx context.Context, run fanlight.Run, claim fanlight.Claim, rendered fanlight.Rendered, deliveries []fanlight.Delivery) error {
	missed := undelivered(deliveries)
	r.tellOwner(ctx, run, rendered.Document, missed)
	state := fanlight.FinalState(deliveries)
	if state != fanlight.Sent {
		r.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventGaveUp, Run: run.ID, Report: run.ID.Report(),
			Detail: fmt.Sprintf("%s at claim %d: %d of %d destinations missed", state, claim.Tries, len(missed), len(deliveries)),
		})
	}
	held, err := r.ledger.EndRound(ctx, run, claim, state)
	if err != nil {
		return fmt.Errorf("end %s: %w", run.ID, err)
	}
	if !held {
		return nil
	}
	r.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventRunEnded, Run: run.ID, Report: run.ID.Report(),
		Detail: fmt.Sprintf("%s: %d of %d queries failed, %d of %d destinations missed", state,
			failures(rendered.Document), len(rendered.Document.Queries), len(missed), len(deliveries)),
	})
	return r.close(ctx, run, state)
}

// close closes META if it is still open at the run's epoch and round.
func (r *Reporter) close(ctx context.Context, run fanlight.Run, state fanlight.State) error {
	if err := r.ledger.EndRun(ctx, run, state); err != nil {
		return fmt.Errorf("end %s: %w", run.ID, err)
	}
	return nil
}

func undelivered(deliveries []fanlight.Delivery) []render.Undelivered {
	var missed []render.Undelivered
	for _, d := range deliveries {
		if d.State != fanlight.DeliverySent {
			missed = append(missed, render.Undelivered{Destination: d.Name, State: d.State, Error: d.Error})
		}
	}
	return missed
}

// tellOwner sends the owner what failed, at least once if the owner can be
// reached.
func (r *Reporter) tellOwner(ctx context.Context, run fanlight.Run, d fanlight.Document, missed []render.Undelivered) {
	owner := run.Definition.Owner
	if owner == nil || len(missed) == 0 && failures(d) == 0 {
		return
	}
	if _, err := r.sender.Send(ctx, *owner, deliver.Owner(&d, missed, *owner)); err != nil {
		r.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventOwnerUnreached, Run: run.ID, Report: run.ID.Report(), Detail: err.Error(),
		})
	}
}

func failures(d fanlight.Document) int {
	n := 0
	for _, q := range d.Queries {
		if !q.State.Good() {
			n++
		}
	}
	return n
}

// GiveUp ends a run that no reporter could bring to its destinations (rule E3):
// it takes the claim like a reporter, never against a live lease, and says on
// every record what is known.
func (r *Reporter) GiveUp(ctx context.Context, run fanlight.Run) error {
	claim, held, err := r.claim(ctx, run.ID, run.Epoch, run.Round)
	if err != nil {
		return fmt.Errorf("give up %s: %w", run.ID, err)
	}
	if !held {
		return r.closeEnded(ctx, run, claim)
	}
	rendered, err := r.ledger.Document(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) {
		rendered.Document = fanlight.Document{Run: run.ID, Report: run.Definition.Name, Title: run.Definition.Title,
			Scheduled: run.ID.Scheduled(), Timezone: run.Definition.Timezone, Window: run.Window, Epoch: run.Epoch}
	} else if err != nil {
		return err
	}
	return r.endGivenUp(ctx, run, claim, rendered)
}

// endGivenUp ends a round of which destinations are left, and says on every
// record what is known: one that is left as sending would count as unsent.
func (r *Reporter) endGivenUp(ctx context.Context, run fanlight.Run, claim fanlight.Claim, rendered fanlight.Rendered) error {
	deliveries, err := r.giveUpDeliveries(ctx, run, claim)
	if errors.Is(err, errFenced) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("give up %s: %w", run.ID, err)
	}
	return r.end(ctx, run, claim, rendered, deliveries)
}

func (r *Reporter) giveUpDeliveries(ctx context.Context, run fanlight.Run, claim fanlight.Claim) ([]fanlight.Delivery, error) {
	_, records, err := r.records(ctx, run)
	if err != nil {
		return nil, err
	}
	for i, seen := range records {
		if records[i], err = r.giveUpOne(ctx, run, claim, seen); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func (r *Reporter) giveUpOne(ctx context.Context, run fanlight.Run, claim fanlight.Claim, seen fanlight.Delivery) (fanlight.Delivery, error) {
	if seen.State == fanlight.DeliverySent {
		return seen, nil
	}
	next := seen
	next.Fence = claim.Fence
	switch seen.State {
	case fanlight.DeliverySending, fanlight.DeliveryUnknown:
		next.State, next.Unknown = fanlight.DeliveryUnknown, true
	default:
		next.State = fanlight.DeliveryFailed
	}
	if next.Error == "" {
		next.Error = "given up"
	}
	return r.record(ctx, run, seen, next)
}

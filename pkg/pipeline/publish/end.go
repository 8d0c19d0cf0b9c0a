package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/render"
)

// end tells what failed, gives the round its final state, on condition of the
// claim's fence (rule E1), and closes the run (rule E2). Owner and alarm come
// first: nobody would tell after the end what a crash left untold.
func (p *Publisher) end(ctx context.Context, run pipeline.Run, claim pipeline.Send, rendered pipeline.Rendered, deliveries []pipeline.Delivery) error {
	missed := undelivered(deliveries)
	p.tellOwner(ctx, run, rendered.Document, missed)
	state := pipeline.Verdict(deliveries)
	if state != pipeline.Sent {
		p.Notifier.Notify(ctx, pipeline.Notice{
			Kind: pipeline.NoticeGaveUp, Run: run.ID, Report: run.ID.Report(),
			Detail: fmt.Sprintf("%s at claim %d: %d of %d destinations missed", state, claim.Tries, len(missed), len(deliveries)),
		})
	}
	held, err := p.Ledger.EndSend(ctx, run, claim, state)
	if err != nil {
		return fmt.Errorf("end %s: %w", run.ID, err)
	}
	if !held {
		return nil
	}
	p.Notifier.Notify(ctx, pipeline.Notice{
		Kind: pipeline.NoticeRunEnded, Run: run.ID, Report: run.ID.Report(),
		Detail: fmt.Sprintf("%s: %d of %d queries failed, %d of %d destinations missed", state,
			failures(rendered.Document), len(rendered.Document.Queries), len(missed), len(deliveries)),
	})
	return p.close(ctx, run, state)
}

// close closes META if it is still open at the run's epoch and round.
func (p *Publisher) close(ctx context.Context, run pipeline.Run, state pipeline.State) error {
	if err := p.Ledger.EndRun(ctx, run, state); err != nil {
		return fmt.Errorf("end %s: %w", run.ID, err)
	}
	return nil
}

func undelivered(deliveries []pipeline.Delivery) []render.Undelivered {
	var missed []render.Undelivered
	for _, d := range deliveries {
		if d.State != pipeline.DeliverySent {
			missed = append(missed, render.Undelivered{Destination: d.Name, State: d.State, Error: d.Error})
		}
	}
	return missed
}

// tellOwner tells what failed, at least once if the owner can be reached.
func (p *Publisher) tellOwner(ctx context.Context, run pipeline.Run, d pipeline.Document, missed []render.Undelivered) {
	owner := run.Definition.Owner
	if owner == nil || len(missed) == 0 && failures(d) == 0 {
		return
	}
	if _, err := p.Sender.Send(ctx, *owner, render.OwnerMessage(&d, missed, *owner), false); err != nil {
		p.Notifier.Notify(ctx, pipeline.Notice{
			Kind: pipeline.NoticeOwnerUnreached, Run: run.ID, Report: run.ID.Report(), Detail: err.Error(),
		})
	}
}

func failures(d pipeline.Document) int {
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
func (p *Publisher) GiveUp(ctx context.Context, run pipeline.Run) error {
	claim, held, err := p.claim(ctx, run.ID, run.Epoch, run.Round)
	if err != nil {
		return fmt.Errorf("give up %s: %w", run.ID, err)
	}
	if !held {
		return p.closeEnded(ctx, run, claim)
	}
	rendered, err := p.Ledger.Document(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) {
		rendered.Document = pipeline.Document{Run: run.ID, Report: run.Definition.Name, Title: run.Definition.Title,
			Scheduled: run.ID.Scheduled(), Timezone: run.Definition.Timezone, Window: run.Window, Epoch: run.Epoch}
	} else if err != nil {
		return err
	}
	return p.endGivenUp(ctx, run, claim, rendered)
}

// endGivenUp ends a round of which destinations are left, and says on every
// record what is known: one that is left as sending would count as unsent.
func (p *Publisher) endGivenUp(ctx context.Context, run pipeline.Run, claim pipeline.Send, rendered pipeline.Rendered) error {
	deliveries, err := p.giveUpDeliveries(ctx, run, claim)
	if errors.Is(err, errFenced) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("give up %s: %w", run.ID, err)
	}
	return p.end(ctx, run, claim, rendered, deliveries)
}

func (p *Publisher) giveUpDeliveries(ctx context.Context, run pipeline.Run, claim pipeline.Send) ([]pipeline.Delivery, error) {
	_, records, err := p.records(ctx, run)
	if err != nil {
		return nil, err
	}
	for i, seen := range records {
		if records[i], err = p.giveUpOne(ctx, run, claim, seen); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func (p *Publisher) giveUpOne(ctx context.Context, run pipeline.Run, claim pipeline.Send, seen pipeline.Delivery) (pipeline.Delivery, error) {
	if seen.State == pipeline.DeliverySent {
		return seen, nil
	}
	next := seen
	next.Fence = claim.Fence
	switch seen.State {
	case pipeline.DeliverySending, pipeline.DeliveryUnknown:
		next.State, next.Unknown = pipeline.DeliveryUnknown, true
	default:
		next.State = pipeline.DeliveryFailed
	}
	if next.Error == "" {
		next.Error = "given up"
	}
	return p.record(ctx, run, seen, next)
}

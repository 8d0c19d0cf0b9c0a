package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// end notifies the owner of what failed, gives the round its final state on
// condition of the claim's fence (rule E1), and closes the run (rule E2). Owner,
// figures and alarm come first: after the end no actor would make up for them.
func (c claimed) end(ctx context.Context, rendered fanlight.Rendered, deliveries []fanlight.Delivery) error {
	missed := undelivered(deliveries)
	c.notifyOwner(ctx, rendered.Document, missed)
	state := c.endState(&rendered.Document, deliveries)
	c.keepFigures(ctx, &rendered.Document, state, deliveries)
	c.emitEnd(ctx, &rendered.Document, state, len(missed), len(deliveries))
	held, err := c.ledger.EndRound(ctx, c.run, c.claim, state)
	if err != nil {
		return fmt.Errorf("end %s: %w", c.run.ID, err)
	}
	if !held {
		return nil
	}
	c.log.InfoContext(ctx, "round ended", c.run.LogAttrs(), "round", c.run.Round, "state", state,
		"destinations", len(deliveries), "missed", len(missed), "duration_ms", c.since(c.run.Begun))
	c.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventRunEnded, Run: c.run.ID, Report: c.run.ID.Report(),
		Detail: fmt.Sprintf("%s: %d of %d queries failed, %d of %d destinations missed", state,
			rendered.Document.Unanswered(), len(rendered.Document.Queries), len(missed), len(deliveries)),
	})
	if len(rendered.Document.Queries) == c.run.Total { // else nothing was rendered
		tally := rendered.Document.Tally(deliveries)
		c.run.Tally = &tally
	}
	return c.close(ctx, state)
}

// close closes META if it is still open at the run's epoch and round, whose final
// state is given.
func (c claimed) close(ctx context.Context, state fanlight.State) error {
	if _, err := c.ledger.CloseRun(ctx, c.run, state); err != nil {
		return fmt.Errorf("end %s: %w", c.run.ID, err)
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

// notifyOwner sends the owner what failed, at least once if the owner can be
// reached.
func (c claimed) notifyOwner(ctx context.Context, d fanlight.Document, missed []render.Undelivered) {
	owner := c.run.Definition.Owner
	if owner == nil || len(missed) == 0 && d.Unanswered() == 0 {
		return
	}
	if err := c.sendAll(ctx, *owner, deliver.Owner(&d, missed, *owner)); err != nil {
		c.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventOwnerUnreached, Run: c.run.ID, Report: c.run.ID.Report(), Detail: err.Error(),
		})
	}
}

// sendAll sends all parts of a message that has no record.
func (c claimed) sendAll(ctx context.Context, d report.Destination, m fanlight.Message) error {
	for part := range m.PartCount() {
		if _, err := c.sender.Send(ctx, d, m.OnePart(part)); err != nil {
			return err
		}
	}
	return nil
}

// GiveUp ends a round that no reporter could deliver (rule E3). It takes the
// claim like a reporter, never against a live lease, and writes on every record
// what is known. It may be called again.
func (r *Reporter) GiveUp(ctx context.Context, run fanlight.Run) error {
	c, held, err := r.takeClaim(ctx, run)
	if err != nil {
		return fmt.Errorf("give up %s: %w", run.ID, err)
	}
	if !held {
		return c.closeEnded(ctx)
	}
	return c.giveUp(ctx)
}

// giveUp ends a round by what is stored: it neither renders nor sends the report.
func (c claimed) giveUp(ctx context.Context) error {
	unread := c.ledger.CheckDocument(ctx, c.run) // before the document is held: both would be much for a janitor's memory
	rendered, err := c.ledger.Document(ctx, c.run)
	switch newer := c.run.Newer || errors.Is(unread, fanlight.ErrNewer); {
	case newer && c.clock.Now().Before(c.run.Deadline): // rule G8
		c.claim.Tries--
		return c.ledger.ReleaseClaim(ctx, c.run, c.claim, c.clock.Now())
	case newer:
		return c.endNewer(ctx, fanlight.ErrNewer)
	case errors.Is(err, ledger.ErrNotFound):
		rendered.Document = emptyDocument(c.run)
	case err != nil:
		return err
	case c.withheld(&rendered.Document):
		return c.end(ctx, rendered, nil)
	}
	return c.endGivenUp(ctx, rendered, "given up")
}

// endGivenUp ends a round with destinations left, and writes on every record what
// is known: one that is left as sending would count as not reached. Why is the
// error of a record that has none.
func (c claimed) endGivenUp(ctx context.Context, rendered fanlight.Rendered, why string) error {
	deliveries, held, err := c.ledger.EndDeliveries(ctx, c.run, c.claim, why)
	if err != nil {
		return fmt.Errorf("give up %s: %w", c.run.ID, err)
	}
	if !held {
		return nil
	}
	return c.end(ctx, rendered, deliveries)
}

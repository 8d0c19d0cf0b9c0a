package reporter

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// newerRetry is the time between two looks at a run that a newer version wrote.
const newerRetry = 5 * time.Minute

// leave leaves a run that a newer version wrote to a newer reporter, until the
// run's deadline. After that it ends the round without a report and notifies the
// owner of the reason (rule G8).
func (c claimed) leave(ctx context.Context, cause error) error {
	left := c.run.Deadline.Sub(c.clock.Now())
	if left <= 0 {
		return c.endNewer(ctx, cause)
	}
	wait := max(min(newerRetry, left), firstRetry)
	c.log.WarnContext(ctx, "run left to a newer version", c.run.LogAttrs(), "round", c.run.Round, "error", cause, "retry_ms", wait.Milliseconds())
	// The lease ends a moment before the message returns, or that would find it alive.
	if err := c.ledger.ReturnClaim(ctx, c.run, c.claim, c.clock.Now().Add(wait-time.Second)); err != nil {
		return err
	}
	return retryAfter(c.run, wait)
}

// endNewer ends a round whose definition or document this version does not know:
// what is stored of its deliveries gets its last state, as by E3. If the definition
// is unknown, one more record stands for the destinations of which none is stored,
// so that the round does not count as sent.
func (c claimed) endNewer(ctx context.Context, cause error) error {
	if !c.run.Newer {
		return c.endGivenUp(ctx, fanlight.Rendered{Document: emptyDocument(c.run)}, cause.Error())
	}
	deliveries, err := c.giveUpStored(ctx, cause.Error())
	if errors.Is(err, errFenced) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("give up %s: %w", c.run.ID, err)
	}
	deliveries = append(deliveries, fanlight.Delivery{
		Name: "destinations without a record", State: fanlight.DeliveryFailed, Error: cause.Error(),
	})
	return c.end(ctx, fanlight.Rendered{Document: emptyDocument(c.run)}, deliveries)
}

// giveUpStored gives up the deliveries that have a record, in the order of their
// names.
func (c claimed) giveUpStored(ctx context.Context, why string) ([]fanlight.Delivery, error) {
	stored, err := c.ledger.Deliveries(ctx, c.run)
	if err != nil {
		return nil, err
	}
	var all []fanlight.Delivery
	for _, name := range slices.Sorted(maps.Keys(stored)) {
		record := stored[name]
		record.Name = name
		if record, err = c.giveUpOne(ctx, record, why); err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}

// emptyDocument returns the document of a run of which nothing was rendered.
func emptyDocument(run fanlight.Run) fanlight.Document {
	return fanlight.Document{
		Run: run.ID, Report: run.Definition.Name, Title: run.Definition.Title, Scheduled: run.ID.Scheduled(),
		Timezone: run.Definition.Timezone, Window: run.Window, Epoch: run.Epoch,
	}
}

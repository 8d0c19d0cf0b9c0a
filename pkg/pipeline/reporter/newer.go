package reporter

import (
	"context"
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
	return c.retryLater(ctx, wait, c.ledger.ReturnClaim)
}

// endNewer ends a round whose definition or document this version does not know.
func (c claimed) endNewer(ctx context.Context, cause error) error {
	return c.endGivenUp(ctx, fanlight.Rendered{Document: emptyDocument(c.run)}, cause.Error())
}

// emptyDocument returns the document of a run of which nothing was rendered.
func emptyDocument(run fanlight.Run) fanlight.Document {
	return fanlight.Document{
		Run: run.ID, Report: run.Definition.Name, Title: run.Definition.Title, Scheduled: run.ID.Scheduled(),
		Timezone: run.Definition.Timezone, Window: run.Window, Epoch: run.Epoch,
	}
}

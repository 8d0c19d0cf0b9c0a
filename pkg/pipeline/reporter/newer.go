package reporter

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// newerRetry is the time between two looks at a run that a newer version wrote.
const newerRetry = 5 * time.Minute

// leave leaves a run that a newer version wrote to a newer reporter, until the
// run's deadline (rule G8).
func (r *Reporter) leave(ctx context.Context, run fanlight.Run, cause error) error {
	wait := max(min(newerRetry, run.Deadline.Sub(r.clock.Now())), firstRetry)
	r.log.WarnContext(ctx, "run left to a newer version", run.LogAttrs(), "round", run.Round, "error", cause, "retry_ms", wait.Milliseconds())
	return tryAgain(run, wait)
}

// leaveDocument leaves a round whose document, or a message of it, a newer version
// rendered to a newer reporter. The claim does not count: what it could not read was not
// tried. After the run's deadline it ends the round without a report and notifies the
// owner of the reason.
func (c claimed) leaveDocument(ctx context.Context, cause error) error {
	if !c.clock.Now().Before(c.run.Deadline) {
		return c.endNewer(ctx, cause)
	}
	c.claim.Tries--
	if err := c.ledger.ReleaseClaim(ctx, c.run, c.claim, c.clock.Now()); err != nil {
		return err
	}
	return c.leave(ctx, c.run, cause)
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

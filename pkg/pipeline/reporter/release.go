package reporter

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// releaseOrEnd gives the claim back until the next try if destinations are left
// and may be tried again, else it ends the round (rule R5).
func (c claimed) releaseOrEnd(ctx context.Context, rendered fanlight.Rendered, round round) error {
	if round.moved {
		c.claim.Moved = c.clock.Now()
	}
	switch {
	case !round.left && round.decided():
		return c.end(ctx, rendered, round.deliveries)
	case round.left && round.waits && c.timeLeft() > 0:
		return c.pause(ctx, round.next)
	case round.left && !round.waits && c.claim.Tries < maxClaims:
		return c.retryLater(ctx, max(round.next.Sub(c.clock.Now()), firstRetry<<max(c.claim.Tries-1, 0)))
	}
	return c.endGivenUp(ctx, rendered, "given up")
}

// timeLeft returns how long the round may still wait for its next step.
func (c claimed) timeLeft() time.Duration {
	return GiveUpAfter - c.clock.Now().Sub(c.claim.Moved)
}

// shortestPause is how long a provider that asks to wait is left alone at least: one
// that always asks for a second would use up the receives of the message (1,000) in a
// quarter of an hour.
const shortestPause = 5 * time.Second

// pause gives the claim back until a time, while a provider asked to wait, which
// makes it one that does not count.
func (c claimed) pause(ctx context.Context, until time.Time) error {
	c.claim.Tries--
	return c.retryLater(ctx, min(max(until.Sub(c.clock.Now()), shortestPause), c.timeLeft()))
}

// retryLater gives the claim back until the next try, and returns the error that
// asks for the report message to be delivered again by then.
func (c claimed) retryLater(ctx context.Context, wait time.Duration) error {
	wait = max((wait + time.Second - 1).Truncate(time.Second), time.Second) // a queue counts in seconds
	c.log.InfoContext(ctx, "claim released", c.run.LogAttrs(), "round", c.run.Round, "claim", c.claim.Tries, "retry_ms", wait.Milliseconds())
	// The lease ends a moment before the message returns, or that would find it alive.
	if err := c.ledger.ReleaseClaim(ctx, c.run, c.claim, c.clock.Now().Add(wait-time.Second)); err != nil {
		return err
	}
	return tryAgain(c.run, wait)
}

// tryAgain returns the error that asks for the report message to be delivered
// again after a time.
func tryAgain(run fanlight.Run, wait time.Duration) error {
	return &fanlight.DeliveryError{RetryAfter: wait, Err: fmt.Errorf("report %s: %w", run.ID, errLeft)}
}

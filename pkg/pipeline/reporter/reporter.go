package reporter

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Sender delivers one message to one destination. Its error is a
// *fanlight.DeliveryError.
type Sender interface {
	Send(ctx context.Context, d report.Destination, m fanlight.Message) (receipt string, err error)
}

// Reporter renders complete runs and delivers them. One Reporter may carry out
// several messages, also at the same time. Report and GiveUp may be called again
// after any outcome: they go on from what is stored.
type Reporter struct {
	ledger  *ledger.Ledger
	sender  Sender
	clock   fanlight.Clock
	random  fanlight.Random
	events  fanlight.EventSink
	log     *slog.Logger
	timeout time.Duration
}

// New returns the reporter of a stack. The timeout is that of the function
// that it runs in: leases and the time for a delivery derive from it.
func New(s *stack.Stack, sender Sender, timeout time.Duration) (*Reporter, error) {
	if timeout <= 0 {
		return nil, fmt.Errorf("set up the reporter: invalid timeout %s: want more than 0", timeout)
	}
	s = s.As(stack.Reporter)
	return &Reporter{
		ledger: s.Ledger(), sender: sender, clock: s.Clock, random: s.Random, events: s.Events, log: s.Logger(), timeout: timeout,
	}, nil
}

// The reporter's numbers.
const (
	leaseMargin   = time.Minute      // by which a claim outlives the function that made it (rule R1), if that has as long
	maxClaims     = 5                // of a round (rule R5)
	maxRetryAfter = time.Hour        // that a provider may ask for: a run is not given up against a live lease
	firstRetry    = 30 * time.Second // after the first claim, doubling with each further one
	sendTime      = time.Minute      // that one delivery may take, of a function that has as long
)

// errLeft is the reason to deliver a report message again.
var errLeft = errors.New("the report is not delivered to every destination")

// Report carries out one report message. It returns nil if the message is done
// with, also when another reporter carries it out. If destinations are left, it
// returns a *fanlight.DeliveryError with the time after which the message shall
// be delivered again. After any other error the message shall be delivered again
// when its visibility ends.
func (r *Reporter) Report(ctx context.Context, m fanlight.ReportMessage) error {
	claim, held, err := r.takeClaim(ctx, m.Run, m.Epoch, m.Round)
	if err != nil {
		return fmt.Errorf("claim %s: %w", m.Run, err)
	}
	run, err := r.ledger.Run(ctx, m.Run)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	if err != nil && !run.Newer {
		return err
	}
	if run.Epoch != m.Epoch || run.Round != m.Round { // superseded (rule R2)
		return nil
	}
	c := claimed{r, run, claim}
	if !held {
		r.log.DebugContext(ctx, "claim is held by another reporter, or ended", run.LogAttrs(), "round", run.Round)
		return c.closeEnded(ctx)
	}
	r.log.InfoContext(ctx, "claim taken", run.LogAttrs(), "round", run.Round, "claim", claim.Tries)
	if run.Newer {
		return c.leave(ctx, err)
	}
	return c.renderAndDeliver(ctx)
}

// claimed is a round of a run with the claim on it, which is this reporter's
// unless its lease is over.
type claimed struct {
	*Reporter
	run   fanlight.Run
	claim fanlight.Claim
}

func (r *Reporter) takeClaim(ctx context.Context, id fanlight.RunID, epoch, round int) (fanlight.Claim, bool, error) {
	owner := fanlight.NewToken(r.random)
	lease := r.clock.Now().Add(r.timeout + r.atMost(leaseMargin))
	return r.ledger.TakeClaim(ctx, id, epoch, round, owner, lease)
}

// atMost bounds a span by half the function's timeout.
func (r *Reporter) atMost(d time.Duration) time.Duration { return min(d, r.timeout/2) }

// closeEnded closes a run whose round has ended but whose META is open (rule
// E2). A claim that lives is another's: the janitor offers the run again.
func (c claimed) closeEnded(ctx context.Context) error {
	if !c.claim.Final() || !c.run.Open {
		return nil
	}
	return c.close(ctx, c.claim.State)
}

func (c claimed) renderAndDeliver(ctx context.Context) error {
	rendered, err := c.rendered(ctx)
	if errors.Is(err, errBroken) {
		c.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventBroken, Run: c.run.ID, Report: c.run.ID.Report(), Detail: err.Error()})
		return c.ledger.ReleaseClaim(ctx, c.run, c.claim, c.clock.Now())
	}
	if errors.Is(err, fanlight.ErrNewer) {
		return c.leave(ctx, err)
	}
	if err != nil {
		return err
	}
	round, err := c.deliver(ctx, rendered)
	if errors.Is(err, errFenced) {
		return nil
	}
	if err != nil {
		return err
	}
	if round.left && c.claim.Tries < maxClaims {
		return c.release(ctx, round.retryAfter)
	}
	if round.left {
		return c.endGivenUp(ctx, rendered, "given up")
	}
	return c.end(ctx, rendered, round.deliveries)
}

// release gives the claim back until the next try, and returns the outcome that
// asks for it: when the provider asked for it, else at doubling intervals (rule
// R5).
func (c claimed) release(ctx context.Context, asked time.Duration) error {
	wait := max(min(asked, maxRetryAfter), firstRetry<<(c.claim.Tries-1))
	c.log.InfoContext(ctx, "claim released", c.run.LogAttrs(), "round", c.run.Round, "claim", c.claim.Tries, "retry_ms", wait.Milliseconds())
	return c.retryLater(ctx, wait, c.ledger.ReleaseClaim)
}

// retryLater gives the claim back by one of the ledger's two ways, and returns the
// error that asks for the report message to be delivered again after a time.
func (c claimed) retryLater(ctx context.Context, wait time.Duration,
	giveBack func(_ context.Context, _ fanlight.Run, _ fanlight.Claim, until time.Time) error,
) error {
	// The lease ends a moment before the message returns, or that would find it alive.
	if err := giveBack(ctx, c.run, c.claim, c.clock.Now().Add(wait-time.Second)); err != nil {
		return err
	}
	return &fanlight.DeliveryError{RetryAfter: wait, Err: fmt.Errorf("report %s: %w", c.run.ID, errLeft)}
}

// since returns the milliseconds since a time.
func (r *Reporter) since(t time.Time) int64 { return r.clock.Now().Sub(t).Milliseconds() }

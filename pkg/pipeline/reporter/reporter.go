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
// *fanlight.DeliveryError; again says that an earlier try's answer never came.
type Sender interface {
	Send(ctx context.Context, d report.Destination, m fanlight.Message, again bool) (receipt string, err error)
}

// Reporter renders complete runs and delivers them.
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

// Retry says when a report message shall be delivered again; zero: it is done
// with.
type Retry = time.Duration

// Report carries out one report message. An error means that the message
// shall come again when its visibility ends.
func (r *Reporter) Report(ctx context.Context, m fanlight.ReportMessage) (Retry, error) {
	claim, held, err := r.claim(ctx, m.Run, m.Epoch, m.Round)
	if err != nil {
		return 0, fmt.Errorf("claim %s: %w", m.Run, err)
	}
	run, err := r.ledger.Run(ctx, m.Run)
	if errors.Is(err, ledger.ErrNotFound) {
		return 0, nil
	}
	if err != nil && !run.Newer {
		return 0, err
	}
	if run.Epoch != m.Epoch || run.Round != m.Round { // superseded (rule R2)
		return 0, nil
	}
	if !held {
		r.log.DebugContext(ctx, "claim is held by another reporter, or ended", run.LogAttrs(), "round", run.Round)
		return 0, r.closeEnded(ctx, run, claim)
	}
	r.log.InfoContext(ctx, "claim taken", run.LogAttrs(), "round", run.Round, "claim", claim.Tries)
	if run.Newer {
		return r.leave(ctx, run, claim, err)
	}
	return r.renderAndDeliver(ctx, run, claim)
}

func (r *Reporter) claim(ctx context.Context, id fanlight.RunID, epoch, round int) (fanlight.Claim, bool, error) {
	owner := fanlight.NewToken(r.random)
	lease := r.clock.Now().Add(r.timeout + r.atMost(leaseMargin))
	return r.ledger.TakeClaim(ctx, id, epoch, round, owner, lease)
}

// atMost bounds a span by half the function's timeout.
func (r *Reporter) atMost(d time.Duration) time.Duration { return min(d, r.timeout/2) }

// closeEnded closes a run whose round has ended but whose META is open (rule
// E2). A claim that lives is another's: the janitor offers the run again.
func (r *Reporter) closeEnded(ctx context.Context, run fanlight.Run, claim fanlight.Claim) error {
	if !claim.Final() || !run.Open {
		return nil
	}
	return r.close(ctx, run, claim.State)
}

func (r *Reporter) renderAndDeliver(ctx context.Context, run fanlight.Run, claim fanlight.Claim) (Retry, error) {
	rendered, err := r.rendered(ctx, run)
	if errors.Is(err, errBroken) {
		r.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventBroken, Run: run.ID, Report: run.ID.Report(), Detail: err.Error()})
		return 0, r.ledger.ReleaseClaim(ctx, run, claim, r.clock.Now())
	}
	if errors.Is(err, fanlight.ErrNewer) {
		return r.leave(ctx, run, claim, err)
	}
	if err != nil {
		return 0, err
	}
	round, err := r.deliver(ctx, run, claim, rendered)
	if errors.Is(err, errFenced) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if round.left && claim.Tries < maxClaims {
		return r.release(ctx, run, claim, round.retryAfter)
	}
	if round.left {
		return 0, r.endGivenUp(ctx, run, claim, rendered)
	}
	return 0, r.end(ctx, run, claim, rendered, round.deliveries)
}

// release gives the claim back until the next try: when the provider asked for
// it, else at doubling intervals (rule R5).
func (r *Reporter) release(ctx context.Context, run fanlight.Run, claim fanlight.Claim, asked time.Duration) (Retry, error) {
	wait := max(min(asked, maxRetryAfter), firstRetry<<(claim.Tries-1))
	// The lease ends a moment before the message returns, or that would find it alive.
	until := r.clock.Now().Add(wait - time.Second)
	r.log.InfoContext(ctx, "claim released", run.LogAttrs(), "round", run.Round, "claim", claim.Tries, "retry_ms", wait.Milliseconds())
	return Retry(wait), r.ledger.ReleaseClaim(ctx, run, claim, until)
}

// since returns the milliseconds since a time.
func (r *Reporter) since(t time.Time) int64 { return r.clock.Now().Sub(t).Milliseconds() }

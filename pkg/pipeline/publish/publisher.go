// Package publish is the reporter: it claims a complete run, renders it once,
// stores what it rendered and delivers what is stored (PROTOCOL.md sections 6
// and 7).
package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/report"
)

// Sender delivers one message to one destination. Its error is a
// *pipeline.DeliveryError; again says that an earlier try's answer never came.
type Sender interface {
	Send(ctx context.Context, d report.Destination, m pipeline.Message, again bool) (receipt string, err error)
}

// Publisher is what a reporter works with.
type Publisher struct {
	Ledger   *ledger.Ledger
	Sender   Sender
	Clock    pipeline.Clock
	Random   pipeline.Random
	Notifier pipeline.Notifier
	Timeout  time.Duration // of the function that it runs in; default 2 minutes
}

// The reporter's numbers.
const (
	defaultTimeout = 2 * time.Minute
	leaseMargin    = time.Minute      // by which a claim outlives the function that made it (rule R1), if that has as long
	maxClaims      = 5                // of a round (rule R5)
	longestRetry   = time.Hour        // that a provider may ask for: nobody gives up against a live lease
	firstRetry     = 30 * time.Second // after the first claim, doubling with each further one
	sendTime       = time.Minute      // that one delivery may take, of a function that has as long
)

// Retry says when a report message shall be delivered again; zero: it is done
// with.
type Retry = time.Duration

// Publish carries out one report message. An error means that the message
// shall come again when its visibility ends.
func (p *Publisher) Publish(ctx context.Context, m pipeline.ReportMessage) (Retry, error) {
	claim, held, err := p.claim(ctx, m.Run, m.Epoch, m.Round)
	if err != nil {
		return 0, fmt.Errorf("claim %s: %w", m.Run, err)
	}
	run, err := p.Ledger.Run(ctx, m.Run)
	if errors.Is(err, ledger.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if run.Epoch != m.Epoch || run.Round != m.Round { // superseded (rule R2)
		return 0, nil
	}
	if !held {
		return 0, p.closeEnded(ctx, run, claim)
	}
	return p.report(ctx, run, claim)
}

func (p *Publisher) claim(ctx context.Context, id pipeline.RunID, epoch, round int) (pipeline.Send, bool, error) {
	owner := pipeline.NewToken(p.Random)
	lease := p.Clock.Now().Add(p.timeout() + p.atMost(leaseMargin))
	return p.Ledger.ClaimSend(ctx, id, epoch, round, owner, lease)
}

// atMost bounds a span by half the function's timeout.
func (p *Publisher) atMost(d time.Duration) time.Duration { return min(d, p.timeout()/2) }

func (p *Publisher) timeout() time.Duration {
	if p.Timeout == 0 {
		return defaultTimeout
	}
	return p.Timeout
}

// closeEnded closes a run whose round has ended but whose META is open (rule
// E2). A claim that lives is another's: the janitor offers the run again.
func (p *Publisher) closeEnded(ctx context.Context, run pipeline.Run, claim pipeline.Send) error {
	if !claim.Final() || !run.Open {
		return nil
	}
	return p.close(ctx, run, claim.State)
}

func (p *Publisher) report(ctx context.Context, run pipeline.Run, claim pipeline.Send) (Retry, error) {
	rendered, err := p.rendered(ctx, run)
	if errors.Is(err, errBroken) {
		p.Notifier.Notify(ctx, pipeline.Notice{Kind: pipeline.NoticeBroken, Run: run.ID, Report: run.ID.Report(), Detail: err.Error()})
		return 0, p.Ledger.ReleaseSend(ctx, run, claim, p.Clock.Now())
	}
	if err != nil {
		return 0, err
	}
	round, err := p.deliver(ctx, run, claim, rendered)
	if errors.Is(err, errFenced) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if round.left && claim.Tries < maxClaims {
		return p.release(ctx, run, claim, round.retryAfter)
	}
	if round.left {
		return 0, p.endGivenUp(ctx, run, claim, rendered)
	}
	return 0, p.end(ctx, run, claim, rendered, round.deliveries)
}

// release gives the claim back until the next try: when the provider asked for
// it, else at doubling intervals (rule R5).
func (p *Publisher) release(ctx context.Context, run pipeline.Run, claim pipeline.Send, asked time.Duration) (Retry, error) {
	wait := max(min(asked, longestRetry), firstRetry<<(claim.Tries-1))
	// The lease ends a moment before the message returns, or that would find it alive.
	until := p.Clock.Now().Add(wait - time.Second)
	return Retry(wait), p.Ledger.ReleaseSend(ctx, run, claim, until)
}

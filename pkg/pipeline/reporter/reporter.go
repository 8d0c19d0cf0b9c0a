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

// Sender delivers one part of a message to one destination: m is what
// fanlight.Message.OnePart returns. Its error is a *fanlight.DeliveryError.
type Sender interface {
	Send(ctx context.Context, d report.Destination, m fanlight.Message) (receipt string, err error)
}

// Reporter renders complete runs and delivers them. One Reporter may carry out
// several messages, also at the same time. Report and GiveUp may be called again
// after any outcome: they go on from what is stored.
type Reporter struct {
	ledger  *ledger.Ledger
	calls   func(context.Context) fanlight.Calls
	sender  Sender
	clock   fanlight.Clock
	random  fanlight.Random
	events  fanlight.EventSink
	log     *slog.Logger
	timeout time.Duration

	region, account string // of the stack; empty on a stand-in
}

// New returns the reporter of a stack. The timeout is that of the function
// that it runs in: leases and the time for a delivery derive from it.
func New(s *stack.Stack, sender Sender, timeout time.Duration) (*Reporter, error) {
	if timeout <= 0 {
		return nil, fmt.Errorf("set up the reporter: invalid timeout %s: want more than 0", timeout)
	}
	s = s.As(stack.Reporter)
	region, account := s.Place()
	return &Reporter{
		region: region, account: account,
		ledger: s.Ledger(), calls: s.NewCalls, sender: sender, clock: s.Clock, random: s.Random, events: s.Events, log: s.Logger(), timeout: timeout,
	}, nil
}

// GiveUpAfter is how long a round goes on without a step: a first claim, or a
// part that a provider accepted (rules R5 and J5).
const GiveUpAfter = time.Hour

// The reporter's numbers.
const (
	leaseMargin = time.Minute      // by which a claim outlives the function that made it (rule R1), if that has as long
	maxClaims   = 5                // of a round that count (rule R5)
	firstRetry  = 30 * time.Second // after the first claim, doubling with each further one
	sendTime    = time.Minute      // that one part may take, of a function that has as long
)

// errLeft is the reason to deliver a report message again.
var errLeft = errors.New("the report is not delivered to every destination")

// Report carries out one report message. It returns nil if the message is done
// with, also when another reporter carries it out. If destinations are left, it
// returns a *fanlight.DeliveryError with the time after which the message shall
// be delivered again. After any other error the message shall be delivered again
// when its visibility ends.
func (r *Reporter) Report(ctx context.Context, m fanlight.ReportMessage) error {
	run, err := r.ledger.Run(ctx, m.Run)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	if err != nil && !run.Newer {
		return err
	}
	if !run.Open || run.Epoch != m.Epoch || run.Round != m.Round { // superseded (rule R2)
		return nil
	}
	if run.Newer && r.clock.Now().Before(run.Deadline) { // without a claim, which would count (rule G8)
		return r.leave(ctx, run, err)
	}
	return r.claimAndReport(ctx, run, err)
}

// claimAndReport takes the claim of an open round, and delivers or ends it. Newer
// is the error of a definition that a newer version wrote.
func (r *Reporter) claimAndReport(ctx context.Context, run fanlight.Run, newer error) error {
	c, held, err := r.claimAndRead(ctx, run)
	if err != nil {
		return fmt.Errorf("claim %s: %w", run.ID, err)
	}
	if !held {
		r.log.DebugContext(ctx, "claim is held by another reporter, or ended", run.LogAttrs(), "round", run.Round)
		return c.closeEnded(ctx)
	}
	r.log.InfoContext(ctx, "claim taken", run.LogAttrs(), "round", run.Round, "claim", c.claim.Tries)
	switch {
	case run.Newer:
		return c.endNewer(ctx, newer)
	case c.claim.Tries > maxClaims: // the reporters before died
		return c.giveUp(ctx)
	}
	return c.renderAndDeliver(ctx)
}

// claimed is a round of a run with the claim on it, which is this reporter's
// unless its lease is over.
type claimed struct {
	*Reporter
	run   fanlight.Run
	claim fanlight.Claim
	found *ledger.Findings // of the epoch
	past  past
}

// claimAndRead takes the claim, and at the same time reads what an epoch's first round
// shows.
func (r *Reporter) claimAndRead(ctx context.Context, run fanlight.Run) (c claimed, held bool, err error) {
	found, earlier := r.ledger.Findings(run), past{}
	take := func(ctx context.Context) (err error) {
		c, held, err = r.takeClaim(ctx, run)
		return err
	}
	if run.Newer || run.Round > 1 {
		err = take(ctx)
	} else {
		reads := tries(found.FirstPages())
		if comparing(run.Definition) {
			reads = append(reads, r.readPast(run, &earlier))
		}
		err = fanlight.Together(ctx, r.calls(ctx), r.clock.Now(), append([]func(context.Context) error{take}, reads...)...)
	}
	c.found, c.past = found, earlier
	return c, held, err
}

// tries returns reads that may fail: the claim is not lost with them, and they are
// repeated when they are needed.
func tries(reads []func(context.Context) error) []func(context.Context) error {
	all := make([]func(context.Context) error, len(reads))
	for i, read := range reads {
		all[i] = func(ctx context.Context) error {
			_ = read(ctx)
			return nil
		}
	}
	return all
}

// takeClaim takes the claim of the run's round (rule R1).
func (r *Reporter) takeClaim(ctx context.Context, run fanlight.Run) (claimed, bool, error) {
	owner := fanlight.NewToken(r.random)
	lease := r.clock.Now().Add(r.timeout + r.atMost(leaseMargin))
	claim, held, err := r.ledger.TakeClaim(ctx, run.ID, run.Epoch, run.Round, owner, lease)
	return claimed{Reporter: r, run: run, claim: claim}, held, err
}

// atMost bounds a span by half the function's timeout.
func (r *Reporter) atMost(d time.Duration) time.Duration { return min(d, r.timeout/2) }

// closeEnded closes a run whose round has ended but whose META is open (rule
// E2). A claim that lives is another's: the janitor offers the run again.
func (c claimed) closeEnded(ctx context.Context) error {
	if !c.claim.Final() {
		return nil
	}
	now, err := c.ledger.Run(ctx, c.run.ID)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return nil
	case err != nil && !now.Newer:
		return err
	case !now.Open || now.Epoch != c.run.Epoch || now.Round != c.run.Round:
		return nil
	}
	c.run = now
	return c.close(ctx, c.claim.State)
}

func (c claimed) renderAndDeliver(ctx context.Context) error {
	rendered, times, err := c.rendered(ctx)
	if errors.Is(err, errBroken) {
		c.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventBroken, Run: c.run.ID, Report: c.run.ID.Report(), Detail: err.Error()})
		return c.ledger.ReleaseClaim(ctx, c.run, c.claim, c.clock.Now())
	}
	if errors.Is(err, fanlight.ErrNewer) {
		return c.leaveDocument(ctx, err)
	}
	if err != nil {
		return err
	}
	if c.withheld(&rendered.Document) {
		c.keepTimes(ctx, times)
		return c.end(ctx, rendered, nil)
	}
	round, err := c.deliver(ctx, rendered)
	c.keepTimes(ctx, times) // only now: the delivery does not wait for it
	if errors.Is(err, errFenced) {
		return nil
	}
	if errors.Is(err, fanlight.ErrNewer) { // a message that is stored by itself
		return c.leaveDocument(ctx, err)
	}
	if err != nil {
		return err
	}
	return c.releaseOrEnd(ctx, rendered, round)
}

// since returns the milliseconds since a time.
func (r *Reporter) since(t time.Time) int64 { return r.clock.Now().Sub(t).Milliseconds() }

// Package sweep is the janitor: it sees to it that no run stays open and none
// is silently missing (PROTOCOL.md section 8).
package sweep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/queue"
)

// Settings are the janitor's numbers. The zero value of a field means its
// default.
type Settings struct {
	Stuck  time.Duration // a run dispatches that long before it is helped; default 2 minutes
	Quiet  time.Duration // a shard is without change that long before its queries are sent again; default 10 minutes
	GiveUp time.Duration // after the first offer to a reporter; default 1 hour
	Late   time.Duration // a due time has no run that long before it is missed; default 10 minutes
	Budget time.Duration // a sweep lasts that long before it begins with no further run; default 4 minutes, a minute less than its function has
}

func (s Settings) withDefaults() Settings {
	setDefault(&s.Stuck, 2*time.Minute)
	setDefault(&s.Quiet, 10*time.Minute)
	setDefault(&s.GiveUp, time.Hour)
	setDefault(&s.Late, 10*time.Minute)
	setDefault(&s.Budget, 4*time.Minute)
	return s
}

func setDefault(field *time.Duration, value time.Duration) {
	if *field == 0 {
		*field = value
	}
}

// maxResends is how often a quiet shard's queries are sent again (rule J2).
const maxResends = 5

// Sweeper is what a janitor works with.
type Sweeper struct {
	Ledger     *ledger.Ledger
	Letters    *queue.Queue // dead letters of the query queue
	Dispatcher *dispatch.Dispatcher
	Settler    *settle.Settler
	Publisher  *publish.Publisher
	Clock      pipeline.Clock
	Notifier   pipeline.Notifier
	Settings   Settings
}

// Sweep looks once at every dead letter, every schedule and every open run.
// The failure of one does not stop another: the error joins them all, and the
// next sweep tries again. Runs come last, because many slow ones take all the
// time there is.
func (s *Sweeper) Sweep(ctx context.Context) error {
	begun := s.Clock.Now()
	return errors.Join(s.deadLetters(ctx), s.schedules(ctx), s.runs(ctx, begun))
}

func (s *Sweeper) runs(ctx context.Context, begun time.Time) error {
	open, err := s.Ledger.OpenRuns(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for n, id := range open {
		if s.since(begun) >= s.settings().Budget {
			failures = append(failures, fmt.Errorf("%d open runs are left to the next sweep", len(open)-n))
			break
		}
		if err := s.run(ctx, id); err != nil {
			failures = append(failures, fmt.Errorf("sweep %s: %w", id, err))
		}
	}
	return errors.Join(failures...)
}

// run does for one run whatever its state, read consistently, asks for.
func (s *Sweeper) run(ctx context.Context, id pipeline.RunID) error {
	run, err := s.Ledger.Run(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && !run.Open {
		return nil // the index is behind (rule G1)
	}
	if err != nil {
		return err
	}
	send, err := s.Ledger.Send(ctx, run)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	var resumed error
	switch {
	case send.State == pipeline.Cancelled: // rule J7
		return s.Dispatcher.FinishCancel(ctx, run)
	case send.Final(): // rule E2
		return s.Ledger.EndRun(ctx, run, send.State)
	case run.State == pipeline.Dispatching && s.since(run.Begun) >= s.settings().Stuck: // rule J1
		_, resumed = s.Dispatcher.Resume(ctx, run)
	}
	return errors.Join(resumed, s.advance(ctx, run, send))
}

func (s *Sweeper) settings() Settings { return s.Settings.withDefaults() }

func (s *Sweeper) since(t time.Time) time.Duration { return s.Clock.Now().Sub(t) }

// advance brings a run a step nearer to its end: its report, or what is
// missing for that.
func (s *Sweeper) advance(ctx context.Context, run pipeline.Run, send pipeline.Send) error {
	shards, err := s.Ledger.AllProgress(ctx, run)
	if err != nil {
		return err
	}
	late := s.since(run.Deadline)
	if late >= 0 && run.Round == 1 {
		s.Notifier.Notify(ctx, pipeline.Notice{
			Kind: pipeline.NoticeOverdue, Run: run.ID, Report: run.ID.Report(), Detail: "not sent by its deadline",
		})
	}
	switch {
	case run.State.Final() || pipeline.Complete(shards, run.Total): // a resend's round counts as unreported
		return s.offer(ctx, run, send)
	case late >= s.settings().GiveUp && len(shards) < pipeline.Shards(run.Total):
		// Rule J5: there is nothing to offer, and going on (J1) has failed since.
		return s.Publisher.GiveUp(ctx, run)
	case late >= 0:
		return s.timeOut(ctx, run, shards)
	case run.State == pipeline.Running:
		return s.sendAgain(ctx, run, shards)
	}
	return nil
}

// offer sends the report message again, unless a reporter is at work (rule
// J3). An hour after the first offer it gives up (rules J5 and E3).
func (s *Sweeper) offer(ctx context.Context, run pipeline.Run, send pipeline.Send) error {
	if s.Clock.Now().Before(send.Lease) {
		return nil
	}
	if !run.Offered.IsZero() && s.since(run.Offered) >= s.settings().GiveUp {
		return s.Publisher.GiveUp(ctx, run)
	}
	if err := s.Ledger.MarkOffered(ctx, run); err != nil {
		return err
	}
	return s.Settler.Announce(ctx, run, run.Round)
}

// timeOut settles what missed the deadline, through the same update as a
// worker: a partial report, never silence (rule J4).
func (s *Sweeper) timeOut(ctx context.Context, run pipeline.Run, shards []pipeline.Progress) error {
	why := pipeline.Result{
		Outcome: pipeline.TimedOut,
		Error:   fmt.Sprintf("not settled within %s", time.Duration(run.Definition.Deadline)),
	}
	for _, p := range shards {
		settled, err := s.Dispatcher.SettleMissing(ctx, run, p, why)
		if err != nil {
			return err
		}
		if err := s.Settler.Finish(ctx, run, settled); err != nil {
			return err
		}
	}
	return nil
}

// sendAgain sends the unsettled queries of quiet shards again, at doubling
// intervals (rule J2): their messages may be lost.
func (s *Sweeper) sendAgain(ctx context.Context, run pipeline.Run, shards []pipeline.Progress) error {
	var plan []pipeline.Query
	for _, p := range shards {
		if p.Full() || p.Resent >= maxResends || s.since(p.Changed) < s.settings().Quiet<<p.Resent {
			continue
		}
		if plan == nil {
			var err error
			if plan, err = s.Ledger.Plan(ctx, run.ID); err != nil {
				return err
			}
		}
		marked, err := s.Ledger.MarkResent(ctx, run, p)
		if err != nil {
			return err
		}
		if !marked { // it has changed
			continue
		}
		if err := s.Dispatcher.SendQueries(ctx, run, plan, p.Unsettled()); err != nil {
			return err
		}
	}
	return nil
}

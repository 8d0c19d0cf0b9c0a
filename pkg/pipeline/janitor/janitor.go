// Package janitor brings every open run and backfill to its end, and starts the runs that
// their schedules did not start (rules J1 to J9 of docs/protocol.md).
package janitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Settings configure a janitor. The zero value of a field means its default.
type Settings struct {
	Stuck  time.Duration // how long a run is dispatching before the janitor goes on with it; default 2 minutes
	Quiet  time.Duration // how long a shard is without change before its queries are sent again; default 10 minutes
	GiveUp time.Duration // how long after the first offer to a reporter, and after its last step, a round is given up; default 1 hour
	Late   time.Duration // how long after a due time a run without META counts as missed; default 10 minutes
	Budget time.Duration // how long a sweep lasts before it begins no further run; default the function's timeout less a minute, at least half of it

	CatchUp    int           // how many missed runs of a report are started after an outage, the newest; default 3
	CatchUpAge time.Duration // how old these may be; default 7 days
}

func (s Settings) withDefaults(timeout time.Duration) Settings {
	setDefault(&s.Stuck, 2*time.Minute)
	setDefault(&s.Quiet, 10*time.Minute)
	setDefault(&s.GiveUp, reporter.GiveUpAfter)
	setDefault(&s.Late, 10*time.Minute)
	setDefault(&s.Budget, max(timeout-time.Minute, timeout/2))
	setDefault(&s.CatchUp, 3)
	setDefault(&s.CatchUpAge, 7*24*time.Hour)
	return s
}

// validate returns an error for a negative setting.
func (s Settings) validate() error {
	for _, setting := range []struct {
		name  string
		value time.Duration
	}{{"Stuck", s.Stuck}, {"Quiet", s.Quiet}, {"GiveUp", s.GiveUp}, {"Late", s.Late}, {"Budget", s.Budget}, {"CatchUpAge", s.CatchUpAge}} {
		if setting.value < 0 {
			return fmt.Errorf("invalid %s %s: want more than 0", setting.name, setting.value)
		}
	}
	if s.CatchUp < 0 {
		return fmt.Errorf("invalid CatchUp %d: want more than 0", s.CatchUp)
	}
	return nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// maxResends is how often a quiet shard's queries are sent again (rule J2).
const maxResends = 5

// Janitor brings every open run to its end. Sweep may be called again at any
// time, also while another sweep is under way.
type Janitor struct {
	stack      string // its name
	ledger     *ledger.Ledger
	queries    *queue.Queue
	dispatcher *dispatcher.Dispatcher
	settler    *settle.Settler
	reporter   *reporter.Reporter
	clock      fanlight.Clock
	events     fanlight.EventSink
	log        *slog.Logger
	settings   Settings
}

// New returns the janitor of a stack. It notifies owners of the runs that it gave
// up through the sender. The timeout is that of the function that it runs in. It
// returns an error if the settings are out of range.
func New(s *stack.Stack, sender reporter.Sender, timeout time.Duration, settings Settings) (*Janitor, error) {
	settings = settings.withDefaults(timeout)
	if err := settings.validate(); err != nil {
		return nil, fmt.Errorf("set up the janitor: %w", err)
	}
	s = s.As(stack.Janitor)
	r, err := reporter.New(s, sender, timeout)
	if err != nil {
		return nil, err
	}
	return &Janitor{
		stack: s.Names.Table, ledger: s.Ledger(), queries: s.Queries(), settler: settle.New(s), dispatcher: dispatcher.New(s), reporter: r,
		clock: s.Clock, events: s.Events, log: s.Logger(), settings: settings,
	}, nil
}

// Sweep goes once through all schedules, open runs and open backfills. The failure of
// one does not stop the others: the error joins all failures, and the next sweep
// tries again. Backfills come last: while the open runs use up the time, no more are
// made.
func (j *Janitor) Sweep(ctx context.Context) error {
	begun := j.clock.Now()
	err := errors.Join(j.schedules(ctx, begun), j.runs(ctx, begun), j.backfills(ctx, begun))
	j.log.DebugContext(ctx, "sweep ended", "error", err, "duration_ms", j.since(begun).Milliseconds())
	return err
}

func (j *Janitor) runs(ctx context.Context, begun time.Time) error {
	open, err := j.ledger.OpenRuns(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for n, id := range open {
		if j.since(begun) >= j.settings.Budget {
			failures = append(failures, fmt.Errorf("%d open runs are left to the next sweep", len(open)-n))
			break
		}
		if err := j.run(ctx, id); err != nil {
			failures = append(failures, fmt.Errorf("sweep %s: %w", id, err))
		}
	}
	return errors.Join(failures...)
}

// backfills starts the next portion of every open backfill (rule J9).
func (j *Janitor) backfills(ctx context.Context, begun time.Time) error {
	open, err := j.ledger.OpenBackfills(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for n, b := range open {
		if j.since(begun) >= j.settings.Budget {
			failures = append(failures, fmt.Errorf("%d backfills are left to the next sweep", len(open)-n))
			break
		}
		if _, err := j.dispatcher.ContinueBackfill(ctx, b); err != nil {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// run takes the next step of one run, by its state.
func (j *Janitor) run(ctx context.Context, id fanlight.RunID) error {
	run, err := j.ledger.Run(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && !run.Open {
		return nil // the index is stale (rule G1)
	}
	if errors.Is(err, ledger.ErrNoDefinition) {
		return j.abandon(ctx, run)
	}
	if err != nil && !run.Newer {
		return err
	}
	if run.Newer && (!run.Open || j.since(run.Deadline) < 0) {
		return nil // a newer janitor advances it, if there is one before the deadline (rule G8)
	}
	if run.NewerLayout { // its other items are not to be read (rule G8)
		return j.reporter.GiveUp(ctx, run)
	}
	claim, err := j.ledger.Claim(ctx, run)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	var resumed error
	switch {
	case claim.State == fanlight.Cancelled: // rule J7
		return j.dispatcher.FinishCancel(ctx, run)
	case claim.Final(): // rule E2
		_, err := j.ledger.CloseRun(ctx, run, claim.State)
		return err
	case !run.Newer && run.State == fanlight.Dispatching && j.since(run.Begun) >= j.settings.Stuck: // rule J1
		j.log.InfoContext(ctx, "run resumed", run.LogAttrs(), "duration_ms", j.since(run.Begun).Milliseconds())
		_, resumed = j.dispatcher.Resume(ctx, run)
	}
	return errors.Join(resumed, j.advance(ctx, run, claim))
}

// abandon closes a run that stayed open for so long that its definition has expired,
// and its other items too: no janitor ran since (rule J5).
func (j *Janitor) abandon(ctx context.Context, run fanlight.Run) error {
	if !run.Open {
		return nil
	}
	j.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventGaveUp, Run: run.ID, Report: run.ID.Report(), Detail: ledger.ErrNoDefinition.Error(),
	})
	return j.ledger.EndRun(ctx, run, fanlight.Unsent)
}

func (j *Janitor) since(t time.Time) time.Duration { return j.clock.Now().Sub(t) }

// advance takes the step that a run needs for its report: it offers a complete
// run to a reporter, and settles or sends again what is missing.
func (j *Janitor) advance(ctx context.Context, run fanlight.Run, claim fanlight.Claim) error {
	shards, err := j.ledger.AllProgress(ctx, run)
	if err != nil {
		return err
	}
	late := j.since(run.Deadline)
	if late >= 0 && run.Round == 1 {
		j.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventOverdue, Run: run.ID, Report: run.ID.Report(), Detail: "not sent by its deadline",
		})
	}
	switch {
	case run.State.Final() || fanlight.Complete(shards, run.Total): // a resend's round counts as unreported
		return j.offer(ctx, run, claim)
	case late >= j.settings.GiveUp && len(shards) < fanlight.Shards(run.Total):
		// Rule J5: there is nothing to offer, and going on (J1) has failed since.
		return j.reporter.GiveUp(ctx, run)
	case late >= 0:
		return j.timeOut(ctx, run, shards)
	case run.State == fanlight.Running:
		return j.sendAgain(ctx, run, shards)
	}
	return nil
}

// offer sends the report message again, unless a reporter is at work (rule
// J3). An hour after the first offer, or after the round's last step if that is
// later, it gives up (rules J5 and E3).
func (j *Janitor) offer(ctx context.Context, run fanlight.Run, claim fanlight.Claim) error {
	if j.clock.Now().Before(claim.Lease) {
		return nil
	}
	if !run.Offered.IsZero() && j.since(run.Offered) >= j.settings.GiveUp && j.since(claim.Moved) >= j.settings.GiveUp {
		return j.reporter.GiveUp(ctx, run)
	}
	j.log.InfoContext(ctx, "report offered", run.LogAttrs(), "round", run.Round, "duration_ms", j.since(run.Begun).Milliseconds())
	if err := j.settler.Announce(ctx, run, run.Round); err != nil {
		return err
	}
	return j.ledger.MarkOffered(ctx, run) // after the offer: an offer that failed is none
}

// timeOut settles what missed the deadline, through the same update as a
// worker: a partial report, never silence (rule J4).
func (j *Janitor) timeOut(ctx context.Context, run fanlight.Run, shards []fanlight.Progress) error {
	why := fanlight.Result{Outcome: fanlight.TimedOut, Error: missedDeadline(run)}
	for _, p := range shards {
		settled, err := j.settler.SettleMissing(ctx, run, p, why)
		if err != nil {
			return err
		}
		if err := j.settler.Finish(ctx, run, settled, false); err != nil {
			return err
		}
	}
	return nil
}

// missedDeadline returns the error of a query that was not settled in time.
func missedDeadline(run fanlight.Run) string {
	if run.Newer {
		return "not settled by the deadline: a newer version of Fanlight wrote the run's definition, and the deployed functions do not know it"
	}
	return fmt.Sprintf("not settled within %s", time.Duration(run.Definition.Deadline))
}

// sendAgain sends the unsettled queries of quiet shards again, at doubling
// intervals (rule J2): their messages may be lost. What a worker holds it notes
// (rule W7); what is in the queue is not lost.
func (j *Janitor) sendAgain(ctx context.Context, run fanlight.Run, shards []fanlight.Progress) error {
	quiet := slices.DeleteFunc(shards, func(p fanlight.Progress) bool {
		return p.Full() || p.Resent >= maxResends || j.since(p.Changed) < j.settings.Quiet<<p.Resent
	})
	if len(quiet) == 0 {
		return nil
	}
	if backlog, err := j.queries.Backlog(ctx); err != nil || backlog > 0 {
		return err
	}
	plan := run.Plan()
	for _, p := range quiet {
		marked, err := j.ledger.MarkResent(ctx, run, p)
		if err != nil {
			return err
		}
		if !marked { // it has changed
			continue
		}
		j.log.InfoContext(ctx, "queries sent again", run.LogAttrs(), "shard", p.Shard, "queries", len(p.Unsettled()),
			"duration_ms", j.since(run.Begun).Milliseconds())
		if err := j.dispatcher.SendQueries(ctx, run, plan, p.Unsettled()); err != nil {
			return err
		}
	}
	return nil
}

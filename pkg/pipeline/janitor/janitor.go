// Package janitor brings every open run and backfill to its end, and starts the runs that
// their schedules did not start (rules J1 to J9 of docs/protocol.md).
package janitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
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
	Quiet  time.Duration // how long a shard is without change before its queries are sent again; default 12 minutes
	GiveUp time.Duration // how long after the first offer to a reporter, and after its last step, a round is given up; default 1 hour
	Late   time.Duration // how long after a due time a run without META counts as missed; default 10 minutes
	Budget time.Duration // how long a sweep lasts before it begins no further run; default the function's timeout less a minute, at least half of it

	CatchUp    int           // how many missed runs of a report are started after an outage, the newest; default 3
	CatchUpAge time.Duration // how old these may be; default 7 days
}

func (s Settings) withDefaults(timeout time.Duration) Settings {
	setDefault(&s.Stuck, 2*time.Minute)
	setDefault(&s.Quiet, 12*time.Minute)
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

// Janitor brings every open run to its end. Sweep may be called again at any
// time, also while another sweep is under way.
type Janitor struct {
	stack      string // its name
	ledger     *ledger.Ledger
	queries    *queue.Queue
	dispatcher *dispatcher.Dispatcher
	settler    *settle.Settler
	reporter   *reporter.Reporter
	random     fanlight.Random
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
		random: s.Random, clock: s.Clock, events: s.Events, log: s.Logger(), settings: settings,
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
		var now fanlight.Run
		if now, resumed = j.dispatcher.Resume(ctx, run); now.State == fanlight.Running {
			run.Offered = time.Time{} // what was offered before does not end the run in this sweep (rule J5)
		}
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

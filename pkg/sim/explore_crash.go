package sim

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// CrashSummary says what CrashPoints has found.
type CrashSummary struct {
	Queries    int
	Points     int // at which an invocation was killed: before and after each call of the life
	Pairs      int // of these, with each of the points of the execution with the first; 0: not asked for
	States     int
	Executions int
	Cut        int // executions that were cut at a state whose further way was known
	Complete   bool
	Failure    *Failure // nil: every run ended in a right report per epoch
}

// String returns the summary in one line.
func (s CrashSummary) String() string {
	return fmt.Sprintf("crash points: queries=%d points=%d alone=%d pairs=%d states=%d executions=%d cut=%d (seen %d) complete=%t",
		s.Queries, s.Points, s.Points, s.Pairs, s.States, s.Executions, s.Cut, s.Cut, s.Complete)
}

// CrashPoints runs the whole life of a report and kills its invocations before and after every
// call, one at a time and with pairs two. The calls are those that the executions make: the
// second of a pair is one of the execution with the first. It stops when the context ends, and is
// not complete then.
func CrashPoints(ctx context.Context, queries int, pairs bool) CrashSummary {
	return crashPoints(ctx, queries, pairs, nil)
}

func crashPoints(ctx context.Context, queries int, pairs bool, bug plantedBug) CrashSummary {
	e := lifeExplorer(queries, bug)
	if pairs {
		e.crashes = 2
	}
	e.explore(ctx)
	s := CrashSummary{
		Queries: queries, Points: e.segments.choices(0), States: len(e.seen), Executions: e.executions, Cut: e.again,
		Complete: e.complete(), Failure: e.failure,
	}
	if pairs {
		s.Pairs = e.segments.choices(1)
	}
	return s
}

func lifeExplorer(queries int, bug plantedBug) *explorer {
	begin := func(bug plantedBug, keepTrace bool) *world { return life(queries, bug, keepTrace) }
	return &explorer{crashes: 1, bug: bug, begin: []func(plantedBug, bool) *world{begin}}
}

// life is the whole life of a report: it is due, and reported; then all of it is replayed, and
// then sent again.
func life(queries int, bug plantedBug, keepTrace bool) *world {
	w := newWorld(queries, bug, keepTrace)
	w.sources()
	w.sweeps(3 * time.Minute)
	w.later(Due.Sub(w.Clock.now), "start", func() { w.start(1); w.sweepAfter(time.Second) })
	w.whenClosed(time.Minute, "replay", func() {
		w.give(w.command(ReplayingAll), 1)
		w.sweepAfter(time.Second)
		w.whenClosed(time.Minute, "resend", func() { w.give(w.command(Resending), 1) })
	})
	w.goal = func() error {
		return w.reported(gotten{destinations[0], 1, 1}, gotten{destinations[0], 2, 1}, gotten{destinations[0], 2, 2})
	}
	return w
}

// sources lets the queues invoke workers and reporters.
func (w *world) sources() {
	w.add(&eventSource{s: w.simulation, url: w.Names.QueryQueue, batch: 10, begin: w.work})
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
}

// reported holds that the run has ended as sent, that each query of its epoch has the
// answer that it was given, and that what is listed has arrived.
func (w *world) reported(all ...gotten) error {
	run, err := w.storedRun()
	if err != nil {
		return err
	}
	if run.State != fanlight.Sent {
		return fmt.Errorf("the run is %s", run.State)
	}
	for _, one := range all {
		if !w.has(one) {
			return fmt.Errorf("%s did not get round %d of epoch %d", one.to, one.round, one.epoch)
		}
	}
	for epoch := 1; epoch <= run.Epoch; epoch++ {
		if err := w.answered(run, epoch); err != nil {
			return err
		}
	}
	return nil
}

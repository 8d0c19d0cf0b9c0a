package sim

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Scope is a part of the pipeline in which all orders of calls are explored.
type Scope struct {
	Name  string
	About string
	begin []func(bug plantedBug, keepTrace bool) *world
}

// Exploration says what was explored of a scope.
type Exploration struct {
	Scope      string
	Crashes    int // at most, in one execution
	States     int
	Executions int
	Seen       int  // executions that were cut at a state from which all was explored already
	Commuting  int  // steps whose order with the steps of others was not varied
	Complete   bool // every state was gone on from in every way
	Failure    *Failure
}

// String returns the exploration in one line.
func (e Exploration) String() string {
	return fmt.Sprintf("scope=%s crashes=%d states=%d executions=%d cut=%d (seen %d, commuting %d) complete=%t",
		e.Scope, e.Crashes, e.States, e.Executions, e.Seen+e.Commuting, e.Seen, e.Commuting, e.Complete)
}

// Explore runs every order of the scope's calls, in which at most so many invocations die, until
// one fails. It stops when the context ends, and is not complete then.
func (s Scope) Explore(ctx context.Context, crashes int) Exploration {
	return s.explore(ctx, crashes, nil, 0)
}

func (s Scope) explore(ctx context.Context, crashes int, bug plantedBug, most int) Exploration {
	e := &explorer{begin: s.begin, bug: bug, crashes: crashes, most: most}
	e.explore(ctx)
	return Exploration{
		Scope: s.Name, Crashes: crashes, States: len(e.seen), Executions: e.executions, Seen: e.again,
		Commuting: e.commuting, Complete: e.complete(), Failure: e.failure,
	}
}

// Scopes returns the scopes, each of a report of two queries.
func Scopes() []Scope {
	type begin = func(plantedBug, bool) *world
	return []Scope{
		{"A", "dispatcher, worker", []begin{dispatching}},
		{"B", "two workers that have the same messages, queue, reporter", []begin{twoWorkers}},
		{"C", "reporter, janitor, replay", []begin{reporting}},
		{"D", "cancel against worker, reporter, deadline", []begin{cancelWorker, cancelReporter, cancelDeadline, cancelResent}},
		{"E", "resend against replay", []begin{resendReplay}},
		{"F", "two janitors at once", []begin{sweepStuck, sweepComplete, sweepOverdue, sweepMissed, sweepGiveUp, sweepLost}},
		{"G", "dispatcher, cancel, replay", []begin{cancelDispatcher}},
		{"H", "two reporters, of which the clock of one is an hour ahead", []begin{clockAhead}},
	}
}

// scopeSlack is by how much a call of an explored scope may be slower than others: longer than
// any pause of an actor that is not for a failure.
const scopeSlack = 6 * time.Second

// dispatching begins when the report is due, and ends when it is announced.
func dispatching(bug plantedBug, keepTrace bool) *world {
	w := newWorld(2, bug, keepTrace)
	w.Clock.now = Due
	w.add(&eventSource{s: w.simulation, url: w.Names.QueryQueue, batch: 10, begin: w.work})
	w.start(1)
	w.order, w.slack = everyOrder, scopeSlack
	w.ended = func() bool { return w.live == 0 && w.pending == 0 && len(w.SQS.Messages(w.Names.QueryQueue)) == 0 }
	w.goal = w.announced
	return w
}

// announced holds that the run's queries are settled, and its reporter has a message.
func (w *world) announced() error {
	run, err := w.storedRun()
	switch {
	case err != nil:
		return err
	case run.State != fanlight.Running:
		return fmt.Errorf("the run is %s", run.State)
	case len(w.SQS.Messages(w.Names.ReportQueue)) == 0:
		return fmt.Errorf("the report is not announced")
	}
	return nil
}

// dispatched returns a world in which the report's messages are in their queue.
func dispatched(bug plantedBug, keepTrace bool) *world {
	w := newWorld(2, bug, keepTrace)
	w.Clock.now = Due
	w.start(1)
	w.advance(func() bool { return w.live == 0 })
	return w
}

// complete returns a world in which the report is announced.
func complete(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.add(&eventSource{s: w.simulation, url: w.Names.QueryQueue, batch: 10, begin: w.work})
	w.advance(func() bool { return w.live == 0 && len(w.SQS.Messages(w.Names.QueryQueue)) == 0 })
	return w
}

// advance lets the world go on in turn.
func (w *world) advance(until func() bool) {
	for !until() {
		w.run(w.choices(false)[0])
	}
}

// vary begins to take steps in every order, until narrow, or until an invocation dies: what
// follows goes in turn.
func (w *world) vary(narrow func() bool) *world {
	w.order, w.narrow, w.inTurnAfter = everyOrder, narrow, true
	return w
}

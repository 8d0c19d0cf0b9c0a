package dispatcher_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

const runID = sim.RunID

// expectRefused asserts that a command was refused with a reason that contains
// the words.
func expectRefused(t *testing.T, err error, words string) {
	t.Helper()
	var refusal *fanlight.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

func expectState(t *testing.T, w *sim.Harness, want fanlight.State) {
	t.Helper()
	w.Check(runID)
	if run := w.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

func TestStartFreezesTheRun(t *testing.T) {
	t.Parallel()
	r := sim.Report(17)
	w := sim.NewHarness(t, r)
	answer := w.Start()
	want := fanlight.Run{
		ID: runID, Definition: r, Hash: r.Hash(), Total: 17,
		Window:  fanlight.Window{Start: sim.Due.Add(-24*hour - 5*minute), End: sim.Due.Add(-5 * minute)},
		Created: sim.Due, Begun: sim.Due, Deadline: sim.Due.Add(30 * minute),
		State: fanlight.Running, Epoch: 1, Round: 1, Selection: fanlight.SelectAll, Open: true,
	}
	if diff := cmp.Diff(want, w.Run(runID)); diff != "" {
		t.Errorf("META (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	plan, err := w.Ledger().Plan(t.Context(), runID)
	if err != nil {
		t.Fatal(err)
	}
	var want17 []fanlight.QueryMessage
	for i, q := range plan {
		want17 = append(want17, fanlight.QueryMessage{Version: 1, Run: runID, Epoch: 1, Shard: i / 16, Query: q})
	}
	if diff := cmp.Diff(want17, w.QuerySent); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	if shards := w.Shards(want); len(shards) != 2 || shards[0].Size != 16 || shards[1].Size != 1 {
		t.Errorf("progress: %+v", shards)
	}
}

func TestStartAgainFindsTheRun(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		before func(w *sim.Harness)
		state  fanlight.State
	}{
		{"at once", func(*sim.Harness) {}, fanlight.Running},
		{"after its end", (*sim.Harness).Quiesce, fanlight.Sent},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := sim.NewHarness(t, sim.Report(2))
			w.Start()
			test.before(w)
			before := w.Run(runID)
			changed := sim.Report(3)
			w.Deploy(changed)
			w.Clock.Advance(minute)
			w.Start()
			if diff := cmp.Diff(before, w.Run(runID)); diff != "" {
				t.Errorf("META after the second start, with another definition deployed (-before +after):\n%s", diff)
			}
			if len(w.QuerySent) != 2 {
				t.Errorf("%d messages were sent, want 2", len(w.QuerySent))
			}
			w.Quiesce()
			expectState(t, w, fanlight.Sent)
		})
	}
}

func TestManualStartHasARunOfItsOwn(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Start()
	for range 2 { // a retried invocation brings the same characters
		run, err := w.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "a1b2c3")
		if err != nil || run.ID != runID+"+a1b2c3" {
			t.Errorf("started %s, %v", run.ID, err)
		}
	}
	w.Quiesce()
	if len(w.Sender.Got) != 2 {
		t.Errorf("two runs were delivered %d times", len(w.Sender.Got))
	}
}

func TestUnknownReportIsRefusedAndTold(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t)
	p := w.Process()
	_, err := p.Dispatcher().Start(t.Context(), "no-such", sim.Due, "")
	expectRefused(t, err, `no report "no-such" is deployed`)
	if w.Emitted(fanlight.EventUnknownReport) != 1 || p.Count("PutItem") != 0 {
		t.Errorf("events %+v, %d writes", w.Events, p.Count("PutItem"))
	}
}

// TestDispatcherAccidents strikes every call of a start. The schedule's retry,
// or the janitor, goes on from whatever is there.
func TestDispatcherAccidents(t *testing.T) {
	t.Parallel()
	for _, healer := range []struct {
		name string
		heal func(w *sim.Harness)
	}{
		{"retried", func(w *sim.Harness) { w.Start() }},
		{"swept", func(w *sim.Harness) { w.SweepFor(20 * minute) }},
	} {
		t.Run(healer.name, func(t *testing.T) {
			t.Parallel()
			sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
				w := sim.NewHarness(t, sim.Report(2))
				w.Sweep() // the janitor has seen the report before
				w.Clock.Advance(minute)
				p := w.Process().With(strike)
				_, _ = p.Run(func() error {
					_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(24*hour), "")
					return err
				})
				due := sim.Due.Add(24 * hour)
				w.Clock.Advance(due.Sub(w.Clock.Now()))
				if healer.name == "retried" {
					if _, err := w.Process().Dispatcher().Start(t.Context(), sim.ReportName, due, ""); err != nil {
						t.Fatal(err)
					}
				}
				healer.heal(w)
				w.Quiesce()
				id := fanlight.NewRunID(sim.ReportName, due, "")
				w.Check(id)
				if run := w.Run(id); run.State != fanlight.Sent {
					t.Errorf("the run is %s", run.State)
				}
				if epochs := w.Run(id).Epoch; epochs != 1 {
					t.Errorf("the run is at epoch %d", epochs)
				}
			})
		})
	}
}

func TestSettledQueriesAreNotSentAgain(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	// The dispatcher dies before META says running; a worker settles all.
	p := w.Process()
	p.With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
	if _, died := p.Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	}); !died {
		t.Fatal("the dispatcher lives")
	}
	w.Work(w.Process(), worker.Settings{})
	sent, announced := len(w.QuerySent), len(w.ReportSent)
	w.Start()
	if len(w.QuerySent) != sent {
		t.Error("settled queries were sent again")
	}
	if len(w.ReportSent) != announced+1 {
		t.Error("the second start did not announce the complete epoch (rule D2)")
	}
}

package janitor_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// bury lets the query queue give up all of its messages.
func bury(t *testing.T, w *sim.Harness) {
	t.Helper()
	for range stack.MaxReceives + 1 {
		if _, err := w.QueryQueue().Receive(t.Context(), 10, time.Second, 0); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Second)
	}
}

// letters counts the dead letters that are left.
func letters(t *testing.T, w *sim.Harness) int {
	t.Helper()
	w.Clock.Advance(stack.Queries.Visibility())
	left, err := queue.New(w.SQS, w.Names.QueryDead, w.Clock).Receive(t.Context(), 10, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return len(left)
}

// TestDeadLettersAreSettled is rule J6.
func TestDeadLettersAreSettled(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.Start()
	bury(t, w)
	sweep(t, w)
	run := w.Run(runID)
	want := fanlight.Result{Outcome: fanlight.Failed, Error: "its message was delivered too often without being settled"}
	for i := range 2 {
		if diff := cmp.Diff(want, w.Result(run, i)); diff != "" {
			t.Errorf("result %d (-want +got):\n%s", i, diff)
		}
	}
	if w.Emitted(fanlight.EventDeadLetter) != 2 {
		t.Errorf("events: %+v", w.Events)
	}
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if n := letters(t, w); n != 0 {
		t.Errorf("%d dead letters are left", n)
	}
}

// TestALetterThatCannotBeSettledStays strikes every call that settles it.
func TestALetterThatCannotBeSettledStays(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, []sim.Fault{sim.ServerError}, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		w := sim.NewHarness(t, sim.Report(1))
		w.Start()
		bury(t, w)
		_ = w.Process().With(strike).Janitor(janitor.Settings{}).Sweep(t.Context())
		w.Clock.Advance(time.Minute)
		sweep(t, w)
		if o := w.Outcomes(w.Run(runID)); o[0] != fanlight.Failed || letters(t, w) != 0 {
			t.Errorf("the query is %q after the next sweep", o[0])
		}
	})
}

// TestALetterOfNoQuery names a query of the open run's shard that the run does
// not have: no winner comes of it.
func TestALetterOfNoQuery(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ shard, index string }{{"0", "1"}, {"0", "16"}, {"0", "-1"}} {
		w := sim.NewHarness(t, sim.Report(1))
		run := w.Start()
		before := w.Shards(run)
		body := `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"shard":` + test.shard + `,"query":{"index":` + test.index + `,"id":"q"}}`
		if err := queue.New(w.SQS, w.Names.QueryDead, w.Clock).Send(t.Context(), "", body); err != nil {
			t.Fatal(err)
		}
		sweep(t, w)
		if diff := cmp.Diff(before, w.Shards(run)); diff != "" || letters(t, w) != 0 {
			t.Errorf("query %s of shard %s: progress (-before +after):\n%s", test.index, test.shard, diff)
		}
	}
}

func TestDeadLettersThatNeedNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		body   string
		events int
	}{
		{"of a closed run", `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"shard":0,"query":{"index":0,"id":"q0"}}`, 0},
		{"of another epoch", `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":3,"shard":0,"query":{"index":0,"id":"q0"}}`, 0},
		{"of no run", `{"version":1,"run":"bot-usage@2020-01-02T12:30:00Z","epoch":1,"shard":0,"query":{"index":0,"id":"q0"}}`, 0},
		{"of another version", `{"version":2}`, 1},
		{"of no version", `what?`, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := sim.NewHarness(t, sim.Report(1))
			w.Start()
			w.Quiesce()
			before := w.Shards(w.Run(runID))
			if err := queue.New(w.SQS, w.Names.QueryDead, w.Clock).Send(t.Context(), "", test.body); err != nil {
				t.Fatal(err)
			}
			sweep(t, w)
			if diff := cmp.Diff(before, w.Shards(w.Run(runID))); diff != "" {
				t.Errorf("progress (-before +after):\n%s", diff)
			}
			if n := letters(t, w); n != 0 || w.Emitted(fanlight.EventDeadLetter) != test.events {
				t.Errorf("%d dead letters are left, events %+v", n, w.Events)
			}
		})
	}
}

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
func bury(t *testing.T, h *sim.Harness) {
	t.Helper()
	for range stack.MaxReceives + 1 {
		if _, err := h.QueryQueue().Receive(t.Context(), 10, time.Second, 0); err != nil {
			t.Fatal(err)
		}
		h.Clock.Advance(time.Second)
	}
}

// letters receives the dead letters that are left, and returns how many there
// are.
func letters(t *testing.T, h *sim.Harness) int {
	t.Helper()
	h.Clock.Advance(stack.Queries.Visibility())
	left, err := queue.New(h.SQS, h.Names.QueryDead, h.Clock).Receive(t.Context(), 10, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return len(left)
}

// TestJanitor_Sweep_dead_letters is rule J6.
func TestJanitor_Sweep_dead_letters(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	bury(t, h)
	sweep(t, h)
	run := h.Run(runID)
	want := fanlight.Result{Outcome: fanlight.Failed, Error: "its message was delivered too often without being settled"}
	for i := range 2 {
		if diff := cmp.Diff(want, h.Result(run, i)); diff != "" {
			t.Errorf("result %d (-want +got):\n%s", i, diff)
		}
	}
	if h.Emitted(fanlight.EventDeadLetter) != 2 {
		t.Errorf("events: %+v", h.Events)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if n := letters(t, h); n != 0 {
		t.Errorf("%d dead letters are left", n)
	}
}

// TestJanitor_Sweep_dead_letter_stays cannot settle the letter's query.
func TestJanitor_Sweep_dead_letter_stays(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, []sim.Fault{sim.ServerError}, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, sim.Report(1))
		h.Start()
		bury(t, h)
		_ = h.Process().With(strike).Janitor(janitor.Settings{}).Sweep(t.Context())
		h.Clock.Advance(time.Minute)
		sweep(t, h)
		if o := h.Outcomes(h.Run(runID)); o[0] != fanlight.Failed || letters(t, h) != 0 {
			t.Errorf("the query is %q after the next sweep", o[0])
		}
	})
}

func TestJanitor_Sweep_dead_letter_of_no_query(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ shard, index string }{{"0", "1"}, {"0", "16"}, {"0", "-1"}} {
		h := sim.NewHarness(t, sim.Report(1))
		run := h.Start()
		before := h.Shards(run)
		body := `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"shard":` + test.shard + `,"query":{"index":` + test.index + `,"id":"q"}}`
		if err := queue.New(h.SQS, h.Names.QueryDead, h.Clock).Send(t.Context(), "", body); err != nil {
			t.Fatal(err)
		}
		sweep(t, h)
		if diff := cmp.Diff(before, h.Shards(run)); diff != "" || letters(t, h) != 0 {
			t.Errorf("query %s of shard %s: progress (-before +after):\n%s", test.index, test.shard, diff)
		}
	}
}

func TestJanitor_Sweep_dead_letter_of_a_settled_query(t *testing.T) {
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
			h := sim.NewHarness(t, sim.Report(1))
			h.Start()
			h.Quiesce()
			before := h.Shards(h.Run(runID))
			if err := queue.New(h.SQS, h.Names.QueryDead, h.Clock).Send(t.Context(), "", test.body); err != nil {
				t.Fatal(err)
			}
			sweep(t, h)
			if diff := cmp.Diff(before, h.Shards(h.Run(runID))); diff != "" {
				t.Errorf("progress (-before +after):\n%s", diff)
			}
			if n := letters(t, h); n != 0 || h.Emitted(fanlight.EventDeadLetter) != test.events {
				t.Errorf("%d dead letters are left, events %+v", n, h.Events)
			}
		})
	}
}

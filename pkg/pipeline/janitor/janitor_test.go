package janitor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestJanitor_Sweep_nothing_due writes nothing.
func TestJanitor_Sweep_nothing_due(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setUp func(h *sim.Harness)
	}{
		{"no run", func(*sim.Harness) {}},
		{"dispatching for a minute", func(h *sim.Harness) {
			p := h.Process()
			_, _ = p.With(func(c sim.Call) sim.Fault {
				if c.Op == "SendMessageBatch" {
					return sim.CrashBefore
				}
				return sim.NoFault
			}).Run(func() error {
				_, err := p.Dispatcher().Start(h.T.Context(), sim.ReportName, sim.Due, "")
				return err
			})
			h.Clock.Advance(time.Minute)
		}},
		{"running for nine minutes", func(h *sim.Harness) {
			h.Start()
			h.Clock.Advance(9 * time.Minute)
		}},
		{"being reported", func(h *sim.Harness) {
			h.Start()
			h.Work(h.Process(), worker.Settings{})
			p := h.Process()
			h.Publish(p.With(func(c sim.Call) sim.Fault {
				if c.Op == "Deliver" {
					return sim.CrashBefore // the lease lives on
				}
				return sim.NoFault
			}))
		}},
		{"ended", func(h *sim.Harness) {
			h.Start()
			h.Quiesce()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(2))
			sweep(t, h) // it has seen the report before
			test.setUp(h)
			if p := sweep(t, h); writes(p) != 0 {
				t.Errorf("it made %d writes: %+v", writes(p), p.Calls)
			}
		})
	}
}

// TestJanitor_Sweep_stale_index nominates a run that has ended: META decides
// (rule G1).
func TestJanitor_Sweep_stale_index(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	sweep(t, h)
	h.DynamoDB.Hooks.IndexLag = func() int { return 1 } // the last change is not seen
	h.Start()
	h.Quiesce()
	open, err := h.Ledger().OpenRuns(t.Context())
	if err != nil || len(open) != 1 {
		t.Fatalf("the index shows %v, %v", open, err)
	}
	if p := sweep(t, h); writes(p) != 0 {
		t.Errorf("it made %d writes", writes(p))
	}
}

// TestJanitor_Sweep_budget lets the first of two runs take all the time there
// is: dead letters and schedules came before it, the other run is for the next
// sweep.
func TestJanitor_Sweep_budget(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		takes time.Duration
		left  bool
	}{{4*time.Minute - time.Second, false}, {4 * time.Minute, true}} {
		h := sim.NewHarness(t, sim.Report(1))
		sweep(t, h)
		h.Clock.Advance(24*time.Hour + 10*time.Minute) // a run is missed
		h.Start()
		if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(-24*time.Hour), ""); err != nil {
			t.Fatal(err)
		}
		slow := false
		p := h.Process()
		err := p.With(func(c sim.Call) sim.Fault {
			if in, ok := c.Input.(*dynamodb.QueryInput); ok && in.IndexName != nil {
				slow = true
			} else if slow && c.Op == "GetItem" {
				h.Clock.Advance(test.takes)
				slow = false
			}
			return sim.NoFault
		}).Janitor(janitor.Settings{}).Sweep(t.Context())
		if left := err != nil && strings.Contains(err.Error(), "open runs are left"); left != test.left {
			t.Errorf("a run takes %s: %v", test.takes, err)
		}
		if h.Emitted(fanlight.EventMissedRun) != 1 {
			t.Errorf("a run takes %s: events %+v", test.takes, h.Events)
		}
	}
}

// TestJanitor_Sweep_accidents strikes every call of the sweep that meets a
// deadline.
func TestJanitor_Sweep_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, sim.Report(2))
		h.Start()
		lose(t, h.QueryQueue())
		h.Clock.Advance(30 * time.Minute)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error { return p.Janitor(janitor.Settings{}).Sweep(t.Context()) })
		h.SweepFor(3 * time.Minute)
		expectState(t, h, fanlight.Sent)
		if diff := cmp.Diff([]fanlight.Outcome{fanlight.TimedOut, fanlight.TimedOut}, h.Outcomes(h.Run(runID))); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

// TestJanitor_Sweep_stuck_dispatch is rule J1.
func TestJanitor_Sweep_stuck_dispatch(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	p := h.Process()
	_, _ = p.With(func(c sim.Call) sim.Fault {
		if c.Op == "SendMessageBatch" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}).Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	})
	h.Clock.Advance(119 * time.Second)
	sweep(t, h)
	expectState(t, h, fanlight.Dispatching)
	h.Clock.Advance(time.Second)
	sweep(t, h)
	expectState(t, h, fanlight.Running)
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

// TestJanitor_Sweep_unfinished_cancel is rule J7.
func TestJanitor_Sweep_unfinished_cancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	p := h.Process()
	_, died := p.With(func(c sim.Call) sim.Fault {
		if p.Count("PutItem") == 2 { // its claim stands
			return sim.CrashBefore
		}
		return sim.NoFault
	}).Run(func() error {
		_, err := p.Dispatcher().Cancel(t.Context(), fanlight.Command{ID: "c", Run: runID, Epoch: 1})
		return err
	})
	if !died {
		t.Fatal("the cancel was finished")
	}
	expectState(t, h, fanlight.Running)
	sweep(t, h)
	expectState(t, h, fanlight.Cancelled)
	if len(h.ReportSent) != 0 {
		t.Error("a report message was sent")
	}
}

// TestJanitor_Sweep_unclosed_run is rule E2: a reporter died between the
// claim's end and META's.
func TestJanitor_Sweep_unclosed_run(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	p := h.Process()
	h.Publish(p.With(func(c sim.Call) sim.Fault {
		if send, err := h.Ledger().Claim(t.Context(), h.Run(runID)); err == nil && send.Final() {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	expectState(t, h, fanlight.Running)
	sweep(t, h)
	expectState(t, h, fanlight.Sent)
	if len(h.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(h.Sender.Got))
	}
}

// TestNew_invalid_settings returns an error that names the setting.
func TestNew_invalid_settings(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]janitor.Settings{
		"Stuck": {Stuck: -1}, "Quiet": {Quiet: -1}, "GiveUp": {GiveUp: -1}, "Late": {Late: -1}, "Budget": {Budget: -1},
		"CatchUp": {CatchUp: -1}, "CatchUpAge": {CatchUpAge: -1},
	} {
		stack := sim.NewHarness(t).Process().Stack
		if _, err := janitor.New(&stack, nil, time.Minute, settings); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%+v: %v, want an error that names %s", settings, err, name)
		}
	}
	stack := sim.NewHarness(t).Process().Stack
	if _, err := janitor.New(&stack, nil, 0, janitor.Settings{}); err == nil || !strings.Contains(err.Error(), "timeout") {
		t.Errorf("no timeout: %v, want an error that names it", err)
	}
}

// TestJanitor_Sweep_abandoned holds that a run ends even if no janitor ran until all
// that belongs to it had expired.
func TestJanitor_Sweep_abandoned(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	h.Clock.Advance(300 * 24 * time.Hour)
	h.DynamoDB.Expire(h.Clock.Now())
	sweep(t, h)
	expectState(t, h, fanlight.Unsent)
	if h.Emitted(fanlight.EventGaveUp) != 1 || h.Run(runID).Open {
		t.Errorf("%d alarms, open: %v", h.Emitted(fanlight.EventGaveUp), h.Run(runID).Open)
	}
}

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

const runID = sim.RunID

func expectState(t *testing.T, h *sim.Harness, want fanlight.State) {
	t.Helper()
	h.Check(runID)
	if run := h.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// writes counts the calls of a process that change something.
func writes(p *sim.Process) int {
	n := 0
	for _, op := range []string{"PutItem", "UpdateItem", "BatchWriteItem", "SendMessageBatch", "StartQuery", "StopQuery", "Deliver"} {
		n += p.Count(op)
	}
	return n
}

func sweep(t *testing.T, h *sim.Harness) *sim.Process {
	t.Helper()
	p := h.Process()
	if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	return p
}

// TestNothingDue sweeps when there is nothing to do: it writes nothing.
func TestNothingDue(t *testing.T) {
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

// TestAStaleIndex nominates a run that has ended: META decides (rule G1).
func TestAStaleIndex(t *testing.T) {
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

// TestASweepEndsInTime lets the first of two runs take all the time there is:
// dead letters and schedules came before it, the other run is for the next sweep.
func TestASweepEndsInTime(t *testing.T) {
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
		bury(t, h)
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
		if h.Emitted(fanlight.EventDeadLetter) != 2 || h.Emitted(fanlight.EventMissedRun) != 1 {
			t.Errorf("a run takes %s: events %+v", test.takes, h.Events)
		}
	}
}

// TestJanitorAccidents strikes every call of the sweep that meets a deadline.
func TestJanitorAccidents(t *testing.T) {
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

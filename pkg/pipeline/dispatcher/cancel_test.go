package dispatcher_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

func cancel(t *testing.T, h *sim.Harness) error {
	t.Helper()
	run, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 0))
	if err == nil && run.State != fanlight.Cancelled {
		t.Errorf("the cancelled run is said to be %s", run.State)
	}
	return err
}

// expectCancelled asserts that the run ended without a report and that nothing
// of it goes on.
func expectCancelled(t *testing.T, h *sim.Harness) {
	t.Helper()
	expectState(t, h, fanlight.Cancelled)
	h.Quiesce()
	h.SweepFor(2 * hour)
	expectState(t, h, fanlight.Cancelled)
	if len(h.Sender.Got) != 0 {
		t.Errorf("a cancelled run was delivered: %+v", h.Sender.Got)
	}
	for _, s := range h.Logs.Queries() {
		if s.Status == types.QueryStatusRunning || s.Status == types.QueryStatusScheduled {
			t.Errorf("query %s of a cancelled run is %s", s.ID, s.Status)
		}
	}
}

// TestDispatcher_Cancel cancels a run before a worker came.
func TestDispatcher_Cancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	run := h.Start()
	if err := cancel(t, h); err != nil {
		t.Fatal(err)
	}
	expectCancelled(t, h)
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.CancelledResult, fanlight.CancelledResult}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if len(h.Started()) != 0 || len(h.ReportSent) != 0 {
		t.Errorf("%d queries were started, %d report messages sent", len(h.Started()), len(h.ReportSent))
	}
}

// TestDispatcher_Cancel_before_progress overtakes the dispatcher before each of
// its calls: from the eighth on META exists.
func TestDispatcher_Cancel_before_progress(t *testing.T) {
	t.Parallel()
	cancelled := 0
	for k, through := 8, false; !through; k++ {
		h := sim.NewHarness(t, sim.Report(2))
		through = true
		if _, err := h.Process().With(func(c sim.Call) sim.Fault {
			if c.N == k {
				through = false
				if err := cancel(t, h); err != nil {
					t.Fatal(err)
				}
			}
			return sim.NoFault
		}).Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err != nil {
			t.Fatal(err)
		}
		if !through {
			expectCancelled(t, h)
			cancelled++
		}
	}
	if cancelled < 4 {
		t.Errorf("the dispatcher was overtaken at %d calls only", cancelled)
	}
}

// TestDispatcher_Cancel_while_running cancels before each call of the worker.
func TestDispatcher_Cancel_while_running(t *testing.T) {
	t.Parallel()
	refused := 0
	for k, through := 1, false; !through; k++ {
		h := sim.NewHarness(t, sim.Report(2))
		h.Start()
		through = true
		var err error
		h.Work(h.Process().With(func(c sim.Call) sim.Fault {
			if c.N == k {
				through = false
				err = cancel(t, h)
			}
			return sim.NoFault
		}), worker.Settings{})
		if err != nil {
			t.Errorf("cancel before call %d of the worker: %v", k, err)
			refused++
		}
		if !through {
			expectCancelled(t, h)
		}
	}
}

// TestDispatcher_Cancel_while_reported cancels before each call of the
// reporter: until it has its claim the cancel wins, from then on it is refused.
func TestDispatcher_Cancel_while_reported(t *testing.T) {
	t.Parallel()
	won, lost := 0, 0
	for k, through := 1, false; !through; k++ {
		h := sim.NewHarness(t, sim.Report(1))
		h.Start()
		h.Work(h.Process(), worker.Settings{})
		through = true
		var err error
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if c.N == k {
				through = false
				err = cancel(t, h)
			}
			return sim.NoFault
		}))
		switch {
		case through:
		case err == nil:
			won++
			expectCancelled(t, h)
		default:
			lost++
			if !strings.Contains(err.Error(), "is being reported") && !strings.Contains(err.Error(), "has ended") {
				t.Error(err)
			}
			expectState(t, h, fanlight.Sent)
		}
	}
	if won == 0 || lost == 0 {
		t.Errorf("the cancel won %d times and lost %d", won, lost)
	}
}

// TestDispatcher_Start_begun_cancel is rule J7: a dispatcher and a cancel died,
// and the schedule's retry finds what is left of them.
func TestDispatcher_Start_begun_cancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	dies := func(when string, n int, f func(p *sim.Process) error) {
		t.Helper()
		p := h.Process()
		p.With(func(c sim.Call) sim.Fault {
			if c.Op == when && p.Count(when) == n {
				return sim.CrashBefore
			}
			return sim.NoFault
		})
		if _, died := p.Run(func() error { return f(p) }); !died {
			t.Fatal("the process lives")
		}
	}
	dies("PutItem", 3, func(p *sim.Process) error { // only META and its definition are there
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	})
	dies("Query", 2, func(p *sim.Process) error { // its claim stands; the first call reads the definition
		_, err := p.Dispatcher().Cancel(t.Context(), command("c", 1, 0))
		return err
	})
	if run := h.Start(); run.State != fanlight.Cancelled || len(h.QuerySent) != 0 {
		t.Errorf("the run is said to be %s, %d messages were sent", run.State, len(h.QuerySent))
	}
	expectCancelled(t, h)
}

// TestDispatcher_Cancel_again repeats a command whose answer was lost (rule
// G2).
func TestDispatcher_Cancel_again(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	for range 2 {
		if err := cancel(t, h); err != nil {
			t.Error(err)
		}
	}
	_, err := h.Process().Dispatcher().Cancel(t.Context(), command("another", 1, 0))
	expectRefused(t, err, "has ended: it is cancelled")
	expectCancelled(t, h)
}

func TestDispatcher_Cancel_refused(t *testing.T) {
	t.Parallel()
	h := ended(t)
	expectRefused(t, cancel(t, h), "has ended: it is sent")
	_, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 2, 0))
	expectRefused(t, err, "superseded")
}

// TestDispatcher_Cancel_accidents strikes every call of a cancel while queries
// run. Its repetition, or the janitor, finishes it.
func TestDispatcher_Cancel_accidents(t *testing.T) {
	t.Parallel()
	for _, retried := range []bool{true, false} {
		sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			p := h.Process().With(strike)
			_, _ = p.Run(func() error {
				_, err := p.Dispatcher().Cancel(t.Context(), command("c", 1, 0))
				return err
			})
			if retried {
				if err := cancel(t, h); err != nil {
					t.Fatal(err)
				}
				expectCancelled(t, h)
				return
			}
			h.SweepFor(3 * minute)
			h.Check(runID)
			claim, err := h.Ledger().Claim(t.Context(), h.Run(runID))
			if err == nil && claim.State == fanlight.Cancelled {
				expectCancelled(t, h)
			}
		})
	}
}

// TestDispatcher_Replay_cancelled_run inherits nothing.
func TestDispatcher_Replay_cancelled_run(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	if err := cancel(t, h); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Process().Dispatcher().Replay(t.Context(), command("r", 1, 0)); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

// TestDispatcher_FinishCancel finishes a cancel that died after it took its claim.
func TestDispatcher_FinishCancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	run := h.Start()
	if _, err := h.Ledger().ClaimForCancel(t.Context(), run, "c"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // it may be repeated
		if err := h.Process().Dispatcher().FinishCancel(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	expectCancelled(t, h)
}

package dispatcher_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

var (
	errBusy = &fanlight.DeliveryError{Err: errors.New("bad gateway")}
	errGone = &fanlight.DeliveryError{Permanent: true, Err: errors.New("chat not found")}
	errLost = &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")}
)

// refusing answers each destination with an error of its own; those without one
// take the report.
func refusing(errs map[string]error) func(string, int) error {
	return func(to string, _ int) error { return errs[to] }
}

// released returns a harness in which the first try of a report to "one" and "two"
// is over: what is left of it waits for the next one.
func released(t *testing.T, errs map[string]error) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(1, "one", "two"))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	h.Sender.Answer = refusing(errs)
	h.Publish(h.Process())
	expectState(t, h, fanlight.Running)
	return h
}

// TestDispatcher_Cancel_reporting ends the tries of a run that is being reported.
func TestDispatcher_Cancel_reporting(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		answers map[string]error
		state   fanlight.State
		records map[string]fanlight.DeliveryState
	}{
		{"nobody can have it", map[string]error{"one": errBusy, "two": errBusy}, fanlight.Cancelled,
			map[string]fanlight.DeliveryState{"one": fanlight.DeliveryFailed, "two": fanlight.DeliveryFailed}},
		{"one has it", map[string]error{"two": errBusy}, fanlight.PartlySent,
			map[string]fanlight.DeliveryState{"one": fanlight.DeliverySent, "two": fanlight.DeliveryFailed}},
		{"one may have it", map[string]error{"one": errLost, "two": errBusy}, fanlight.PartlySent,
			map[string]fanlight.DeliveryState{"one": fanlight.DeliveryUnknown, "two": fanlight.DeliveryFailed}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := released(t, test.answers)
			tries := h.Sender.Tries("two")
			for _, id := range []string{"c", "c", "another"} {
				run, err := h.Process().Dispatcher().Cancel(t.Context(), command(id, 1, 1))
				if id == "another" && test.state != fanlight.Cancelled {
					expectRefused(t, err, "it has ended as partly_sent")
				} else if err != nil || run.State != test.state || run.Open {
					t.Fatalf("%s: %v; the run is said to be %s", id, err, run.State)
				}
			}
			h.Quiesce()
			h.SweepFor(2 * hour)
			expectState(t, h, test.state)
			got := map[string]fanlight.DeliveryState{}
			for name, d := range deliveries(t, h) {
				got[name] = d.State
			}
			if diff := cmp.Diff(test.records, got); diff != "" || h.Sender.Tries("two") != tries {
				t.Errorf("tried %d times more; records (-want +got):\n%s", h.Sender.Tries("two")-tries, diff)
			}
			if h.Emitted(fanlight.EventGaveUp) != 0 {
				t.Errorf("an alarm: %+v", h.Events)
			}
		})
	}
}

func deliveries(t *testing.T, h *sim.Harness) map[string]fanlight.Delivery {
	t.Helper()
	all, err := h.Ledger().Deliveries(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestDispatcher_Cancel_try_under_way refuses for as long as a reporter is at work,
// also after that has died, and carries out the command when the lease is over.
func TestDispatcher_Cancel_try_under_way(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	for waited := time.Duration(0); ; waited += time.Second {
		_, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 1))
		if err == nil {
			if waited < 3*time.Minute || waited > 3*time.Minute+2*time.Second {
				t.Errorf("cancelled after %s", waited)
			}
			break
		}
		if why, ok := errors.AsType[*fanlight.Refusal](err); !ok || !why.Busy {
			t.Fatal(err)
		}
		h.Clock.Advance(time.Second)
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent) // it may have it
}

// TestDispatcher_Cancel_resend ends a resend's round: the run's state follows from
// all rounds.
func TestDispatcher_Cancel_resend(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		first   map[string]error // answers in the first round
		answers map[string]error // answers in the second round
		claimed bool             // the second round
		state   fanlight.State
	}{
		{"before its first try", map[string]error{"two": errGone}, nil, false, fanlight.PartlySent},
		{"all had it before", nil, map[string]error{"one": errBusy, "two": errBusy}, true, fanlight.Sent},
		{"the rest has it now", map[string]error{"two": errGone}, map[string]error{"one": errBusy}, true, fanlight.Sent},
		{"nobody had it before, one has it now", map[string]error{"one": errGone, "two": errGone}, map[string]error{"one": errBusy}, true, fanlight.PartlySent},
		{"nobody has it", map[string]error{"one": errGone, "two": errGone}, map[string]error{"one": errBusy, "two": errBusy}, true, fanlight.Unsent},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(1, "one", "two"))
			h.Sender.Answer = refusing(test.first)
			h.Start()
			h.Quiesce()
			if _, err := h.Process().Dispatcher().Resend(t.Context(), command("r", 1, 1)); err != nil {
				t.Fatal(err)
			}
			h.Sender.Answer = refusing(test.answers)
			if test.claimed {
				h.Publish(h.Process())
			}
			for range 2 {
				if run, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 2)); err != nil || run.State != test.state {
					t.Fatalf("%v; the run is said to be %s", err, run.State)
				}
			}
			h.Quiesce()
			expectState(t, h, test.state)
		})
	}
}

// TestDispatcher_Cancel_replay cancels the second epoch; the first one's deliveries
// do not count.
func TestDispatcher_Cancel_replay(t *testing.T) {
	t.Parallel()
	h := sentTo(t)
	if _, err := h.Process().Dispatcher().Replay(t.Context(), command("r", 1, 0)); err != nil {
		t.Fatal(err)
	}
	if run, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 2, 1)); err != nil || run.State != fanlight.Cancelled {
		t.Fatalf("%v; the run is said to be %s", err, run.State)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Cancelled)
}

// TestDispatcher_Cancel_reporting_accidents strikes every call of a cancel that
// ends the tries; its repetition, or the janitor, finishes it.
func TestDispatcher_Cancel_reporting_accidents(t *testing.T) {
	t.Parallel()
	for _, retried := range []bool{true, false} {
		sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
			h := released(t, map[string]error{"two": errBusy})
			p := h.Process().With(strike)
			_, _ = p.Run(func() error {
				_, err := p.Dispatcher().Cancel(t.Context(), command("c", 1, 1))
				return err
			})
			if retried {
				if _, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 1)); err != nil {
					t.Fatal(err)
				}
			}
			h.Quiesce()
			h.SweepFor(2 * hour)
			expectState(t, h, fanlight.PartlySent)
			if retried && h.Emitted(fanlight.EventGaveUp) != 0 {
				t.Errorf("an alarm: %+v", h.Events)
			}
		})
	}
}

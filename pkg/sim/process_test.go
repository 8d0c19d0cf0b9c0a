package sim

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

func TestProcess_With(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault   Fault
		created bool // the run's META exists
		ok      bool
	}{
		{NoFault, true, true}, {ServerError, false, false}, {LostAnswer, true, false}, {Resent, true, true},
	} {
		t.Run(test.fault.String(), func(t *testing.T) {
			t.Parallel()
			h := NewHarness(t, Report(1))
			p := h.Process()
			_, err := p.With(func(c Call) Fault {
				if c.Op == "PutItem" && p.Count(c.Op) == 2 { // the first is the definition
					return test.fault
				}
				return NoFault
			}).Dispatcher().Start(t.Context(), ReportName, Due, "")
			if created := h.Run(RunID).ID != ""; created != test.created || (err == nil) != test.ok {
				t.Errorf("META exists: %v; %v", created, err)
			}
		})
	}
}

func TestProcess_Run(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	p := h.Process().With(func(Call) Fault { return CrashBefore })
	if err, died := p.Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), ReportName, Due, "")
		return err
	}); !died || err != nil || h.Run(RunID).ID != "" {
		t.Errorf("it died: %v, %v", died, err)
	}
	failure := errors.New("no")
	if err, died := p.Run(func() error { return failure }); died || !errors.Is(err, failure) {
		t.Errorf("it died: %v, %v", died, err)
	}
	defer func() {
		if v := recover(); v != "a bug" {
			t.Errorf("a panic of the process became %v", v)
		}
	}()
	_, _ = p.Run(func() error { panic("a bug") })
}

func TestProcess_Count(t *testing.T) {
	t.Parallel()
	h := NewHarness(t)
	p := h.Process()
	p.Refuse = func(c Call) error { return errors.New("refused") }
	for range 2 {
		if _, err := p.Stack.Ledger().Run(t.Context(), RunID); err == nil || errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("a refused call returned %v", err)
		}
	}
	if p.Count("Query") != 2 || p.Count("PutItem") != 0 || p.Calls[1].N != 2 {
		t.Errorf("calls: %+v", p.Calls)
	}
}

// expectRun asserts the state of the run.
func expectRun(t *testing.T, h *Harness, want fanlight.State) {
	t.Helper()
	h.Check(RunID)
	if run := h.Run(RunID); run.State != want {
		t.Errorf("the run is %q, want %s", run.State, want)
	}
}

func TestProcess_Dispatcher(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	if _, err := h.Process().Dispatcher().Start(t.Context(), ReportName, Due, ""); err != nil {
		t.Fatal(err)
	}
	expectRun(t, h, fanlight.Running)
}

func TestProcess_Worker(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	if _, err := h.Process().Worker(worker.Settings{}).Work(t.Context(), nil); err != nil || h.Result(run, 0).Outcome != fanlight.OK {
		t.Errorf("settled as %+v, %v", h.Result(run, 0), err)
	}
}

func TestProcess_Settler(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	why := fanlight.Result{Outcome: fanlight.TimedOut}
	if _, err := h.Process().Settler().SettleMissing(t.Context(), run, h.Shards(run)[0], why); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.TimedOut}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

func TestProcess_Reporter(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(0))
	h.Start()
	m := fanlight.ReportMessage{Run: RunID, Epoch: 1, Round: 1}
	if err := h.Process().Reporter().Report(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	expectRun(t, h, fanlight.Sent)
}

func TestProcess_Janitor(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.Clock.Advance(time.Hour)
	if err := h.Process().Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil || h.Result(run, 0).Outcome != fanlight.TimedOut {
		t.Errorf("settled as %+v, %v", h.Result(run, 0), err)
	}
}

package janitor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestJanitor_Sweep_newer_definition(t *testing.T) {
	t.Parallel()
	r := sim.Report(2)
	r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
	w := sim.NewHarness(t, r)
	run := w.Start()
	w.MakeNewer(run.ID)
	w.Clock.Advance(29 * time.Minute)
	w.Sweep()
	if p := w.Shards(run); p[0].Settled != 0 || p[0].Resent != 0 {
		t.Errorf("before the deadline: %+v", p)
	}
	w.Clock.Advance(time.Minute)
	w.Sweep()
	for i := range 2 {
		if result := w.Result(run, i); result.Outcome != fanlight.TimedOut || !strings.Contains(result.Error, "a newer version of Fanlight wrote") {
			t.Errorf("query %d after the deadline: %+v", i, result)
		}
	}
	w.SweepFor(10 * time.Minute)
	if len(w.Sender.To("owner")) != 1 || len(w.Sender.Got) != 1 {
		t.Errorf("delivered: %+v", w.Sender.Got)
	}
	w.MakeKnown(run.ID)
	if run = w.Run(run.ID); run.State != fanlight.Unsent || run.Open {
		t.Errorf("the run is %s, open: %v", run.State, run.Open)
	}
}

// TestJanitor_Sweep_newer_layout holds rule G8: a run of an unknown layout is left to
// the version that knows it until its deadline, hides no other run, and then ends
// without a report. Nothing of it is read or written but META, SEND and DELIVERY.
func TestJanitor_Sweep_newer_layout(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.Start()
	other, err := w.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(time.Minute), "")
	if err != nil {
		t.Fatal(err)
	}
	w.SetLayout(runID, ledger.Layout+1)
	w.SweepFor(29 * time.Minute)
	if run := w.Run(other.ID); run.State != fanlight.Sent {
		t.Errorf("another run is %s", run.State)
	}
	if run := w.Run(runID); run.State != fanlight.Running || !run.Open || len(w.Started()) != 2 {
		t.Errorf("before its deadline the run is %s, and %d queries were started", run.State, len(w.Started()))
	}
	w.SweepFor(2 * time.Hour)
	if run := w.Run(runID); run.State != fanlight.Unsent || run.Open || w.Emitted(fanlight.EventGaveUp) != 1 {
		t.Errorf("after its deadline the run is %s, open: %v, %d alarms", run.State, run.Open, w.Emitted(fanlight.EventGaveUp))
	}
	w.Quiesce() // its messages are acknowledged
	w.SetLayout(runID, ledger.Layout)
	if p := w.Shards(w.Run(runID)); p[0].Settled != 0 || len(w.Sender.Got) != 1 {
		t.Errorf("progress %+v, delivered %+v", p, w.Sender.Got)
	}
}

package janitor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
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

package janitor_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// lose deletes every message of a queue.
func lose(t *testing.T, q *queue.Queue) {
	t.Helper()
	for {
		batch, err := q.Receive(t.Context(), 10, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return
		}
		for _, m := range batch {
			if err := q.Acknowledge(t.Context(), m.Receipt); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestStuckDispatch is rule J1.
func TestStuckDispatch(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	p := w.Process()
	_, _ = p.With(func(c sim.Call) sim.Fault {
		if c.Op == "SendMessageBatch" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}).Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	})
	w.Clock.Advance(119 * time.Second)
	sweep(t, w)
	expectState(t, w, fanlight.Dispatching)
	w.Clock.Advance(time.Second)
	sweep(t, w)
	expectState(t, w, fanlight.Running)
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
}

// TestQuietShard is rule J2: lost messages are sent again after 10 minutes, at
// doubling intervals, at most five times.
func TestQuietShard(t *testing.T) {
	t.Parallel()
	r := sim.Report(2)
	r.Deadline = report.Duration(24 * time.Hour)
	w := sim.NewHarness(t, r)
	w.Start()
	var again []time.Duration
	for sent := len(w.QuerySent); w.Clock.Now().Before(sim.Due.Add(20 * time.Hour)); w.Clock.Advance(time.Minute) {
		lose(t, w.QueryQueue())
		sweep(t, w)
		if n := len(w.QuerySent); n > sent {
			sent = n
			again = append(again, w.Clock.Now().Sub(sim.Due))
		}
	}
	want := []time.Duration{10 * time.Minute, 30 * time.Minute, 70 * time.Minute, 150 * time.Minute, 310 * time.Minute}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("sent again after (-want +got):\n%s", diff)
	}
	if len(w.QuerySent) != 12 {
		t.Errorf("%d messages, want 2 and 5 × 2", len(w.QuerySent))
	}
}

// TestOnlyTheUnsettledAreSentAgain is J2 beside a query that was settled.
func TestOnlyTheUnsettledAreSentAgain(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.Start()
	batch, err := w.QueryQueue().Receive(t.Context(), 1, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	lose(t, w.QueryQueue())
	if _, err := w.Process().Worker(worker.Settings{}).Work(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	w.SweepFor(15 * time.Minute)
	expectState(t, w, fanlight.Sent)
	if last := w.QuerySent[len(w.QuerySent)-1]; len(w.QuerySent) != 3 || last.Query.Index != 1 {
		t.Errorf("messages: %+v", w.QuerySent)
	}
}

// TestUnreportedRun is rule J3: a lost report message, and a reporter at work.
func TestUnreportedRun(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Start()
	w.Work(w.Process(), worker.Settings{})
	lose(t, w.ReportQueue())
	sweep(t, w)
	if len(w.ReportSent) != 2 {
		t.Errorf("%d report messages, want the lost one and another", len(w.ReportSent))
	}
	w.Publish(w.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" {
			sweep(t, w)
		}
		return sim.NoFault
	}))
	if len(w.ReportSent) != 2 {
		t.Error("a report message was sent while a reporter held the claim")
	}
	expectState(t, w, fanlight.Sent)
}

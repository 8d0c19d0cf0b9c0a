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

// TestQuietShard is rule J2: lost messages are sent again after 10 minutes, at
// doubling intervals, at most five times.
func TestQuietShard(t *testing.T) {
	t.Parallel()
	r := sim.Report(2)
	r.Deadline = report.Duration(24 * time.Hour)
	h := sim.NewHarness(t, r)
	h.Start()
	var again []time.Duration
	for sent := len(h.QuerySent); h.Clock.Now().Before(sim.Due.Add(20 * time.Hour)); h.Clock.Advance(time.Minute) {
		lose(t, h.QueryQueue())
		sweep(t, h)
		if n := len(h.QuerySent); n > sent {
			sent = n
			again = append(again, h.Clock.Now().Sub(sim.Due))
		}
	}
	want := []time.Duration{10 * time.Minute, 30 * time.Minute, 70 * time.Minute, 150 * time.Minute, 310 * time.Minute}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("sent again after (-want +got):\n%s", diff)
	}
	if len(h.QuerySent) != 12 {
		t.Errorf("%d messages, want 2 and 5 × 2", len(h.QuerySent))
	}
}

// TestOnlyTheUnsettledAreSentAgain is J2 beside a query that was settled.
func TestOnlyTheUnsettledAreSentAgain(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	batch, err := h.QueryQueue().Receive(t.Context(), 1, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	lose(t, h.QueryQueue())
	if _, err := h.Process().Worker(worker.Settings{}).Work(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	h.SweepFor(15 * time.Minute)
	expectState(t, h, fanlight.Sent)
	if last := h.QuerySent[len(h.QuerySent)-1]; len(h.QuerySent) != 3 || last.Query.Index != 1 {
		t.Errorf("messages: %+v", h.QuerySent)
	}
}

// TestUnreportedRun is rule J3: a lost report message, and a reporter at work.
func TestUnreportedRun(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	lose(t, h.ReportQueue())
	sweep(t, h)
	if len(h.ReportSent) != 2 {
		t.Errorf("%d report messages, want the lost one and another", len(h.ReportSent))
	}
	h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" {
			sweep(t, h)
		}
		return sim.NoFault
	}))
	if len(h.ReportSent) != 2 {
		t.Error("a report message was sent while a reporter held the claim")
	}
	expectState(t, h, fanlight.Sent)
}

package sim

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/stack"
)

func TestHarness_Start(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(2))
	if run := h.Start(); run.ID != RunID || len(h.QuerySent) != 2 {
		t.Errorf("started %+v, %d messages", run, len(h.QuerySent))
	}
	expectRun(t, h, fanlight.Running)
}

func TestHarness_QueryQueue(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Start()
	if got, err := h.QueryQueue().Receive(t.Context(), 10, 0, 0); err != nil || len(got) != 1 {
		t.Errorf("received %+v, %v", got, err)
	}
}

func TestHarness_ReportQueue(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(0))
	h.Start()
	if got, err := h.ReportQueue().Receive(t.Context(), 10, 0, 0); err != nil || len(got) != 1 {
		t.Errorf("received %+v, %v", got, err)
	}
}

func TestHarness_Work(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Start()
	crashes := func(Call) Fault { return CrashBefore }
	if n := h.Work(h.Process().With(crashes), worker.Settings{}); n != 1 {
		t.Errorf("a worker that dies got %d messages", n)
	}
	if n := h.Work(h.Process(), worker.Settings{}); n != 0 {
		t.Errorf("%d messages are visible after a crash", n)
	}
	h.Clock.Advance(stack.Queries.Visibility())
	if n := h.Work(h.Process(), worker.Settings{}); n != 1 || len(h.ReportSent) != 1 {
		t.Errorf("a worker got %d messages, and sent %d report messages", n, len(h.ReportSent))
	}
	if _, left := h.SQS.NextVisible(h.Names.QueryQueue); left {
		t.Error("a message that was done with is left")
	}
}

func TestHarness_Publish(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(0))
	if h.Publish(h.Process()) {
		t.Error("a reporter was invoked without a message")
	}
	h.Start()
	if !h.Publish(h.Process()) || len(h.Sender.Got) != 1 {
		t.Errorf("delivered %+v", h.Sender.Got)
	}
	expectRun(t, h, fanlight.Sent)
}

// TestHarness_Publish_later hides a message for as long as the reporter asks.
func TestHarness_Publish_later(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(0))
	h.Start()
	h.Sender.Answer = func(string, int) error { return refusals[DeliveryLongWait] }
	h.Publish(h.Process())
	if at, left := h.SQS.NextVisible(h.Names.ReportQueue); !left || !at.Equal(Due.Add(40*time.Minute)) {
		t.Errorf("a message is left: %v, visible at %s", left, at)
	}
}

func TestHarness_Sweep(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.Clock.Advance(time.Hour)
	h.Sweep()
	if o := h.Result(run, 0).Outcome; o != fanlight.TimedOut {
		t.Errorf("settled as %q", o)
	}
}

func TestHarness_SweepFor(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Start()
	h.SweepFor(2 * time.Minute)
	if took := h.Clock.Now().Sub(Due); took < 2*time.Minute || took > 3*time.Minute {
		t.Errorf("it took %s", took)
	}
	expectRun(t, h, fanlight.Sent)
}

func TestHarness_Quiesce(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(17))
	h.Start()
	h.Quiesce()
	expectRun(t, h, fanlight.Sent)
	if got := h.Sender.To("chat"); len(got) != 1 {
		t.Errorf("delivered %d times", len(got))
	}
}

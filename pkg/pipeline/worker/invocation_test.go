package worker_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_visibility looks at the queue before each call of a worker
// whose query runs for eight minutes: its message is renewed in time.
func TestWorker_Work_visibility(t *testing.T) {
	t.Parallel()
	h := started(t, 2)
	h.Script = lasting(8 * time.Minute)
	var renewed []time.Time
	p := h.Process().With(func(c sim.Call) sim.Fault {
		if at, some := h.SQS.NextVisible(h.Names.QueryQueue); some && !at.After(h.Clock.Now()) {
			t.Errorf("a message is visible at %s", h.Clock.Now())
		}
		if in, ok := c.Input.(*sqs.ChangeMessageVisibilityBatchInput); ok {
			renewed = append(renewed, h.Clock.Now())
			if got := in.Entries[0].VisibilityTimeout; len(in.Entries) != 2 || got != 90 {
				t.Errorf("%d messages were hidden for %d s", len(in.Entries), got)
			}
		}
		return sim.NoFault
	})
	h.Work(p, worker.Settings{})
	if len(renewed) < 16 {
		t.Fatalf("renewed %d times in 8 minutes", len(renewed))
	}
	for i := 1; i < len(renewed); i++ {
		if gap := renewed[i].Sub(renewed[i-1]); gap > 31*time.Second {
			t.Errorf("renewed %s apart", gap)
		}
	}
}

// TestWorker_Work_hanging_endpoint has every call of an operation take 25 s and
// fail: messages are renewed in time nevertheless, and the rest is returned.
func TestWorker_Work_hanging_endpoint(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"StartQuery", "DescribeQueries", "GetQueryResults", "StopQuery", "GetItem", "UpdateItem", "BatchWriteItem", "SendMessageBatch"} {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			r := sim.Report(50)
			for i := range r.Queries {
				r.Queries[i].MaxScan = 1 // so that there is something to stop
			}
			h := sim.NewHarness(t, r)
			h.Script = lasting(time.Minute)
			h.Start()
			p := h.Process()
			hidden := h.Clock.Now()
			var longest time.Duration
			p.Takes = func(c sim.Call) time.Duration {
				if c.Op == op {
					return 25 * time.Second
				}
				return 0
			}
			p.Refuse = func(c sim.Call) error {
				switch c.Op {
				case op:
					return errors.New("context deadline exceeded (Client.Timeout exceeded)")
				case "ChangeVisibility":
					longest = max(longest, h.Clock.Now().Sub(hidden))
					hidden = h.Clock.Now()
				}
				return nil
			}
			_, _ = p.Worker(worker.Settings{Slots: 50}).Work(t.Context(), take(t, h))
			if took := h.Clock.Now().Sub(sim.Due); took > 700*time.Second {
				t.Errorf("it returned after %s, its hand-back was due after 600 s", took)
			}
			if longest > 90*time.Second {
				t.Errorf("messages were hidden again after %s, and had been for 90 s", longest)
			}
		})
	}
}

// TestWorker_Work_drain is rule W6: after 600 s the rest is visible at once,
// returned to the event source, and resumed by the next worker.
func TestWorker_Work_drain(t *testing.T) {
	t.Parallel()
	h := started(t, 2)
	h.Script = lasting(15 * time.Minute)
	messages := take(t, h)
	first := h.Process()
	again, err := first.Worker(worker.Settings{}).Work(t.Context(), messages)
	if err != nil || len(again) != 2 {
		t.Fatalf("to be delivered again: %v, %v", again, err)
	}
	if at := h.Clock.Now(); at != sim.Due.Add(10*time.Minute) {
		t.Errorf("it handed back at %s", at)
	}
	if at, some := h.SQS.NextVisible(h.Names.QueryQueue); !some || at.After(h.Clock.Now()) {
		t.Errorf("the messages are visible at %s, it is %s", at, h.Clock.Now())
	}
	second := h.Process()
	h.Work(second, worker.Settings{})
	if second.Count("StartQuery") != 0 || len(h.ReportSent) != 1 {
		t.Errorf("the second worker started %d queries and sent %d report messages", second.Count("StartQuery"), len(h.ReportSent))
	}
}

// TestWorker_Work_context_ended returns the rest, too: Lambda ends the context
// of a function that it shuts down.
func TestWorker_Work_context_ended(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = lasting(5 * time.Minute)
	messages := take(t, h)
	ctx, stop := context.WithCancel(t.Context())
	p := h.Process()
	p.With(func(sim.Call) sim.Fault {
		if h.Clock.Now().After(sim.Due.Add(time.Minute)) {
			stop()
		}
		return sim.NoFault
	})
	again, err := p.Worker(worker.Settings{}).Work(ctx, messages)
	if err != nil || len(again) != 1 {
		t.Errorf("to be delivered again: %v, %v", again, err)
	}
	if at, _ := h.SQS.NextVisible(h.Names.QueryQueue); at.After(h.Clock.Now()) {
		t.Errorf("the message is visible at %s, it is %s", at, h.Clock.Now())
	}
}

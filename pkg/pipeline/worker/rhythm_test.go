package worker_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

// live counts the queries that are Scheduled or Running.
func live(h *sim.Harness) int {
	n := 0
	for _, s := range h.Logs.Queries() {
		if s.Status == types.QueryStatusScheduled || s.Status == types.QueryStatusRunning {
			n++
		}
	}
	return n
}

// TestSlotsAreRespected holds for what the worker takes and for what the event
// source delivers, which may be more than there are slots.
func TestSlotsAreRespected(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		delivered func(*testing.T, *sim.Harness) []queue.Message
	}{
		{"taken", func(*testing.T, *sim.Harness) []queue.Message { return nil }},
		{"delivered", take},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := started(t, 10)
			h.Script = lasting(10 * time.Second)
			most := 0
			p := h.Process().With(func(sim.Call) sim.Fault {
				most = max(most, live(h))
				return sim.NoFault
			})
			if again, err := p.Worker(worker.Settings{Slots: 3}).Work(t.Context(), test.delivered(t, h)); err != nil || len(again) > 0 {
				t.Fatal(again, err)
			}
			if most != 3 || !fanlight.Complete(h.Shards(h.Run(runID)), 10) {
				t.Errorf("%d queries ran at once, want 3; progress %+v", most, h.Shards(h.Run(runID)))
			}
		})
	}
}

// TestASmallReportIsOneLookFromItsStart counts what the care for others costs a
// report of three: one call before the first start.
func TestASmallReportIsOneLookFromItsStart(t *testing.T) {
	t.Parallel()
	const look = 600 * time.Millisecond
	h := started(t, 3)
	p := h.Process()
	before := -1
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "StartQuery" && before < 0 {
			before = p.Count("DescribeQueries")
		}
		return sim.NoFault
	}), worker.Settings{PollInterval: look})
	if n := p.Count("DescribeQueries"); before != 1 || n != 5 {
		t.Errorf("%d looks, %d of them before the first start: want 5 and 1", n, before)
	}
	if took := h.Clock.Now().Sub(sim.Due); took > 4*look {
		t.Errorf("it took %s, want no more than four times %s", took, look)
	}
}

// TestStartsKeepToThePace is about the account's quota of StartQuery: after a
// burst of five at most five a second.
func TestStartsKeepToThePace(t *testing.T) {
	t.Parallel()
	h := started(t, 64)
	h.Script = lasting(time.Minute)
	var starts []time.Time
	p := h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "StartQuery" {
			starts = append(starts, h.Clock.Now())
		}
		return sim.NoFault
	})
	if _, err := p.Worker(worker.Settings{Slots: 64}).Work(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if len(starts) != 64 {
		t.Fatalf("%d starts", len(starts))
	}
	const burst = 5
	for i := burst; i < len(starts); i++ {
		if gap := starts[i].Sub(starts[i-1]); gap < 200*time.Millisecond {
			t.Errorf("start %d came %s after the one before it", i, gap)
		}
	}
}

// TestHeadroomIsLeftToOthers lets strangers use most of the account: none is
// started until theirs end.
func TestHeadroomIsLeftToOthers(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = func(q sim.Query) logs.Execution {
		if q.Epoch == 0 {
			return logs.Execution{Run: time.Minute}
		}
		return sim.Answers(q)
	}
	for range 8 {
		if _, err := h.Logs.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{
			LogGroupName: aws.String("/other"), QueryString: aws.String("fields @message"),
			StartTime: aws.Int64(0), EndTime: aws.Int64(1),
		}); err != nil {
			t.Fatal(err)
		}
	}
	h.Clock.Advance(time.Second)
	live(h) // the strangers' queries are Running by now
	h.Start()
	p := h.Process()
	var first time.Time
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "StartQuery" && first.IsZero() {
			first = h.Clock.Now()
		}
		return sim.NoFault
	}), worker.Settings{Limit: 10, Headroom: 2})
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(h.Run(runID))); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if first.Before(sim.Due.Add(time.Minute)) {
		t.Errorf("a query was started at %s, when the account showed 8 of 10 running", first)
	}
}

// TestMessagesStayHidden looks at the queue before each call of a worker whose
// query runs for eight minutes: its message is renewed in time.
func TestMessagesStayHidden(t *testing.T) {
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

// TestAHangingEndpoint has every call of an operation take 25 s and fail:
// messages are renewed in time nevertheless, and the rest is handed back.
func TestAHangingEndpoint(t *testing.T) {
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
			p.Refuse = func(c sim.Call) error {
				switch c.Op {
				case op:
					h.Clock.Advance(25 * time.Second)
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
				t.Errorf("messages were hidden anew after %s, and had been for 90 s", longest)
			}
		})
	}
}

// TestHandback is rule W6: after 600 s the rest is visible at once, named to
// the event source, and resumed by the next worker.
func TestHandback(t *testing.T) {
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

// TestTheEnvironmentsEnd hands back too: Lambda ends the context of a function
// that it shuts down.
func TestTheEnvironmentsEnd(t *testing.T) {
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

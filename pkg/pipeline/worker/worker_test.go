package worker_test

import (
	"context"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

const runID = sim.RunID

// started returns a harness in which a run of n queries waits for a worker.
func started(t *testing.T, n int) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(n))
	h.Start()
	return h
}

// take receives what the event source would deliver.
func take(t *testing.T, h *sim.Harness) []queue.Message {
	t.Helper()
	batch, err := h.QueryQueue().Receive(t.Context(), 10, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return batch
}

// left counts the messages of the query queue, visible or not.
func left(t *testing.T, h *sim.Harness) int {
	t.Helper()
	h.Clock.Advance(stack.Queries.Visibility())
	return len(take(t, h))
}

// lasting is the script of queries that run for that long.
func lasting(d time.Duration) func(sim.Query) logs.Execution {
	return func(q sim.Query) logs.Execution {
		e := sim.Answers(q)
		e.Run = d
		return e
	}
}

// crashAt makes a process die at the n-th call of an operation.
func crashAt(p *sim.Process, op string, n int) *sim.Process {
	return p.With(func(c sim.Call) sim.Fault {
		if c.Op == op && p.Count(op) == n {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
}

// TestWorker_Work_redelivery resumes the query on record.
func TestWorker_Work_redelivery(t *testing.T) {
	t.Parallel()
	h := started(t, 2)
	h.Script = lasting(5 * time.Minute)
	first := h.Process()
	h.Work(crashAt(first, "DescribeQueries", 3), worker.Settings{})
	second := h.Process()
	h.Clock.Advance(90 * time.Second)
	h.Work(second, worker.Settings{})
	if first.Count("StartQuery") != 2 || second.Count("StartQuery") != 0 {
		t.Errorf("the first worker started %d queries, the second %d: want 2 and 0", first.Count("StartQuery"), second.Count("StartQuery"))
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(h.Run(runID))); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

func TestWorker_Work_nothing_left_to_do(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		before func(h *sim.Harness)
	}{
		{"the run is closed", func(h *sim.Harness) { h.Quiesce() }},
		{"the run has expired", func(h *sim.Harness) {
			h.Quiesce()
			h.DynamoDB.Expire(h.Clock.Now().AddDate(1, 0, 0))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := started(t, 1)
			body := take(t, h)[0].Body
			h.Clock.Advance(stack.Queries.Visibility())
			test.before(h)
			if err := h.QueryQueue().Send(t.Context(), "", body); err != nil {
				t.Fatal(err)
			}
			p := h.Process()
			h.Work(p, worker.Settings{})
			if p.Count("StartQuery")+p.Count("UpdateItem") != 0 || p.Count("DeleteMessageBatch") != 1 || left(t, h) != 0 {
				t.Errorf("calls: %+v", p.Calls)
			}
		})
	}
}

// TestWorker_Work_no_progress_yet returns the message for later: META and PLAN
// are there, PROGRESS is not.
func TestWorker_Work_no_progress_yet(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	body := take(t, h)[0].Body
	other := sim.NewHarness(t, sim.Report(1))
	p := other.Process() // it dies at the progress item: META and PLAN are there
	if _, died := crashAt(p, "PutItem", 3).Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	}); !died || len(other.Shards(other.Run(runID))) != 0 {
		t.Fatal("the dispatcher created progress")
	}
	if err := other.QueryQueue().Send(t.Context(), "", body); err != nil {
		t.Fatal(err)
	}
	late := other.Process()
	messages := take(t, other)
	again, err := late.Worker(worker.Settings{}).Work(t.Context(), messages)
	if diff := cmp.Diff([]string{messages[0].ID}, again); diff != "" || err != nil {
		t.Errorf("messages to be delivered again (-want +got), error %v:\n%s", err, diff)
	}
	if at, _ := other.SQS.NextVisible(other.Names.QueryQueue); at.Sub(other.Clock.Now()) > time.Minute {
		t.Errorf("the message comes again at %s, it is %s", at, other.Clock.Now())
	}
	other.Start()
	other.Quiesce()
	if run := other.Run(runID); run.State != fanlight.Sent {
		t.Errorf("the run is %s", run.State)
	}
}

// TestWorker_Work_ledger_outage lasts for hours: the message does not become a
// dead letter meanwhile.
func TestWorker_Work_ledger_outage(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	end := h.Clock.Now().Add(2 * time.Hour)
	for h.Clock.Now().Before(end) {
		p := h.Process()
		p.Refuse = func(c sim.Call) error {
			if c.Op == "GetItem" {
				return serviceError("InternalServerError", "down")
			}
			return nil
		}
		_, _ = p.Worker(worker.Settings{}).Work(t.Context(), nil)
		next, some := h.SQS.NextVisible(h.Names.QueryQueue)
		if !some {
			t.Fatalf("the message is gone after %s", h.Clock.Now().Sub(sim.Due))
		}
		h.Clock.Advance(next.Sub(h.Clock.Now()))
	}
	h.Work(h.Process(), worker.Settings{})
	if o := h.Result(h.Run(runID), 0).Outcome; o != fanlight.OK {
		t.Errorf("settled as %s", o)
	}
}

// TestWorker_Work_another_version leaves a message of a version that this
// program does not know to the dead letters.
func TestWorker_Work_another_version(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	if err := h.QueryQueue().Send(t.Context(), "", `{"version":2,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1}`); err != nil {
		t.Fatal(err)
	}
	messages := take(t, h)
	again, err := h.Process().Worker(worker.Settings{}).Work(t.Context(), messages)
	if diff := cmp.Diff([]string{messages[0].ID}, again); diff != "" || err != nil {
		t.Errorf("messages to be delivered again (-want +got), error %v:\n%s", err, diff)
	}
	h.Quiesce()
	if _, dead := h.SQS.NextVisible(h.Names.QueryDead); !dead {
		t.Error("the message is not among the dead letters")
	}
	if n := h.Emitted(fanlight.EventBroken); n != stack.MaxReceives {
		t.Errorf("%d events, want one for each delivery", n)
	}
}

func TestWorker_Work_nothing_to_do(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	again, err := h.Process().Worker(worker.Settings{}).Work(t.Context(), nil)
	if err != nil || len(again) != 0 || h.Clock.Now() != sim.Due {
		t.Errorf("it returned %v, %v at %s", again, err, h.Clock.Now())
	}
}

// refusing makes the first calls of an operation fail; all of them if times is
// 0.
func refusing(p *sim.Process, op string, times int) *sim.Process {
	p.Refuse = func(c sim.Call) error {
		if c.Op == op && (times == 0 || p.Count(op) <= times) {
			return serviceError("AccessDeniedException", "not authorized to perform: "+op)
		}
		return nil
	}
	return p
}

func serviceError(code, words string) error {
	return &smithy.GenericAPIError{Code: code, Message: words}
}

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

// TestNew_invalid_settings returns an error that names the setting.
func TestNew_invalid_settings(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]worker.Settings{
		"Slots":                 {Slots: -1},
		"Headroom":              {Headroom: -1},
		"Limit":                 {Limit: 5, Headroom: 5},
		"PollInterval":          {PollInterval: -1},
		"Concurrency":           {Concurrency: -1},
		"StartRate":             {StartRate: -1},
		"ReadRate":              {ReadRate: -1},
		"DrainAfter":            {DrainAfter: -1},
		"^set up the worker: .": {Slots: -2},
	} {
		stack := sim.NewHarness(t).Process().Stack
		if _, err := worker.New(&stack, settings); err == nil || !regexp.MustCompile(name).MatchString(err.Error()) {
			t.Errorf("%+v: %v, want an error that names %s", settings, err, name)
		}
	}
}

// emptyHanded is a service that lists no query from a time on.
type emptyHanded struct {
	insights.API
	h    *sim.Harness
	from time.Duration
}

func (e emptyHanded) DescribeQueries(ctx context.Context, in *cloudwatchlogs.DescribeQueriesInput, options ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeQueriesOutput, error) {
	out, err := e.API.DescribeQueries(ctx, in, options...)
	if err == nil && e.h.Clock.Now().Sub(sim.Due) >= e.from {
		out.Queries = nil
	}
	return out, err
}

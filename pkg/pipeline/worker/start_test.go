package worker_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_refused_call is rule W5 for the errors of StartQuery, and for
// a query whose ID the service loses.
func TestWorker_Work_refused_call(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		op      string
		err     error
		times   int // that the call is refused; 0: always
		outcome fanlight.Outcome
		words   string
	}{
		{"throttled", "StartQuery", serviceError("ThrottlingException", "Rate exceeded"), 20, fanlight.OK, ""},
		{"quota", "StartQuery", serviceError("LimitExceededException", "Account maximum query concurrency limit of [100] reached."), 20, fanlight.OK, ""},
		{"malformed", "StartQuery", serviceError("MalformedQueryException", "unexpected symbol found ) at line 1"), 0, fanlight.Failed, "unexpected symbol found ) at line 1"},
		{"denied", "StartQuery", serviceError("AccessDeniedException", "not authorized to perform: logs:StartQuery"), 0, fanlight.Failed, "not authorized to perform: logs:StartQuery"},
		{"no group", "StartQuery", serviceError("ResourceNotFoundException", "Log group '/x' does not exist for account ID '1' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException)"), 0,
			fanlight.Failed, "Log group '/x' does not exist for account ID '1'"},
		{"before the group", "StartQuery", serviceError("MalformedQueryException", "Query's end date and time is either before the log groups creation time or exceeds its retention"), 0, fanlight.Empty, ""},
		{"reads throttled", "GetQueryResults", serviceError("ThrottlingException", "Rate exceeded"), 20, fanlight.OK, ""},
		{"reads unclear", "GetQueryResults", serviceError("ServiceUnavailableException", "try later"), 20, fanlight.OK, ""},
		{"looks throttled", "DescribeQueries", serviceError("ThrottlingException", "Rate exceeded"), 20, fanlight.OK, ""},
		{"expired credentials", "StartQuery", serviceError("ExpiredTokenException", "The security token included in the request is expired"), 20, fanlight.OK, ""},
		{"reads with expired credentials", "GetQueryResults", serviceError("ExpiredTokenException", "The security token included in the request is expired"), 20, fanlight.OK, ""},
		{"reads denied", "GetQueryResults", serviceError("AccessDeniedException", "not authorized to perform: logs:GetQueryResults"), 0, fanlight.Failed, "not authorized to perform: logs:GetQueryResults"},
		{"lost twice", "GetQueryResults", serviceError("ResourceNotFoundException", "no such query"), 2, fanlight.OK, ""},
		{"lost always", "GetQueryResults", serviceError("ResourceNotFoundException", "no such query"), 0, fanlight.Failed, "Logs Insights lost the query, 3 times"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := started(t, 1)
			p := h.Process()
			p.Refuse = func(c sim.Call) error {
				if c.Op == test.op && (test.times == 0 || p.Count(c.Op) <= test.times) {
					return test.err
				}
				return nil
			}
			h.Work(p, worker.Settings{})
			h.Check(runID)
			result := h.Result(h.Run(runID), 0)
			if result.Outcome != test.outcome || result.Error != test.words {
				t.Errorf("settled as %s, %q: want %s, %q", result.Outcome, result.Error, test.outcome, test.words)
			}
		})
	}
}

// TestWorker_Work_slots holds for the messages that the worker receives and for
// those that the event source delivers, which may be more than there are slots.
func TestWorker_Work_slots(t *testing.T) {
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

// TestWorker_Work_receives_together adopts what several receives give at once, if they are quick.
func TestWorker_Work_receives_together(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		quick bool
		want  int // receives before the first start
	}{{"quick", true, 2}, {"slow", false, 1}} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := started(t, 40)
			p := h.Process()
			before := 0
			h.Work(p.With(func(c sim.Call) sim.Fault {
				switch {
				case c.Op == "ReceiveMessage" && !test.quick:
					h.Clock.Advance(20 * time.Millisecond)
				case c.Op == "StartQuery" && before == 0:
					before = p.Count("ReceiveMessage")
				}
				return sim.NoFault
			}), worker.Settings{Slots: 30})
			if before != test.want || !fanlight.Complete(h.Shards(h.Run(runID)), 40) {
				t.Errorf("%d receives before the first start, want %d", before, test.want)
			}
		})
	}
}

// TestWorker_Work_small_report counts the calls that the care for others costs
// a report of three: one before the first start.
func TestWorker_Work_small_report(t *testing.T) {
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
	if n := p.Count("DescribeQueries"); before != 1 || n != 7 {
		t.Errorf("%d looks, %d of them before the first start: want 7 and 1", n, before)
	}
	if took := h.Clock.Now().Sub(sim.Due); took > 4*look {
		t.Errorf("it took %s, want no more than four times %s", took, look)
	}
}

// TestWorker_Work_start_rate is about the account's quota of StartQuery: after
// a burst of five at most five a second.
func TestWorker_Work_start_rate(t *testing.T) {
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

// TestWorker_Work_headroom lets others use most of the account: no query is
// started until theirs end.
func TestWorker_Work_headroom(t *testing.T) {
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

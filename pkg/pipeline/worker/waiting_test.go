package worker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// varied is the script of queries that run for 2 to 41 seconds.
func varied(q sim.Query) logs.Execution {
	e := sim.Answers(q)
	e.Queue, e.Run = 0, time.Duration(2+q.Index*17%40)*time.Second
	return e
}

// within returns how long workers take for a run of 100 queries, each call of
// Logs Insights 100 ms. It fails the test unless every query is answered.
func within(t *testing.T, disturb func(*sim.Harness, *sim.Process)) time.Duration {
	t.Helper()
	h := started(t, 100)
	h.Script = varied
	run := h.Run(runID)
	for !fanlight.Complete(h.Shards(run), run.Total) {
		p := h.Process()
		p.Takes = func(c sim.Call) time.Duration {
			switch c.Op {
			case "StartQuery", "GetQueryResults", "DescribeQueries":
				return 100 * time.Millisecond
			}
			return 0
		}
		disturb(h, p)
		if h.Work(p, worker.Settings{Slots: 24, StartRate: 16, ReadRate: 16}) == 0 {
			h.Clock.Advance(time.Second)
		}
		if h.Clock.Now().Sub(sim.Due) > time.Hour {
			t.Fatalf("after an hour: %v", h.Outcomes(run))
		}
	}
	for i, o := range h.Outcomes(run) {
		if o != fanlight.OK {
			t.Errorf("query %d is %s", i, o)
		}
	}
	return h.Clock.Now().Sub(sim.Due)
}

// TestWorker_Work_without_polls has DescribeQueries refused, hanging for 75 s, or
// listing nothing, always or from the fifth second on: 100 queries take hardly
// longer.
func TestWorker_Work_without_polls(t *testing.T) {
	t.Parallel()
	undisturbed := within(t, func(*sim.Harness, *sim.Process) {})
	for _, from := range []time.Duration{0, 5 * time.Second} {
		for name, disturb := range map[string]func(h *sim.Harness, p *sim.Process){
			"refused": func(h *sim.Harness, p *sim.Process) {
				p.Refuse = func(c sim.Call) error {
					if c.Op == "DescribeQueries" && h.Clock.Now().Sub(sim.Due) >= from {
						return serviceError("ThrottlingException", "Rate exceeded")
					}
					return nil
				}
			},
			"hanging": func(h *sim.Harness, p *sim.Process) {
				takes := p.Takes
				p.Takes = func(c sim.Call) time.Duration {
					if c.Op == "DescribeQueries" && h.Clock.Now().Sub(sim.Due) >= from {
						return 75 * time.Second
					}
					return takes(c)
				}
			},
			"empty": func(h *sim.Harness, p *sim.Process) {
				p.Stack.Logs = emptyHanded{p.Stack.Logs, h, from}
			},
		} {
			t.Run(fmt.Sprintf("%s from %s on", name, from), func(t *testing.T) {
				t.Parallel()
				if took := within(t, disturb); float64(took) > 1.3*float64(undisturbed) {
					t.Errorf("it took %s, and %s undisturbed: more than 1.3 times that", took, undisturbed)
				}
			})
		}
	}
}

// TestWorker_Work_hanging_start has one StartQuery hang: the others go on.
func TestWorker_Work_hanging_start(t *testing.T) {
	t.Parallel()
	h := started(t, 5)
	p := h.Process()
	p.Takes = func(c sim.Call) time.Duration {
		if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
			return time.Hour
		}
		return 0
	}
	var others time.Duration
	p.With(func(c sim.Call) sim.Fault {
		if others == 0 && h.Shards(h.Run(runID))[0].Settled == 4 {
			others = h.Clock.Now().Sub(sim.Due)
		}
		return sim.NoFault
	})
	h.Work(p, worker.Settings{})
	if others == 0 || others > 15*time.Second {
		t.Errorf("the other queries were settled after %s", others)
	}
	if p := h.Shards(h.Run(runID))[0]; !p.Full() {
		t.Errorf("the query whose start hung was not started again: %+v", p)
	}
}

// infrequent refuses a start on Infrequent Access groups while five run there.
func infrequent(h *sim.Harness, refused *int) func(sim.Call) error {
	return func(c sim.Call) error {
		in, starts := c.Input.(*cloudwatchlogs.StartQueryInput)
		if !starts || !slices.Contains(in.LogGroupNames, "/ia") && !strings.HasPrefix(*in.QueryString, "SOURCE '/ia'") {
			return nil
		}
		n := 0
		for _, s := range h.Logs.Queries() {
			if s.Groups[0] == "/ia" && (s.Status == types.QueryStatusScheduled || s.Status == types.QueryStatusRunning) {
				n++
			}
		}
		if n < 5 {
			return nil
		}
		*refused++
		return &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [5] reached.")}
	}
}

// TestWorker_Work_quota_of_a_class has a report of twenty queries together with one whose
// queries, of two minutes, run five at a time: the twenty take eight seconds, as long as they
// would without them, and each of the others is answered, with few refused calls.
func TestWorker_Work_quota_of_a_class(t *testing.T) {
	t.Parallel()
	wide, small := sim.Report(75), sim.Report(20)
	wide.Name, wide.Deadline = "infrequent", report.Duration(2*time.Hour)
	for i := range wide.Queries {
		wide.Queries[i].LogGroups = []string{"/ia"}
	}
	t.Run("groups as a parameter", func(t *testing.T) { quotaOfAClass(t, wide, small) })
	for _, r := range []*report.Report{&wide, &small} {
		r.Queries = slices.Clone(r.Queries)
		for i, q := range r.Queries {
			r.Queries[i].Text, r.Queries[i].LogGroups = "SOURCE '"+q.LogGroups[0]+"' | "+q.Text, nil
		}
	}
	t.Run("groups by SOURCE", func(t *testing.T) { quotaOfAClass(t, wide, small) })
}

func quotaOfAClass(t *testing.T, wide, small report.Report) {
	t.Helper()
	h := sim.NewHarness(t, wide, small)
	h.Script = func(q sim.Query) logs.Execution {
		e := sim.Answers(q)
		if q.Groups[0] == "/ia" {
			e.Run = 2 * time.Minute
		}
		return e
	}
	var runs []fanlight.Run
	for _, r := range []report.Report{wide, small} {
		run, err := h.Process().Dispatcher().Start(t.Context(), r.Name, sim.Due, "")
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	refused := 0
	var smallTook, allTook time.Duration
	for allTook == 0 && h.Clock.Now().Sub(sim.Due) < 2*time.Hour {
		p := h.Process().With(func(sim.Call) sim.Fault {
			if smallTook == 0 && fanlight.Complete(h.Shards(runs[1]), 20) {
				smallTook = h.Clock.Now().Sub(sim.Due)
			}
			return sim.NoFault
		})
		p.Refuse = infrequent(h, &refused)
		if h.Work(p, worker.Settings{}) == 0 {
			h.Clock.Advance(time.Second)
		}
		if fanlight.Complete(h.Shards(runs[0]), 75) {
			allTook = h.Clock.Now().Sub(sim.Due)
		}
	}
	if smallTook == 0 || smallTook > 10*time.Second {
		t.Errorf("the small report took %s", smallTook)
	}
	if allTook == 0 || allTook > 50*time.Minute { // fifteen rounds of two minutes, and the pauses
		t.Errorf("the wide report took %s", allTook)
	}
	if refused > 150 {
		t.Errorf("%d starts were refused", refused)
	}
	for i, o := range h.Outcomes(runs[0]) {
		if o != fanlight.OK {
			t.Errorf("query %d is %s", i, o)
		}
	}
}

// strangers starts queries of others.
func strangers(t *testing.T, h *sim.Harness, n int) {
	t.Helper()
	for range n {
		if _, err := h.Logs.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{
			LogGroupNames: []string{"/x"}, QueryString: aws.String("fields @message"), StartTime: aws.Int64(1), EndTime: aws.Int64(2),
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWorker_Work_full_account has strangers fill the account until the deadline,
// four hours later: the query waits, an event names the reason, and so does the
// result.
func TestWorker_Work_full_account(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	r.Deadline = report.Duration(4 * time.Hour)
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		if q.Epoch == 0 {
			return logs.Execution{Run: 61 * time.Minute}
		}
		return sim.Answers(q)
	}
	run := h.Start()
	for n := 0; h.Clock.Now().Before(run.Deadline); n++ {
		if n%6 == 0 { // each for 61 minutes, every 60
			strangers(t, h, 97)
		}
		if h.Work(h.Process(), worker.Settings{}) == 0 {
			h.Clock.Advance(time.Minute)
		}
		h.Sweep()
	}
	h.Sweep()
	result := h.Result(run, 0)
	const reason = "queries of others are running, and the account allows 100 in all"
	if result.Outcome != fanlight.TimedOut || !strings.Contains(result.Error, reason) {
		t.Errorf("settled as %s, %q", result.Outcome, result.Error)
	}
	if n := h.Emitted(fanlight.EventWaiting); n < 20 || n > 50 {
		t.Errorf("%d events in four hours, want one every five minutes", n)
	}
	for _, e := range h.Events {
		if e.Kind == fanlight.EventWaiting && !strings.Contains(e.Detail, reason) {
			t.Errorf("an event says %q", e.Detail)
		}
	}
	if len(h.QuerySent) != 1 {
		t.Errorf("the message was sent %d times", len(h.QuerySent))
	}
}

// TestWorker_Work_small_limits lets a query run in accounts that allow one to ten.
func TestWorker_Work_small_limits(t *testing.T) {
	t.Parallel()
	for limit := 1; limit <= 10; limit++ {
		h := started(t, 3)
		most := 0
		h.Work(h.Process().With(func(sim.Call) sim.Fault {
			most = max(most, live(h))
			return sim.NoFault
		}), worker.Settings{Slots: max(1, limit/2), Concurrency: limit, Limit: limit})
		if most == 0 || most > limit || !fanlight.Complete(h.Shards(h.Run(runID)), 3) {
			t.Errorf("limit %d: at most %d queries ran, %v", limit, most, h.Outcomes(h.Run(runID)))
		}
	}
}

// TestWorker_Work_hiccup has one read of the ledger fail after an hour of
// hand-backs: the message is hidden for seconds.
func TestWorker_Work_hiccup(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	r.Deadline = report.Duration(2 * time.Hour)
	h := sim.NewHarness(t, r)
	h.Script = lasting(58 * time.Minute)
	h.Start()
	for range 5 {
		h.Work(h.Process(), worker.Settings{})
	}
	h.Work(refusing(h.Process(), "GetItem", 1), worker.Settings{})
	if at, some := h.SQS.NextVisible(h.Names.QueryQueue); !some || at.Sub(h.Clock.Now()) > 30*time.Second {
		t.Errorf("the message is visible at %s, it is %s", at, h.Clock.Now())
	}
}

// TestWorker_Work_second_try_reads_the_record has another worker settle a query
// while the first one's try fails: the first one does not start it again.
func TestWorker_Work_second_try_reads_the_record(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }
	run := h.Run(runID)
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "GetQueryResults" && p.Count(c.Op) == 1 {
			settleByAnother(t, h, run, fanlight.OK)
		}
		return sim.NoFault
	}), worker.Settings{})
	if n := p.Count("StartQuery"); n != 1 {
		t.Errorf("the query was started %d times", n)
	}
}

package worker_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// budgeted is a report of a dollar a run, by which 200 GB may be scanned, over log groups.
func budgeted(groups ...string) report.Report {
	r := sim.Report(len(groups))
	r.Budget = 1
	for i, group := range groups {
		r.Queries[i].LogGroups = []string{group}
	}
	return r
}

// answering returns estimates by the log group: gigabytes, -1 for one that answers none.
func answering(gigabytes map[string]int64) func(sim.Query) logs.Execution {
	return func(q sim.Query) logs.Execution {
		n := gigabytes[q.Groups[0]]
		if n < 0 {
			return logs.Execution{}
		}
		return sim.Estimates(n * 1e9)
	}
}

// outcomes returns how the queries ended, with the errors of those that failed.
func errorsOf(h *sim.Harness, n int) (all []string) {
	run := h.Run(runID)
	for i := range n {
		r := h.Result(run, i)
		all = append(all, strings.TrimSpace(string(r.Outcome)+" "+r.Error))
	}
	return all
}

// TestWorker_Work_budget asks once for the estimate of each log group. What fits is run,
// in sending order; what does not is not started.
func TestWorker_Work_budget(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, budgeted("/a", "/b", "/a", "/c", "/d"))
	h.Estimate = answering(map[string]int64{"/a": 60, "/b": 412, "/c": 90, "/d": -1})
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	want := []string{
		"ok", "failed not run: it would scan 412 GB ($2.06), and the queries before it 60.0 GB ($0.30); the budget of bot-usage is $1.00 a run",
		"ok", "failed not run: it would scan 90.0 GB ($0.45), and the queries before it 120 GB ($0.60); the budget of bot-usage is $1.00 a run", "ok",
	}
	if diff := cmp.Diff(want, errorsOf(h, 5)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	if n := len(h.Estimated()); n != 4 || len(h.Started()) != 3 {
		t.Errorf("%d estimates and %d queries were started, want 4 and 3", n, len(h.Started()))
	}
	found, err := h.Ledger().Estimates(t.Context(), h.Run(runID))
	unknown := 0
	for _, e := range found.Known {
		if strings.Contains(e.Unknown, "unclear") {
			unknown++
		}
	}
	if err != nil || len(found.Known) != 4 || unknown != 1 || found.Calls < 8 {
		t.Errorf("on record: %+v, %v", found, err)
	}
}

// TestWorker_Work_max_scan_estimated does not start a query that would be stopped, and
// needs no estimate of others.
func TestWorker_Work_max_scan_estimated(t *testing.T) {
	t.Parallel()
	r := budgeted("/a", "/b", "/c")
	r.Budget, r.Queries[0].MaxScan, r.Queries[1].MaxScan = 0, 50e9, 60e9
	h := sim.NewHarness(t, r)
	h.Estimate = answering(map[string]int64{"/a": 60, "/b": 60})
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	want := []string{"failed not run: it would scan 60.0 GB ($0.30); max_scan is 50.0 GB", "ok", "ok"}
	if diff := cmp.Diff(want, errorsOf(h, 3)); diff != "" || len(h.Estimated()) != 2 {
		t.Errorf("%d estimates, outcomes (-want +got)\n%s", len(h.Estimated()), diff)
	}
}

// TestWorker_Work_dies_after_an_estimate holds that what was estimated counts once,
// however often it is decided.
func TestWorker_Work_dies_after_an_estimate(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"StartQuery", "GetQueryResults", "PutItem", "UpdateItem"} {
		for n := 1; n <= 4; n++ {
			t.Run(fmt.Sprint(op, n), func(t *testing.T) {
				t.Parallel()
				h := sim.NewHarness(t, budgeted("/a", "/b", "/a"))
				h.Estimate = answering(map[string]int64{"/a": 60, "/b": 90})
				h.Start()
				h.Work(crashAt(h.Process(), op, n), worker.Settings{})
				h.Clock.Advance(2 * time.Minute)
				h.Work(h.Process(), worker.Settings{})
				want := []string{"ok", "ok", "failed not run: it would scan 60.0 GB ($0.30), and the queries before it 150 GB ($0.75); the budget of bot-usage is $1.00 a run"}
				if diff := cmp.Diff(want, errorsOf(h, 3)); diff != "" {
					t.Errorf("outcomes (-want +got)\n%s", diff)
				}
				if n := len(h.Estimated()); n > 4 {
					t.Errorf("%d estimates were started", n)
				}
			})
		}
	}
}

// TestWorker_Work_estimate_without_an_answer lets the run go on.
func TestWorker_Work_estimate_without_an_answer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		script  logs.Execution
		refuse  string
		unknown string
	}{
		"refused": {refuse: "MalformedQueryException", unknown: "refused: no such command"},
		"failed":  {script: logs.Execution{State: types.QueryStatusFailed}, unknown: "Logs Insights did not carry it out, 3 times"},
		"slow":    {script: logs.Execution{Run: time.Hour}, unknown: "it has no answer after 1m0s, 3 times"},
		"broken":  {refuse: "InternalFailure", unknown: "StartQuery gave no clear answer, 3 times"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, budgeted("/a"))
			h.Estimate = func(sim.Query) logs.Execution { return c.script }
			h.Start()
			p := h.Process()
			p.Refuse = func(call sim.Call) error {
				in, ok := call.Input.(*cloudwatchlogs.StartQueryInput)
				if c.refuse == "" || !ok || !strings.Contains(*in.QueryString, "| estimate\n") {
					return nil
				}
				return serviceError(c.refuse, "no such command")
			}
			h.Work(p, worker.Settings{})
			found, err := h.Ledger().Estimates(t.Context(), h.Run(runID))
			if diff := cmp.Diff([]string{"ok"}, errorsOf(h, 1)); diff != "" || err != nil || len(found.Known) != 1 {
				t.Errorf("%+v, %v, outcomes (-want +got)\n%s", found, err, diff)
			}
			for _, e := range found.Known {
				if e.Unknown != c.unknown {
					t.Errorf("unknown because %q, want %q", e.Unknown, c.unknown)
				}
			}
			for _, q := range h.Logs.Queries() {
				if q.Status == types.QueryStatusRunning {
					t.Errorf("%s runs on", q.Text)
				}
			}
		})
	}
}

// TestWorker_Work_estimate_waits_for_a_quota waits as long as the account is full, and
// the ledger answers again.
func TestWorker_Work_estimate_waits_for_a_quota(t *testing.T) {
	t.Parallel()
	for op, refusal := range map[string]error{
		"StartQuery": serviceError("LimitExceededException", "100 queries run"), "Query": errors.New("no answer"),
	} {
		h := sim.NewHarness(t, budgeted("/a"))
		h.Estimate = answering(map[string]int64{"/a": 201})
		h.Start()
		p, until := h.Process(), h.Clock.Now().Add(3*time.Minute)
		p.Refuse = func(c sim.Call) error {
			if c.Op == op && h.Clock.Now().Before(until) {
				return refusal
			}
			return nil
		}
		h.Work(p, worker.Settings{})
		want := []string{"failed not run: it would scan 201 GB ($1.00); the budget of bot-usage is $1.00 a run"}
		if diff := cmp.Diff(want, errorsOf(h, 1)); diff != "" || h.Clock.Now().Before(until) || p.Count(op) > 40 {
			t.Errorf("%s: %d calls, outcomes (-want +got)\n%s", op, p.Count(op), diff)
		}
	}
}

// TestWorker_Work_estimate_at_the_end_of_its_time stops what it does not read.
func TestWorker_Work_estimate_at_the_end_of_its_time(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, budgeted("/a"))
	h.Estimate = func(sim.Query) logs.Execution { return logs.Execution{Run: time.Hour} }
	h.Start()
	h.Work(h.Process(), worker.Settings{DrainAfter: 20 * time.Second})
	if all := h.Logs.Queries(); len(all) != 1 || all[0].Status != types.QueryStatusCancelled || left(t, h) != 1 {
		t.Errorf("it leaves %+v", all)
	}
}

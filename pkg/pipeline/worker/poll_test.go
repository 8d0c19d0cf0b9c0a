package worker_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_final_status is rule W5 for each of the service's final
// states.
func TestWorker_Work_final_status(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		script  func(q sim.Query) logs.Execution
		outcome fanlight.Outcome
		words   string
		starts  int
	}{
		{"complete", sim.Answers, fanlight.OK, "", 1},
		{"complete without a row", func(sim.Query) logs.Execution { return logs.Execution{} }, fanlight.Empty, "", 1},
		{"failed twice", func(q sim.Query) logs.Execution {
			if q.Start < 3 {
				return sim.Ends(types.QueryStatusFailed)
			}
			return sim.Answers(q)
		}, fanlight.OK, "", 3},
		{"failed always", func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) },
			fanlight.Failed, "Logs Insights ended the query as Failed, 3 times", 3},
		{"timed out", func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusTimeout) },
			fanlight.Failed, "Logs Insights ended the query as Timeout: it ran for an hour", 1},
		{"stopped by a stranger once", func(q sim.Query) logs.Execution {
			if q.Start < 2 {
				return sim.Ends(types.QueryStatusCancelled)
			}
			return sim.Answers(q)
		}, fanlight.OK, "", 2},
		{"stopped by a stranger always", func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusCancelled) },
			fanlight.Failed, "someone stopped the query, 3 times", 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := started(t, 1)
			h.Script = test.script
			h.Work(h.Process(), worker.Settings{})
			h.Check(runID)
			result := h.Result(h.Run(runID), 0)
			if result.Outcome != test.outcome || result.Error != test.words {
				t.Errorf("settled as %s, %q: want %s, %q", result.Outcome, result.Error, test.outcome, test.words)
			}
			if n := len(h.Started()); n != test.starts {
				t.Errorf("%d queries were started, want %d", n, test.starts)
			}
		})
	}
}

// TestWorker_Work_no_log_group is rule W5: a query whose SOURCE selects no log group fails,
// as one on a log group that is not there. AWS counts the log groups that a query read.
func TestWorker_Work_no_log_group(t *testing.T) {
	t.Parallel()
	const pattern = "SOURCE logGroups(namePrefix: [\"/aws/lambda/none-\"]) |\n"
	for text, want := range map[string]struct {
		groups  float64
		outcome fanlight.Outcome
		words   string
	}{
		pattern + "stats count(*) as calls":    {0, fanlight.Failed, "no log group matches /aws/lambda/none-* in class Standard"},
		pattern + "fields a":                   {2, fanlight.Empty, ""},
		pattern + "filterIndex a=1 | fields a": {0, fanlight.Empty, ""}, // none has the index
		"fields a":                             {0, fanlight.Empty, ""},
	} {
		r := sim.Report(1)
		if r.Queries[0].Text = text; strings.HasPrefix(text, "SOURCE") {
			r.Queries[0].LogGroups = nil
		}
		h := sim.NewHarness(t, r)
		h.Start()
		h.Script = func(sim.Query) logs.Execution {
			return logs.Execution{Outcome: logs.Outcome{Statistics: types.QueryStatistics{LogGroupsScanned: want.groups}}}
		}
		h.Work(h.Process(), worker.Settings{})
		h.Check(runID)
		if result := h.Result(h.Run(runID), 0); result.Outcome != want.outcome || result.Error != want.words {
			t.Errorf("%q: settled as %s, %q: want %s, %q", text, result.Outcome, result.Error, want.outcome, want.words)
		}
	}
}

// TestWorker_Work_denied_read is rule W5: a query whose results may not be read
// is not started again.
func TestWorker_Work_denied_read(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	p := h.Process()
	p.Refuse = func(c sim.Call) error {
		if c.Op == "GetQueryResults" {
			return serviceError("AccessDeniedException", "not authorized to perform: logs:GetQueryResults")
		}
		return nil
	}
	h.Work(p, worker.Settings{})
	if o := h.Result(h.Run(runID), 0).Outcome; o != fanlight.Failed || len(h.Started()) != 1 || p.Count("GetQueryResults") != 1 {
		t.Errorf("settled as %s after %d queries and %d reads", o, len(h.Started()), p.Count("GetQueryResults"))
	}
}

// TestWorker_Work_max_scan fails the query, and stops it after that.
func TestWorker_Work_max_scan(t *testing.T) {
	t.Parallel()
	r := sim.Report(2)
	r.Queries[0].MaxScan = 1000
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		return logs.Execution{
			Run: time.Minute, Outcome: sim.Answers(q).Outcome,
			Partial: logs.Outcome{Statistics: types.QueryStatistics{BytesScanned: 1001}},
		}
	}
	h.Start()
	p := h.Process()
	var settledAtStop []fanlight.Outcome
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "StopQuery" && settledAtStop == nil {
			settledAtStop = h.Outcomes(h.Run(runID))
		}
		return sim.NoFault
	}), worker.Settings{})
	run := h.Run(runID)
	want := fanlight.Result{
		Outcome: fanlight.Failed, QueryID: h.Started()[0].ID, Statistics: fanlight.Statistics{BytesScanned: 1001},
		Error: "stopped: it had scanned 1001 bytes, max_scan is 1000",
	}
	if diff := cmp.Diff(want, h.Result(run, 0)); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.Failed, ""}, settledAtStop); diff != "" {
		t.Errorf("outcomes when the query was stopped, which comes after its settling (-want +got):\n%s", diff)
	}
	if s := h.Logs.Queries()[0].Status; s != types.QueryStatusCancelled {
		t.Errorf("the query is %s", s)
	}
	if o := h.Result(run, 1).Outcome; o != fanlight.OK {
		t.Errorf("the query without max_scan is %s", o)
	}
}

// wide returns a harness with one query of 25,000 rows: three pages.
func wide(t *testing.T) *sim.Harness {
	t.Helper()
	r := sim.Report(1)
	r.Queries[0].MaxRows = wideRows
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		var outcome logs.Outcome
		for i := range wideRows {
			outcome.Rows = append(outcome.Rows, []types.ResultField{{Field: aws.String("n"), Value: aws.String(strconv.Itoa(i))}})
		}
		return logs.Execution{Run: time.Second, Outcome: outcome}
	}
	h.Start()
	return h
}

const wideRows = 25_000

// further counts the calls of a process for pages after the first.
func further(p *sim.Process) int {
	n := 0
	for _, c := range p.Calls {
		if in, ok := c.Input.(*cloudwatchlogs.GetQueryResultsInput); ok && in.NextToken != nil {
			n++
		}
	}
	return n
}

// TestWorker_Work_several_pages has each page read once; if the token of the
// third is not taken, all of them once more.
func TestWorker_Work_several_pages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		expired int // the call for a further page whose token is refused; 0: none
		further int
	}{
		{"three pages", 0, 2},
		{"an expired token", 2, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := wide(t)
			p := h.Process()
			p.Refuse = func(c sim.Call) error {
				if in, ok := c.Input.(*cloudwatchlogs.GetQueryResultsInput); ok && in.NextToken != nil && further(p) == test.expired {
					return serviceError("InvalidParameterException", "The specified nextToken is invalid or has expired.")
				}
				return nil
			}
			h.Work(p, worker.Settings{})
			got := h.Rows(h.Run(runID), 0)
			if len(got) != wideRows || got[0][0].Value != "0" || got[wideRows-1][0].Value != strconv.Itoa(wideRows-1) {
				t.Errorf("%d rows, from %v to %v", len(got), got[0], got[len(got)-1])
			}
			if n := further(p); n != test.further || len(h.Started()) != 1 {
				t.Errorf("%d further pages of %d queries were read, want %d of 1", n, len(h.Started()), test.further)
			}
		})
	}
}

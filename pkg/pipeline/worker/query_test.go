package worker_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestHowAQueryEnds is rule W5 for each of the service's final states.
func TestHowAQueryEnds(t *testing.T) {
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

// TestADeniedReadCostsOneScan is rule W5: nothing is started again that could
// not be read either.
func TestADeniedReadCostsOneScan(t *testing.T) {
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

func serviceError(code, words string) error {
	return &smithy.GenericAPIError{Code: code, Message: words}
}

// TestHowAStartIsRefused is rule W5 for the errors of StartQuery, and for a
// query whose ID the service loses.
func TestHowAStartIsRefused(t *testing.T) {
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

// TestAnAmbiguousStart is rule W4: the answer of StartQuery never came.
func TestAnAmbiguousStart(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault  sim.Fault
		starts int // calls
	}{
		{sim.LostAnswer, 1},  // found by its mark
		{sim.ServerError, 2}, // not found, so started anew
	} {
		t.Run(test.fault.String(), func(t *testing.T) {
			t.Parallel()
			h := started(t, 1)
			p := h.Process()
			h.Work(p.With(func(c sim.Call) sim.Fault {
				if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
					return test.fault
				}
				return sim.NoFault
			}), worker.Settings{})
			if p.Count("StartQuery") != test.starts || len(h.Started()) != 1 {
				t.Errorf("%d calls started %d queries: want %d and 1", p.Count("StartQuery"), len(h.Started()), test.starts)
			}
			if o := h.Result(h.Run(runID), 0).Outcome; o != fanlight.OK {
				t.Errorf("settled as %s", o)
			}
		})
	}
}

// TestAnAmbiguousStartIsGivenTime is rule W4, too: the service lists a query
// some time after it took it, so it is looked for twice, a second apart.
func TestAnAmbiguousStartIsGivenTime(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	p := h.Process()
	var at []time.Time // the first start, the looks for it, the second start
	p.Refuse = func(c sim.Call) error {
		in, describes := c.Input.(*cloudwatchlogs.DescribeQueriesInput)
		if len(at) < 4 && (c.Op == "StartQuery" || describes && in.Status == "") {
			at = append(at, h.Clock.Now())
		}
		if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
			return serviceError("ServiceUnavailableException", "try later")
		}
		return nil
	}
	h.Work(p, worker.Settings{})
	if len(at) != 4 || at[1].Sub(at[0]) < time.Second || at[2].Sub(at[1]) < time.Second || p.Count("StartQuery") != 2 {
		t.Errorf("%d calls of StartQuery; the first, two looks and the second at %v", p.Count("StartQuery"), at)
	}
}

// TestAnothersStartIsNotAdopted has a query of the same run, epoch and index
// running that another worker started: its mark differs.
func TestAnothersStartIsNotAdopted(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = lasting(time.Minute)
	stranger := h.Process()
	h.Work(crashAt(stranger, "UpdateItem", 1), worker.Settings{}) // between start and record
	h.Clock.Advance(90 * time.Second)
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
			return sim.ServerError
		}
		return sim.NoFault
	}), worker.Settings{})
	if result := h.Result(h.Run(runID), 0); len(h.Started()) != 2 || result.QueryID != h.Started()[1].ID {
		t.Errorf("of %d queries, %s was read", len(h.Started()), result.QueryID)
	}
}

func TestMaxScanStopsAndFailsTheQuery(t *testing.T) {
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

// further counts the calls of a process for pages behind the first.
func further(p *sim.Process) int {
	n := 0
	for _, c := range p.Calls {
		if in, ok := c.Input.(*cloudwatchlogs.GetQueryResultsInput); ok && in.NextToken != nil {
			n++
		}
	}
	return n
}

// TestResultsOfSeveralPages has each page read once; if the token of the third
// is not taken, all of them once more.
func TestResultsOfSeveralPages(t *testing.T) {
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
			got := h.Result(h.Run(runID), 0).Rows
			if len(got) != wideRows || got[0][0].Value != "0" || got[wideRows-1][0].Value != strconv.Itoa(wideRows-1) {
				t.Errorf("%d rows, from %v to %v", len(got), got[0], got[len(got)-1])
			}
			if n := further(p); n != test.further || len(h.Started()) != 1 {
				t.Errorf("%d further pages of %d queries were read, want %d of 1", n, len(h.Started()), test.further)
			}
		})
	}
}

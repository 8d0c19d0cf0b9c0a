package settle_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestSettler_SettleMissing_against_the_last_worker lets the janitor reach the
// deadline before each call of the worker that settles the last query. The
// first of the two wins, and the report is complete either way.
func TestSettler_SettleMissing_against_the_last_worker(t *testing.T) {
	t.Parallel()
	outcomes := map[fanlight.Outcome]int{}
	for k, through := 1, false; !through; k++ {
		h := sim.NewHarness(t, sim.Report(1))
		h.Start()
		through = true
		h.Work(h.Process().With(func(c sim.Call) sim.Fault {
			if c.N == k {
				through = false
				h.Clock.Advance(30 * time.Minute)
				h.Sweep()
			}
			return sim.NoFault
		}), worker.Settings{})
		h.Quiesce()
		h.Check(runID)
		run := h.Run(runID)
		if run.State != fanlight.Sent || len(h.Sender.Got) != 1 {
			t.Errorf("deadline at call %d: the run is %s, delivered %d times", k, run.State, len(h.Sender.Got))
		}
		if !through {
			outcomes[h.Result(run, 0).Outcome]++
		}
	}
	if outcomes[fanlight.OK] == 0 || outcomes[fanlight.TimedOut] == 0 || len(outcomes) != 2 {
		t.Errorf("outcomes %v: want both the worker and the deadline to win somewhere", outcomes)
	}
}

func TestSettler_SettleMissing(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(3))
	run := h.Start()
	settler := h.Process().Settler()
	one := settleFailed(t, h, run, 1)
	for range 2 { // it may be repeated
		p, err := settler.SettleMissing(t.Context(), run, one, fanlight.Result{Outcome: fanlight.TimedOut})
		if err != nil || !p.Full() {
			t.Errorf("progress %+v, %v", p, err)
		}
		one = p
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.TimedOut, fanlight.Failed, fanlight.TimedOut}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

// settleFailed settles a query as failed, as a worker does.
func settleFailed(t *testing.T, h *sim.Harness, run fanlight.Run, index int) fanlight.Progress {
	t.Helper()
	p, err := h.Process().Settler().Settle(t.Context(), run, 0, []ledger.Attempt{{Index: index, ID: "f", Result: fanlight.Result{Outcome: fanlight.Failed}}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestSettler_SettleMissing_waits says why a query was not started by its deadline: by what its
// shard waits for, unless it was started, or another reason settles it.
func TestSettler_SettleMissing_waits(t *testing.T) {
	t.Parallel()
	started := map[int]fanlight.Start{0: {Try: 1, ID: "12345678-1234-1234-1234-123456789012"}}
	for _, test := range []struct {
		name    string
		outcome fanlight.Outcome
		waits   string
		starts  map[int]fanlight.Start
		want    string
	}{
		{"a query that waited", fanlight.TimedOut, "the account has no room", nil, "the deadline: the account has no room"},
		{"a query that did not wait", fanlight.TimedOut, "", nil, "the deadline"},
		{"a query that was started", fanlight.TimedOut, "the account has no room", started, "the deadline"},
		{"a cancel", fanlight.CancelledResult, "the account has no room", nil, "the deadline"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(1))
			run := h.Start()
			shard := h.Shards(run)[0]
			shard.Waits, shard.Starts = test.waits, test.starts
			why := fanlight.Result{Outcome: test.outcome, Error: "the deadline"}
			if _, err := h.Process().Settler().SettleMissing(t.Context(), run, shard, why); err != nil {
				t.Fatal(err)
			}
			if got := h.Result(run, 0); got.Error != test.want || got.Outcome != test.outcome {
				t.Errorf("settled as %s: %q, want %q", got.Outcome, got.Error, test.want)
			}
		})
	}
}

// TestSettler_SettleMissing_stops settles a query whose worker died, and stops it, but
// not one that is settled already (rule G4).
func TestSettler_SettleMissing_stops(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = func(sim.Query) logs.Execution { return logs.Execution{Run: time.Hour} }
	run := h.Start()
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "DescribeQueries" && p.Count(c.Op) == 3 {
			return sim.CrashBefore
		}
		return sim.NoFault
	}), worker.Settings{})
	settled := settleFailed(t, h, run, 0)
	for n := range 2 { // what is settled stays settled
		if _, err := h.Process().Settler().SettleMissing(t.Context(), run, settled, fanlight.Result{Outcome: fanlight.TimedOut}); err != nil {
			t.Fatal(err)
		}
		if status := h.Logs.Queries()[1].Status; status != types.QueryStatusCancelled {
			t.Errorf("the query is %s after call %d", status, n)
		}
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.Failed, fanlight.TimedOut}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	queries := h.Logs.Queries()
	if queries[0].Status != types.QueryStatusRunning || queries[1].Status != types.QueryStatusCancelled {
		t.Errorf("the queries are %s and %s", queries[0].Status, queries[1].Status)
	}
	if result := h.Result(run, 1); result.QueryID != queries[1].ID {
		t.Errorf("settled as %+v: want the ID of the query on record", result)
	}
}

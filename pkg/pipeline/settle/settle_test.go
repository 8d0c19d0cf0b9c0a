package settle_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestSettler_Settle_duplicates counts each query once.
func TestSettler_Settle_duplicates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		script func(t *testing.T, h *sim.Harness)
	}{
		{"two messages of a query in one batch", func(t *testing.T, h *sim.Harness) {
			sendAgain(t, h, 0, 1, 1)
			h.Work(h.Process(), worker.Settings{})
		}},
		{"two batches, the second taken by the same worker", func(t *testing.T, h *sim.Harness) {
			p := h.Process()
			h.Work(p.With(func(c sim.Call) sim.Fault {
				if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
					sendAgain(t, h, 0, 1)
				}
				return sim.NoFault
			}), worker.Settings{})
		}},
		{"a second invocation after the first", func(t *testing.T, h *sim.Harness) {
			h.Work(h.Process(), worker.Settings{})
			sendAgain(t, h, 0, 1)
			h.Work(h.Process(), worker.Settings{})
		}},
		{"a second invocation inside the first", func(t *testing.T, h *sim.Harness) {
			p := h.Process()
			h.Work(p.With(func(c sim.Call) sim.Fault {
				if c.Op == "BatchWriteItem" {
					sendAgain(t, h, 0, 1)
					h.Work(h.Process(), worker.Settings{})
				}
				return sim.NoFault
			}), worker.Settings{})
		}},
		{"after the report", func(t *testing.T, h *sim.Harness) {
			h.Quiesce()
			sendAgain(t, h, 0, 1)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			test.script(t, h)
			h.Quiesce()
			expectReported(t, h, 2, 1)
			if n := len(h.Sender.Got); n != 1 {
				t.Errorf("the report was delivered %d times, want once", n)
			}
		})
	}
}

// TestSettler_Settle_messages_of_one_query counts the queries that a batch
// costs.
func TestSettler_Settle_messages_of_one_query(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	sendAgain(t, h, 1, 0, 1)
	h.Work(h.Process(), worker.Settings{})
	if n := len(h.Started()); n != 2 {
		t.Errorf("five messages of two queries started %d queries, want 2", n)
	}
	if at, some := h.SQS.NextVisible(h.Names.QueryQueue); some {
		t.Errorf("a message is left that will be visible at %s", at)
	}
}

func TestSettler_Finish_every_width(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 9, 15, 16, 17, 64, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(n))
			h.Script = sim.Answers
			h.Start()
			h.Quiesce()
			expectReported(t, h, n, 1)
			if started := len(h.Started()); started != n || len(h.Sender.Got) != 1 {
				t.Errorf("%d queries were started, %d reports delivered: want %d and 1", started, len(h.Sender.Got), n)
			}
		})
	}
}

// TestSettler_Settle_stale_epoch lets everything that belongs to epoch 1 arrive
// after the replay.
func TestSettler_Settle_stale_epoch(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		stale func(t *testing.T, h *sim.Harness, old fanlight.Run)
	}{
		{"query messages", func(t *testing.T, h *sim.Harness, old fanlight.Run) {
			hidden, err := h.QueryQueue().Receive(t.Context(), 10, 0, 0) // those of epoch 2 are late
			if err != nil || len(hidden) != 2 {
				t.Fatal(hidden, err)
			}
			before := len(h.Started())
			if err := h.Process().Dispatcher().SendQueries(t.Context(), old, old.Plan(), []int{0, 1}); err != nil {
				t.Fatal(err)
			}
			h.Work(h.Process(), worker.Settings{})
			if n := len(h.Started()) - before; n != 0 {
				t.Errorf("messages of epoch 1 started %d queries", n)
			}
		}},
		{"a settle", func(t *testing.T, h *sim.Harness, old fanlight.Run) {
			before := h.Shards(old)
			p, err := h.Process().Settler().Settle(t.Context(), old, 0, []ledger.Attempt{
				{Index: 0, ID: "ffffffffffff", Result: fanlight.Result{Outcome: fanlight.Failed}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, []fanlight.Progress{p}); diff != "" {
				t.Errorf("progress of epoch 1 (-before +after):\n%s", diff)
			}
		}},
		{"a report message", func(t *testing.T, h *sim.Harness, old fanlight.Run) {
			delivered := len(h.Sender.Got)
			if err := h.Process().Settler().Announce(t.Context(), old, 1); err != nil {
				t.Fatal(err)
			}
			h.Publish(h.Process())
			if n := len(h.Sender.Got) - delivered; n != 0 || !h.Run(runID).Open {
				t.Errorf("the message of epoch 1 delivered %d reports", n)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			h.Quiesce()
			old := h.Run(runID)
			replayed := replay(t, h, fanlight.SelectAll)
			empty := h.Shards(replayed)
			test.stale(t, h, old)
			if diff := cmp.Diff(empty, h.Shards(replayed)); diff != "" {
				t.Errorf("progress of epoch 2 (-before +after):\n%s", diff)
			}
			h.Quiesce()
			expectReported(t, h, 2, 2)
			if n := len(h.Sender.Got); n != 2 {
				t.Errorf("two epochs were delivered %d times", n)
			}
		})
	}
}

// TestSettler_Settle_replay_of_a_wide_run replays the failures of one shard of
// three.
func TestSettler_Settle_replay_of_a_wide_run(t *testing.T) {
	t.Parallel()
	const n = 40
	failing := []int{17, 20, 31} // all of shard 1
	h := sim.NewHarness(t, sim.Report(n))
	h.Script = failingFirst(failing...)
	h.Start()
	h.Quiesce()
	first := h.Run(runID)
	winners := h.Shards(first)
	replayed := replay(t, h, fanlight.SelectFailed)
	h.Quiesce()
	expectReported(t, h, n, 2)
	var ran []int
	for _, q := range h.Started() {
		if q.Epoch == 2 {
			ran = append(ran, q.Index)
		}
	}
	if diff := cmp.Diff(failing, ran); diff != "" {
		t.Errorf("queries of epoch 2 (-want +got):\n%s", diff)
	}
	for s, p := range h.Shards(replayed) {
		for i, attempt := range p.Winners {
			if inherited := "1:"+winners[s].Winners[i] == attempt; inherited == slices.Contains(failing, i) {
				t.Errorf("query %d in epoch 2: inherited %v", i, inherited)
			}
		}
	}
	if diff := cmp.Diff(winners, h.Shards(first)); diff != "" {
		t.Errorf("progress of epoch 1 (-before +after the replay):\n%s", diff)
	}
}

// TestSettler_Settle_accidents lets every single call of a worker be its last,
// and for two queries also fail, lose its answer or be sent twice. The
// message's visibility brings the next worker.
func TestSettler_Settle_accidents(t *testing.T) {
	t.Parallel()
	for n, faults := range map[int][]sim.Fault{1: crashes, 2: sim.Accidents, 3: crashes} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			sim.Enumerate(t, faults, func(t *testing.T, strike func(sim.Call) sim.Fault) {
				h := sim.NewHarness(t, sim.Report(n))
				h.Start()
				workThrough(t, h, strike)
				expectReported(t, h, n, 1)
			})
		})
	}
}

var crashes = []sim.Fault{sim.CrashBefore}

// TestSettler_Finish_crashes_over_two_shards lets every call of a worker be its
// last where the last full shard decides: in a replay of one query of each.
func TestSettler_Finish_crashes_over_two_shards(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, crashes, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, sim.Report(17))
		h.Script = failingFirst(3, 16)
		h.Start()
		h.Quiesce()
		replay(t, h, fanlight.SelectFailed)
		workThrough(t, h, strike)
		expectReported(t, h, 17, 2)
	})
}

// workThrough strikes one worker, and lets others go on.
func workThrough(t *testing.T, h *sim.Harness, strike func(sim.Call) sim.Fault) {
	t.Helper()
	h.Work(h.Process().With(strike), worker.Settings{})
	h.Check(runID)
	h.Quiesce()
	if len(h.ReportSent) == 0 {
		t.Error("no report message was sent")
	}
	epoch := h.Run(runID).Epoch
	for _, q := range h.Started() {
		if q.Epoch == epoch && q.Start > 2 { // one accident between start and record
			t.Errorf("query %d was started %d times", q.Index, q.Start)
		}
	}
}

// attempt is an attempt at query 0 that found nothing.
func attempt(id string) []ledger.Attempt {
	return []ledger.Attempt{{Index: 0, ID: id, Result: fanlight.Result{Outcome: fanlight.Empty}}}
}

func TestSettler_Settle(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	run := h.Start()
	for _, id := range []string{"first", "first", "second"} {
		p, err := h.Process().Settler().Settle(t.Context(), run, 0, attempt(id))
		if err != nil || p.Settled != 1 || p.Winners[0] != "first" {
			t.Errorf("attempt %s: %+v, %v", id, p, err)
		}
	}
	run.Epoch = 2
	if _, err := h.Process().Settler().Settle(t.Context(), run, 0, attempt("first")); !errors.Is(err, settle.ErrExpired) {
		t.Errorf("without progress: %v, want ErrExpired", err)
	}
}

func TestSettler_Finish(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(17))
	run := h.Start()
	for _, p := range h.Shards(run) {
		if complete, err := h.Process().Settler().Finish(t.Context(), run, p, false); complete || err != nil || len(h.ReportSent) != 0 {
			t.Errorf("shard %d, which is not full: %d report messages, %v", p.Shard, len(h.ReportSent), err)
		}
	}
	for want, p := range h.Shards(run) { // the second one completes the epoch
		settled, err := h.Process().Settler().SettleMissing(t.Context(), run, p, fanlight.Result{Outcome: fanlight.Failed})
		if err != nil {
			t.Fatal(err)
		}
		if complete, err := h.Process().Settler().Finish(t.Context(), run, settled, false); complete != (want == 1) || err != nil || len(h.ReportSent) != want {
			t.Errorf("shard %d: complete %t with %d report messages, want %d, %v", p.Shard, complete, len(h.ReportSent), want, err)
		}
	}
}

// TestSettler_Finish_calls asks the ledger for the other shards only if there are any.
func TestSettler_Finish_calls(t *testing.T) {
	t.Parallel()
	for total, want := range map[int]int{1: 0, fanlight.ShardSize: 0, fanlight.ShardSize + 1: 1} {
		h := sim.NewHarness(t, sim.Report(total))
		run, reads := h.Start(), 0
		p := h.Process().With(func(c sim.Call) sim.Fault {
			if !strings.HasPrefix(c.Op, "SendMessage") {
				reads++
			}
			return sim.NoFault
		})
		full, err := h.Process().Settler().SettleMissing(t.Context(), run, h.Shards(run)[0], fanlight.Result{Outcome: fanlight.Failed})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Settler().Finish(t.Context(), run, full, false); err != nil || reads != want {
			t.Errorf("%d queries: %d calls to the ledger, want %d, %v", total, reads, want, err)
		}
	}
}

func TestSettler_Announce(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(0))
	run := h.Start()
	if err := h.Process().Settler().Announce(t.Context(), run, 2); err != nil {
		t.Fatal(err)
	}
	want := []fanlight.ReportMessage{fanlight.NewReportMessage(run, 1), fanlight.NewReportMessage(run, 2)}
	if diff := cmp.Diff(want, h.ReportSent); diff != "" {
		t.Errorf("report messages (-want +got):\n%s", diff)
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	run := h.Start()
	if p, err := settle.New(&h.Process().Stack).Settle(t.Context(), run, 0, attempt("a")); err != nil || !p.Full() {
		t.Errorf("progress %+v, %v", p, err)
	}
}

package settle_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestStaleEpoch lets everything that belongs to epoch 1 arrive after the
// replay.
func TestStaleEpoch(t *testing.T) {
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
			if err := h.Process().Dispatcher().SendQueries(t.Context(), old, dispatcher.Plan(old.Definition), []int{0, 1}); err != nil {
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

func replay(t *testing.T, h *sim.Harness, s fanlight.Selection) fanlight.Run {
	t.Helper()
	seen := h.Run(runID)
	run, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "replay", Run: runID, Epoch: seen.Epoch, Failed: s == fanlight.SelectFailed})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// TestReplayOfAWideRun replays the failures of one shard of three.
func TestReplayOfAWideRun(t *testing.T) {
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
			if inherited := winners[s].Winners[i] == attempt; inherited == slices.Contains(failing, i) {
				t.Errorf("query %d in epoch 2: inherited %v", i, inherited)
			}
		}
	}
	if diff := cmp.Diff(winners, h.Shards(first)); diff != "" {
		t.Errorf("progress of epoch 1 (-before +after the replay):\n%s", diff)
	}
}

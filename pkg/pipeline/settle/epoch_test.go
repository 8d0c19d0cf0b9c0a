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
		stale func(t *testing.T, w *sim.Harness, old fanlight.Run)
	}{
		{"query messages", func(t *testing.T, w *sim.Harness, old fanlight.Run) {
			hidden, err := w.QueryQueue().Receive(t.Context(), 10, 0, 0) // those of epoch 2 are late
			if err != nil || len(hidden) != 2 {
				t.Fatal(hidden, err)
			}
			before := len(w.Started())
			if err := w.Process().Dispatcher().SendQueries(t.Context(), old, dispatcher.Plan(old.Definition), []int{0, 1}); err != nil {
				t.Fatal(err)
			}
			w.Work(w.Process(), worker.Settings{})
			if n := len(w.Started()) - before; n != 0 {
				t.Errorf("messages of epoch 1 started %d queries", n)
			}
		}},
		{"a settle", func(t *testing.T, w *sim.Harness, old fanlight.Run) {
			before := w.Shards(old)
			p, err := w.Process().Settler().Settle(t.Context(), old, 0, []ledger.Attempt{
				{Index: 0, ID: "ffffffffffff", Result: fanlight.Result{Outcome: fanlight.Failed}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, []fanlight.Progress{p}); diff != "" {
				t.Errorf("progress of epoch 1 (-before +after):\n%s", diff)
			}
		}},
		{"a report message", func(t *testing.T, w *sim.Harness, old fanlight.Run) {
			delivered := len(w.Sender.Got)
			if err := w.Process().Settler().Announce(t.Context(), old, 1); err != nil {
				t.Fatal(err)
			}
			w.Publish(w.Process())
			if n := len(w.Sender.Got) - delivered; n != 0 || !w.Run(runID).Open {
				t.Errorf("the message of epoch 1 delivered %d reports", n)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := sim.NewHarness(t, sim.Report(2))
			w.Start()
			w.Quiesce()
			old := w.Run(runID)
			replayed := replay(t, w, fanlight.SelectAll)
			empty := w.Shards(replayed)
			test.stale(t, w, old)
			if diff := cmp.Diff(empty, w.Shards(replayed)); diff != "" {
				t.Errorf("progress of epoch 2 (-before +after):\n%s", diff)
			}
			w.Quiesce()
			expectReported(t, w, 2, 2)
			if n := len(w.Sender.Got); n != 2 {
				t.Errorf("two epochs were delivered %d times", n)
			}
		})
	}
}

func replay(t *testing.T, w *sim.Harness, s fanlight.Selection) fanlight.Run {
	t.Helper()
	seen := w.Run(runID)
	run, err := w.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "replay", Run: runID, Epoch: seen.Epoch, Failed: s == fanlight.SelectFailed})
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
	w := sim.NewHarness(t, sim.Report(n))
	w.Script = failingFirst(failing...)
	w.Start()
	w.Quiesce()
	first := w.Run(runID)
	winners := w.Shards(first)
	replayed := replay(t, w, fanlight.SelectFailed)
	w.Quiesce()
	expectReported(t, w, n, 2)
	var ran []int
	for _, q := range w.Started() {
		if q.Epoch == 2 {
			ran = append(ran, q.Index)
		}
	}
	if diff := cmp.Diff(failing, ran); diff != "" {
		t.Errorf("queries of epoch 2 (-want +got):\n%s", diff)
	}
	for s, p := range w.Shards(replayed) {
		for i, attempt := range p.Winners {
			if inherited := winners[s].Winners[i] == attempt; inherited == slices.Contains(failing, i) {
				t.Errorf("query %d in epoch 2: inherited %v", i, inherited)
			}
		}
	}
	if diff := cmp.Diff(winners, w.Shards(first)); diff != "" {
		t.Errorf("progress of epoch 1 (-before +after the replay):\n%s", diff)
	}
}

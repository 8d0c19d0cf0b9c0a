package settle_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/pipeline/work"
)

const runID = pipelinetest.RunID

// expectReported asserts that the run's epoch ended as sent, every query with
// its own answer, and that the one destination got exactly these.
func expectReported(t *testing.T, w *pipelinetest.World, n, epoch int) {
	t.Helper()
	w.Check(runID)
	run := w.Run(runID)
	if run.State != pipeline.Sent || run.Open || run.Epoch != epoch {
		t.Errorf("the run is %s at epoch %d, open %v: want it sent at epoch %d", run.State, run.Epoch, run.Open, epoch)
	}
	rendered, err := w.Ledger().Document(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(n), valuesOf(rendered.Document)); diff != "" {
		t.Errorf("values of the report (-want +got):\n%s", diff)
	}
	got := w.Sender.To("chat")
	if len(got) == 0 || got[len(got)-1].Message.Text != rendered.Messages[0].Text {
		t.Errorf("the chat got %d messages, the last not the stored one", len(got))
	}
}

// answers is what pipelinetest.Answers gives for n queries.
func answers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "ok " + strconv.Itoa(i)
	}
	return all
}

// valuesOf returns each query's outcome and first value.
func valuesOf(d pipeline.Document) []string {
	all := make([]string, len(d.Queries))
	for i, q := range d.Queries {
		all[i] = string(q.State)
		if len(q.Rows) > 0 {
			all[i] += " " + q.Rows[0][0].Value
		}
	}
	return all
}

// sendAgain sends the messages of all unsettled queries once more, as the
// janitor does, and as SQS does when it delivers twice.
func sendAgain(t *testing.T, w *pipelinetest.World, indices ...int) {
	t.Helper()
	run := w.Run(runID)
	if err := w.Process().Dispatcher().SendQueries(t.Context(), run, dispatch.Plan(run.Definition), indices); err != nil {
		t.Fatal(err)
	}
}

func TestDuplicatesCountOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		script func(t *testing.T, w *pipelinetest.World)
	}{
		{"two messages of a query in one batch", func(t *testing.T, w *pipelinetest.World) {
			sendAgain(t, w, 0, 1, 1)
			w.Work(w.Process(), work.Settings{})
		}},
		{"two batches, the second taken by the same worker", func(t *testing.T, w *pipelinetest.World) {
			p := w.Process()
			w.Work(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
				if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
					sendAgain(t, w, 0, 1)
				}
				return pipelinetest.None
			}), work.Settings{})
		}},
		{"a second invocation after the first", func(t *testing.T, w *pipelinetest.World) {
			w.Work(w.Process(), work.Settings{})
			sendAgain(t, w, 0, 1)
			w.Work(w.Process(), work.Settings{})
		}},
		{"a second invocation inside the first", func(t *testing.T, w *pipelinetest.World) {
			p := w.Process()
			w.Work(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
				if c.Op == "BatchWriteItem" {
					sendAgain(t, w, 0, 1)
					w.Work(w.Process(), work.Settings{})
				}
				return pipelinetest.None
			}), work.Settings{})
		}},
		{"after the report", func(t *testing.T, w *pipelinetest.World) {
			w.Quiesce()
			sendAgain(t, w, 0, 1)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := pipelinetest.New(t, pipelinetest.Report(2))
			w.Start()
			test.script(t, w)
			w.Quiesce()
			expectReported(t, w, 2, 1)
			if n := len(w.Sender.Got); n != 1 {
				t.Errorf("the report was delivered %d times, want once", n)
			}
		})
	}
}

// TestMessagesOfOneQueryShareASlot is about the queries that a batch costs.
func TestMessagesOfOneQueryShareASlot(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	w.Start()
	sendAgain(t, w, 1, 0, 1)
	w.Work(w.Process(), work.Settings{})
	if n := len(w.Started()); n != 2 {
		t.Errorf("five messages of two queries started %d queries, want 2", n)
	}
	if at, some := w.SQS.NextVisible(w.Names.QueryQueue); some {
		t.Errorf("a message is left that will be visible at %s", at)
	}
}

// TestWorkerAccidents lets every single call of a worker fail, lose its answer,
// be sent twice, or be the worker's last. The message's visibility brings the
// next worker.
func TestWorkerAccidents(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 3} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			pipelinetest.Enumerate(t, pipelinetest.Accidents, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
				w := pipelinetest.New(t, pipelinetest.Report(n))
				w.Start()
				workThrough(t, w, strike)
				expectReported(t, w, n, 1)
			})
		})
	}
}

// TestWorkerAccidentsOverTwoShards lets a worker die, or be sent twice what it
// sends, where the last full shard decides: in a replay of one query of each.
func TestWorkerAccidentsOverTwoShards(t *testing.T) {
	t.Parallel()
	faults := []pipelinetest.Fault{pipelinetest.Crash, pipelinetest.Resent}
	pipelinetest.Enumerate(t, faults, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		w := pipelinetest.New(t, pipelinetest.Report(17))
		w.Script = failingFirst(3, 16)
		w.Start()
		w.Quiesce()
		replay(t, w, pipeline.SelectFailed)
		workThrough(t, w, strike)
		expectReported(t, w, 17, 2)
	})
}

// failingFirst is the script of queries of which some fail in epoch 1.
func failingFirst(indices ...int) func(pipelinetest.Query) logs.Execution {
	return func(q pipelinetest.Query) logs.Execution {
		if q.Epoch == 1 && slices.Contains(indices, q.Index) {
			return pipelinetest.Ends(types.QueryStatusFailed)
		}
		return pipelinetest.Answers(q)
	}
}

// workThrough lets one worker meet with an accident and others go on.
func workThrough(t *testing.T, w *pipelinetest.World, strike func(pipelinetest.Call) pipelinetest.Fault) {
	t.Helper()
	w.Work(w.Process().With(strike), work.Settings{})
	w.Check(runID)
	w.Quiesce()
	if len(w.ReportSent) == 0 {
		t.Error("no report message was sent")
	}
	epoch := w.Run(runID).Epoch
	for _, q := range w.Started() {
		if q.Epoch == epoch && q.Start > 2 { // one accident between start and record
			t.Errorf("query %d was started %d times", q.Index, q.Start)
		}
	}
}

// TestStaleEpoch lets everything that belongs to epoch 1 arrive after the
// replay.
func TestStaleEpoch(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		stale func(t *testing.T, w *pipelinetest.World, old pipeline.Run)
	}{
		{"query messages", func(t *testing.T, w *pipelinetest.World, old pipeline.Run) {
			w.Work(w.Process(), work.Settings{}) // epoch 2 is settled first
			before := len(w.Started())
			if err := w.Process().Dispatcher().SendQueries(t.Context(), old, dispatch.Plan(old.Definition), []int{0, 1}); err != nil {
				t.Fatal(err)
			}
			w.Work(w.Process(), work.Settings{})
			if n := len(w.Started()) - before; n != 0 {
				t.Errorf("messages of epoch 1 started %d queries", n)
			}
		}},
		{"a settle", func(t *testing.T, w *pipelinetest.World, old pipeline.Run) {
			before := w.Shards(old)
			p, err := w.Process().Stack.Settler().Settle(t.Context(), old, 0, []ledger.Attempt{
				{Index: 0, ID: "ffffffffffff", Result: pipeline.Result{Outcome: pipeline.Failed}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, []pipeline.Progress{p}); diff != "" {
				t.Errorf("progress of epoch 1 (-before +after):\n%s", diff)
			}
		}},
		{"a report message", func(t *testing.T, w *pipelinetest.World, old pipeline.Run) {
			delivered := len(w.Sender.Got)
			if err := w.Process().Stack.Settler().Announce(t.Context(), old, 1); err != nil {
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
			w := pipelinetest.New(t, pipelinetest.Report(2))
			w.Start()
			w.Quiesce()
			old := w.Run(runID)
			replayed := replay(t, w, pipeline.SelectAll)
			empty := w.Shards(replayed)
			test.stale(t, w, old)
			if test.name != "query messages" {
				if diff := cmp.Diff(empty, w.Shards(replayed)); diff != "" {
					t.Errorf("progress of epoch 2 (-before +after):\n%s", diff)
				}
			}
			w.Quiesce()
			expectReported(t, w, 2, 2)
			if n := len(w.Sender.Got); n != 2 {
				t.Errorf("two epochs were delivered %d times", n)
			}
		})
	}
}

func replay(t *testing.T, w *pipelinetest.World, s pipeline.Selection) pipeline.Run {
	t.Helper()
	seen := w.Run(runID)
	run, err := w.Process().Dispatcher().Replay(t.Context(), dispatch.Order{ID: "replay", Run: runID, Epoch: seen.Epoch}, s)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// TestDeadlineAgainstLastWorker lets the janitor reach the deadline before each
// call of the worker that settles the last query. Whoever is first wins, and
// the report is complete either way.
func TestDeadlineAgainstLastWorker(t *testing.T) {
	t.Parallel()
	outcomes := map[pipeline.Outcome]int{}
	for k, through := 1, false; !through; k++ {
		w := pipelinetest.New(t, pipelinetest.Report(1))
		w.Start()
		through = true
		w.Work(w.Process().With(func(c pipelinetest.Call) pipelinetest.Fault {
			if c.N == k {
				through = false
				w.Clock.Advance(30 * time.Minute)
				w.Sweep()
			}
			return pipelinetest.None
		}), work.Settings{})
		w.Quiesce()
		w.Check(runID)
		run := w.Run(runID)
		if run.State != pipeline.Sent || len(w.Sender.Got) != 1 {
			t.Errorf("deadline at call %d: the run is %s, delivered %d times", k, run.State, len(w.Sender.Got))
		}
		if !through {
			outcomes[w.Result(run, 0).Outcome]++
		}
	}
	if outcomes[pipeline.OK] == 0 || outcomes[pipeline.TimedOut] == 0 || len(outcomes) != 2 {
		t.Errorf("outcomes %v: want both the worker and the deadline to win somewhere", outcomes)
	}
}

// TestReplayOfAWideRun replays the failures of one shard of three.
func TestReplayOfAWideRun(t *testing.T) {
	t.Parallel()
	const n = 40
	failing := []int{17, 20, 31} // all of shard 1
	w := pipelinetest.New(t, pipelinetest.Report(n))
	w.Script = failingFirst(failing...)
	w.Start()
	w.Quiesce()
	first := w.Run(runID)
	winners := w.Shards(first)
	replayed := replay(t, w, pipeline.SelectFailed)
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

func TestEveryWidthIsReported(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 9, 15, 16, 17, 64, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			w := pipelinetest.New(t, pipelinetest.Report(n))
			w.Script = pipelinetest.Answers
			w.Start()
			w.Quiesce()
			expectReported(t, w, n, 1)
			if started := len(w.Started()); started != n || len(w.Sender.Got) != 1 {
				t.Errorf("%d queries were started, %d reports delivered: want %d and 1", started, len(w.Sender.Got), n)
			}
		})
	}
}

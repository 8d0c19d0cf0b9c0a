package settle_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

const runID = sim.RunID

// expectReported asserts that the run's epoch ended as sent, every query with
// its own answer, and that the one destination got exactly these.
func expectReported(t *testing.T, h *sim.Harness, n, epoch int) {
	t.Helper()
	h.Check(runID)
	run := h.Run(runID)
	if run.State != fanlight.Sent || run.Open || run.Epoch != epoch {
		t.Errorf("the run is %s at epoch %d, open %v: want it sent at epoch %d", run.State, run.Epoch, run.Open, epoch)
	}
	rendered, err := h.Ledger().Document(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(n), valuesOf(rendered.Document)); diff != "" {
		t.Errorf("values of the report (-want +got):\n%s", diff)
	}
	got := h.Sender.To("chat")
	if len(got) == 0 || got[len(got)-1].Message.Text != rendered.Messages[0].Text {
		t.Errorf("the chat got %d messages, the last not the stored one", len(got))
	}
}

// answers is what sim.Answers gives for n queries.
func answers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "ok " + strconv.Itoa(i)
	}
	return all
}

// valuesOf returns each query's outcome and first value.
func valuesOf(d fanlight.Document) []string {
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
func sendAgain(t *testing.T, h *sim.Harness, indices ...int) {
	t.Helper()
	run := h.Run(runID)
	if err := h.Process().Dispatcher().SendQueries(t.Context(), run, dispatcher.Plan(run.Definition), indices); err != nil {
		t.Fatal(err)
	}
}

func TestDuplicatesCountOnce(t *testing.T) {
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

// TestMessagesOfOneQueryShareASlot is about the queries that a batch costs.
func TestMessagesOfOneQueryShareASlot(t *testing.T) {
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

// TestDeadlineAgainstLastWorker lets the janitor reach the deadline before each
// call of the worker that settles the last query. Whoever is first wins, and
// the report is complete either way.
func TestDeadlineAgainstLastWorker(t *testing.T) {
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

func TestEveryWidthIsReported(t *testing.T) {
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

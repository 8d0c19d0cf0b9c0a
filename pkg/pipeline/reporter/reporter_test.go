package reporter_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
)

const runID = pipelinetest.RunID

// complete returns a world in which a run is complete and its report message
// is on the queue.
func complete(t *testing.T, r report.Report) *pipelinetest.World {
	t.Helper()
	w := pipelinetest.New(t, r)
	w.Start()
	w.Work(w.Process(), worker.Settings{})
	if len(w.ReportSent) != 1 {
		t.Fatalf("%d report messages", len(w.ReportSent))
	}
	return w
}

func expectState(t *testing.T, w *pipelinetest.World, want fanlight.State) {
	t.Helper()
	w.Check(runID)
	if run := w.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// records reads the delivery records of the run's round.
func records(t *testing.T, w *pipelinetest.World) map[string]fanlight.Delivery {
	t.Helper()
	all, err := w.Ledger().Deliveries(t.Context(), w.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func claim(t *testing.T, w *pipelinetest.World) fanlight.Claim {
	t.Helper()
	send, err := w.Ledger().Claim(t.Context(), w.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return send
}

func TestEveryDestinationGetsTheReport(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(2, "one", "two"))
	w.Publish(w.Process())
	expectState(t, w, fanlight.Sent)
	want := map[string]fanlight.Delivery{
		"one": {Name: "one", State: fanlight.DeliverySent, Fence: 1, Tries: 1, Receipt: "receipt-1"},
		"two": {Name: "two", State: fanlight.DeliverySent, Fence: 1, Tries: 1, Receipt: "receipt-2"},
	}
	if diff := cmp.Diff(want, records(t, w)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if w.Emitted(fanlight.EventRunEnded) != 1 {
		t.Errorf("events: %+v", w.Events)
	}
}

func TestAnEndedRoundIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(1))
	w.Publish(w.Process())
	if err := w.Process().Settler().Announce(t.Context(), w.Run(runID), 1); err != nil {
		t.Fatal(err)
	}
	w.Publish(w.Process())
	w.Quiesce()
	if len(w.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(w.Sender.Got))
	}
}

// TestReporter_Report_second_reporter starts a second reporter during the
// delivery of the first one.
func TestReporter_Report_second_reporter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		after   time.Duration // since the first one's claim
		deliver int
		fence   int
	}{
		{"while the lease lives", pipelinetest.ReporterTimeout + time.Minute, 1, 1},
		{"after it", pipelinetest.ReporterTimeout + time.Minute + time.Millisecond, 2, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := complete(t, pipelinetest.Report(1))
			first := w.Process()
			w.Publish(first.With(func(c pipelinetest.Call) pipelinetest.Fault {
				if c.Op == "Send" {
					w.Clock.Advance(test.after)
					m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: 1}
					if err := w.Process().Reporter().Report(t.Context(), m); err != nil {
						t.Errorf("the second reporter is not done with the message: %v", err)
					}
				}
				return pipelinetest.None
			}))
			expectState(t, w, fanlight.Sent)
			if got := claim(t, w); len(w.Sender.Got) != test.deliver || got.Fence != test.fence || got.Tries != test.fence {
				t.Errorf("delivered %d times, claim %+v: want %d times and fence %d", len(w.Sender.Got), got, test.deliver, test.fence)
			}
			if records(t, w)["chat"].Fence != test.fence {
				t.Errorf("record: %+v", records(t, w)["chat"])
			}
		})
	}
}

// TestReporter_Report_two_reporters lets a second reporter take over before every
// call of the first one: both send the document that was stored.
func TestReporter_Report_two_reporters(t *testing.T) {
	t.Parallel()
	for k, through := 1, false; !through; k++ {
		w := complete(t, pipelinetest.Report(2, "one", "two"))
		through = true
		w.Publish(w.Process().With(func(c pipelinetest.Call) pipelinetest.Fault {
			if c.N == k {
				through = false
				w.Clock.Advance(10 * time.Minute)
				w.Publish(w.Process())
			}
			return pipelinetest.None
		}))
		w.Quiesce()
		expectState(t, w, fanlight.Sent)
		rendered, err := w.Ledger().Document(t.Context(), w.Run(runID))
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"one", "two"} {
			got := w.Sender.To(name)
			if len(got) == 0 || len(got) > 2 {
				t.Errorf("overtaken at call %d: %s was delivered to %d times", k, name, len(got))
			}
			for _, d := range got {
				want := rendered.Messages[i]
				if d.Again {
					want = deliver.MarkDuplicate(want)
				}
				if diff := cmp.Diff(want, d.Message); diff != "" {
					t.Errorf("overtaken at call %d: message to %s (-stored +sent):\n%s", k, name, diff)
				}
			}
		}
	}
}

// TestTheStoredDocumentIsSent takes the results away once the document is
// stored: a later reporter needs them no more.
func TestTheStoredDocumentIsSent(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(1))
	p := w.Process()
	w.Publish(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "Send" {
			return pipelinetest.Crash
		}
		return pipelinetest.None
	}))
	w.Lose(w.Run(runID), 0)
	w.Clock.Advance(10 * time.Minute)
	w.Publish(w.Process())
	if run := w.Run(runID); run.State != fanlight.Sent || len(w.Sender.Got) != 1 {
		t.Errorf("the run is %s, delivered %d times", run.State, len(w.Sender.Got))
	}
}

func TestReporter_Report_superseded(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(1))
	w.Publish(w.Process())
	seen := w.Run(runID)
	if _, err := w.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "r", Run: runID, Epoch: 1}); err != nil {
		t.Fatal(err)
	}
	for _, m := range []fanlight.ReportMessage{
		{Run: runID, Epoch: seen.Epoch, Round: 1}, {Run: runID, Epoch: seen.Epoch, Round: 2},
		{Run: runID, Epoch: 7, Round: 1}, {Run: "bot-usage@2020-01-01T00:00:00Z", Epoch: 1, Round: 1},
	} {
		if err := w.Process().Reporter().Report(t.Context(), m); err != nil {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if len(w.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(w.Sender.Got))
	}
}

// TestReporter_Report_earlier_round carries out messages of other rounds during a
// resend: they neither deliver nor end it (rule R2).
func TestReporter_Report_earlier_round(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(1))
	w.Publish(w.Process())
	if _, err := w.Process().Dispatcher().Resend(t.Context(), fanlight.Command{ID: "s", Run: runID, Epoch: 1, Round: 1}); err != nil {
		t.Fatal(err)
	}
	for _, round := range []int{1, 3} {
		m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: round}
		if err := w.Process().Reporter().Report(t.Context(), m); err != nil || !w.Run(runID).Open {
			t.Errorf("round %d: %v; round 2 is open: %v", round, err, w.Run(runID).Open)
		}
	}
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if len(w.Sender.Got) != 2 {
		t.Errorf("delivered %d times, want 2", len(w.Sender.Got))
	}
}

// TestARedeliveryClosesTheRun lets the reporter die between the end of its round
// and that of the run (rules R1 and E2).
func TestARedeliveryClosesTheRun(t *testing.T) {
	t.Parallel()
	w := complete(t, pipelinetest.Report(1))
	w.Publish(w.Process().With(func(pipelinetest.Call) pipelinetest.Fault {
		if send, err := w.Ledger().Claim(t.Context(), w.Run(runID)); err == nil && send.Final() {
			return pipelinetest.Crash
		}
		return pipelinetest.None
	}))
	expectState(t, w, fanlight.Running)
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if len(w.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(w.Sender.Got))
	}
}

// TestReporter_Report_broken_invariant is rule R2.
func TestReporter_Report_broken_invariant(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		world func(t *testing.T) *pipelinetest.World
	}{
		{"a winner's result is missing", func(t *testing.T) *pipelinetest.World {
			w := complete(t, pipelinetest.Report(2))
			w.Lose(w.Run(runID), 1)
			return w
		}},
		{"the epoch is not complete", func(t *testing.T) *pipelinetest.World {
			w := pipelinetest.New(t, pipelinetest.Report(2))
			w.Start()
			return w
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := test.world(t)
			err := w.Process().Reporter().Report(t.Context(), fanlight.ReportMessage{Run: runID, Epoch: 1, Round: 1})
			if err != nil || w.Emitted(fanlight.EventBroken) != 1 || len(w.Sender.Got) != 0 {
				t.Errorf("%v; events %+v, delivered %d times", err, w.Events, len(w.Sender.Got))
			}
			if send := claim(t, w); send.Final() || send.Lease.After(w.Clock.Now()) {
				t.Errorf("the claim is not given back: %+v", send)
			}
		})
	}
}

// TestReporterAccidents strikes every call of a reporter; redeliveries and the
// janitor bring the run to its end.
func TestReporterAccidents(t *testing.T) {
	t.Parallel()
	pipelinetest.Enumerate(t, pipelinetest.Accidents, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		w := complete(t, pipelinetest.Report(1, "one", "two"))
		w.Publish(w.Process().With(strike))
		w.Quiesce()
		w.SweepFor(8 * time.Minute)
		expectState(t, w, fanlight.Sent)
		for _, name := range []string{"one", "two"} {
			if n := len(w.Sender.To(name)); n < 1 || n > 2 {
				t.Errorf("%s was delivered to %d times", name, n)
			}
		}
		if len(w.Sender.Got) > 3 {
			t.Errorf("one accident made %d deliveries of 2", len(w.Sender.Got))
		}
	})
}

// failing makes a query fail for good.
func failing(pipelinetest.Query) logs.Execution { return pipelinetest.Ends(types.QueryStatusFailed) }

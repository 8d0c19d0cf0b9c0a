package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

const runID = sim.RunID

// complete returns a harness in which a run is complete and its report message
// is on the queue.
func complete(t *testing.T, r report.Report) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, r)
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	if len(h.ReportSent) != 1 {
		t.Fatalf("%d report messages", len(h.ReportSent))
	}
	return h
}

func expectState(t *testing.T, h *sim.Harness, want fanlight.State) {
	t.Helper()
	h.Check(runID)
	if run := h.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// records reads the delivery records of the run's round.
func records(t *testing.T, h *sim.Harness) map[string]fanlight.Delivery {
	t.Helper()
	all, err := h.Ledger().Deliveries(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func claim(t *testing.T, h *sim.Harness) fanlight.Claim {
	t.Helper()
	send, err := h.Ledger().Claim(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	return send
}

func TestReporter_Report(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(2, "one", "two"))
	h.Publish(h.Process())
	expectState(t, h, fanlight.Sent)
	want := map[string]fanlight.Delivery{
		"one": {Name: "one", State: fanlight.DeliverySent, Fence: 1, Tries: 1, Parts: 1, Total: 1, Receipt: "receipt-1"},
		"two": {Name: "two", State: fanlight.DeliverySent, Fence: 1, Tries: 1, Parts: 1, Total: 1, Receipt: "receipt-2"},
	}
	if diff := cmp.Diff(want, records(t, h)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if h.Emitted(fanlight.EventRunEnded) != 1 {
		t.Errorf("events: %+v", h.Events)
	}
}

func TestReporter_Report_ended_round(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Publish(h.Process())
	if err := h.Process().Settler().Announce(t.Context(), h.Run(runID), 1); err != nil {
		t.Fatal(err)
	}
	h.Publish(h.Process())
	h.Quiesce()
	if len(h.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(h.Sender.Got))
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
		{"while the lease lives", stack.Reporter.Timeout() + time.Minute, 1, 1},
		{"after it", stack.Reporter.Timeout() + time.Minute + time.Millisecond, 2, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := complete(t, sim.Report(1))
			first := h.Process()
			h.Publish(first.With(func(c sim.Call) sim.Fault {
				if c.Op == "Deliver" {
					h.Clock.Advance(test.after)
					m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: 1}
					if err := h.Process().Reporter().Report(t.Context(), m); err != nil {
						t.Errorf("the second reporter is not done with the message: %v", err)
					}
				}
				return sim.NoFault
			}))
			expectState(t, h, fanlight.Sent)
			if got := claim(t, h); len(h.Sender.Got) != test.deliver || got.Fence != test.fence || got.Tries != test.fence {
				t.Errorf("delivered %d times, claim %+v: want %d times and fence %d", len(h.Sender.Got), got, test.deliver, test.fence)
			}
			if records(t, h)["chat"].Fence != test.fence {
				t.Errorf("record: %+v", records(t, h)["chat"])
			}
		})
	}
}

// TestReporter_Report_failed_read refuses the read of progress that overlaps with the
// claim: the claim that was taken is not lost.
func TestReporter_Report_failed_read(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	p, refused := h.Process(), 0
	p.Refuse = func(c sim.Call) error {
		if in, ok := c.Input.(*dynamodb.QueryInput); ok && refused == 0 {
			if first, ok := in.ExpressionAttributeValues[":first"].(*ddb.AttributeValueMemberS); ok && first.Value == "PROGRESS#" {
				refused++
				return errBusy
			}
		}
		return nil
	}
	h.Publish(p)
	expectState(t, h, fanlight.Sent)
	if got := claim(t, h); got.Tries != 1 || refused != 1 {
		t.Errorf("refused %d times, then: %+v", refused, got)
	}
}

// TestReporter_Report_two_reporters lets a second reporter take over before every
// call of the first one: both send the document that was stored.
func TestReporter_Report_two_reporters(t *testing.T) {
	t.Parallel()
	for k, through := 1, false; !through; k++ {
		h := complete(t, sim.Report(2, "one", "two"))
		through = true
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if c.N == k {
				through = false
				h.Clock.Advance(10 * time.Minute)
				h.Publish(h.Process())
			}
			return sim.NoFault
		}))
		h.Quiesce()
		expectState(t, h, fanlight.Sent)
		rendered, err := h.Ledger().Document(t.Context(), h.Run(runID))
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"one", "two"} {
			got := h.Sender.To(name)
			if len(got) == 0 || len(got) > 2 {
				t.Errorf("overtaken at call %d: %s was delivered to %d times", k, name, len(got))
			}
			for _, d := range got {
				want := rendered.Messages[i]
				want.Epoch, want.Round = 1, 1
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

// TestReporter_Report_stored_document deletes the results once the document is
// stored: a later reporter does not need them any more.
func TestReporter_Report_stored_document(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	p := h.Process()
	h.Publish(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	h.Lose(h.Run(runID), 0)
	h.Clock.Advance(10 * time.Minute)
	h.Publish(h.Process())
	if run := h.Run(runID); run.State != fanlight.Sent || len(h.Sender.Got) != 1 {
		t.Errorf("the run is %s, delivered %d times", run.State, len(h.Sender.Got))
	}
}

func TestReporter_Report_superseded(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Publish(h.Process())
	seen := h.Run(runID)
	if _, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "r", Run: runID, Epoch: 1}); err != nil {
		t.Fatal(err)
	}
	for _, m := range []fanlight.ReportMessage{
		{Run: runID, Epoch: seen.Epoch, Round: 1}, {Run: runID, Epoch: seen.Epoch, Round: 2},
		{Run: runID, Epoch: 7, Round: 1}, {Run: "bot-usage@2020-01-01T00:00:00Z", Epoch: 1, Round: 1},
	} {
		if err := h.Process().Reporter().Report(t.Context(), m); err != nil {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if len(h.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(h.Sender.Got))
	}
}

// TestReporter_Report_earlier_round carries out messages of other rounds during a
// resend: they neither deliver nor end it (rule R2).
func TestReporter_Report_earlier_round(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Publish(h.Process())
	if _, err := h.Process().Dispatcher().Resend(t.Context(), fanlight.Command{ID: "s", Run: runID, Epoch: 1, Round: 1}); err != nil {
		t.Fatal(err)
	}
	for _, round := range []int{1, 3} {
		m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: round}
		if err := h.Process().Reporter().Report(t.Context(), m); err != nil || !h.Run(runID).Open {
			t.Errorf("round %d: %v; round 2 is open: %v", round, err, h.Run(runID).Open)
		}
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if len(h.Sender.Got) != 2 {
		t.Errorf("delivered %d times, want 2", len(h.Sender.Got))
	}
}

// TestReporter_Report_closes_the_run lets the reporter die between the end of
// its round and that of the run (rules R1 and E2).
func TestReporter_Report_closes_the_run(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Publish(h.Process().With(func(sim.Call) sim.Fault {
		if send, err := h.Ledger().Claim(t.Context(), h.Run(runID)); err == nil && send.Final() {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	expectState(t, h, fanlight.Running)
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if len(h.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(h.Sender.Got))
	}
}

// TestReporter_Report_broken_invariant is rule R2.
func TestReporter_Report_broken_invariant(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setUp func(t *testing.T) *sim.Harness
	}{
		{"a winner's result is missing", func(t *testing.T) *sim.Harness {
			h := complete(t, sim.Report(2))
			h.Lose(h.Run(runID), 1)
			return h
		}},
		{"the epoch is not complete", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			return h
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := test.setUp(t)
			err := h.Process().Reporter().Report(t.Context(), fanlight.ReportMessage{Run: runID, Epoch: 1, Round: 1})
			if err != nil || h.Emitted(fanlight.EventBroken) != 1 || len(h.Sender.Got) != 0 {
				t.Errorf("%v; events %+v, delivered %d times", err, h.Events, len(h.Sender.Got))
			}
			if send := claim(t, h); send.Final() || send.Lease.After(h.Clock.Now()) {
				t.Errorf("the claim is not given back: %+v", send)
			}
		})
	}
}

// TestReporter_Report_accidents strikes every call of a reporter; redeliveries
// and the janitor bring the run to its end.
func TestReporter_Report_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := complete(t, sim.Report(1, "one", "two"))
		h.Publish(h.Process().With(strike))
		h.Quiesce()
		h.SweepFor(8 * time.Minute)
		expectState(t, h, fanlight.Sent)
		for _, name := range []string{"one", "two"} {
			if n := len(h.Sender.To(name)); n < 1 || n > 2 {
				t.Errorf("%s was delivered to %d times", name, n)
			}
		}
		if len(h.Sender.Got) > 3 {
			t.Errorf("one accident made %d deliveries of 2", len(h.Sender.Got))
		}
	})
}

// failing makes a query fail for good.
func failing(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }

// TestNew_invalid_settings returns an error that names the setting.
func TestNew_invalid_settings(t *testing.T) {
	t.Parallel()
	for _, timeout := range []time.Duration{0, -time.Second} {
		stack := sim.NewHarness(t).Process().Stack
		if _, err := reporter.New(&stack, nil, timeout); err == nil || !strings.Contains(err.Error(), "timeout "+timeout.String()) {
			t.Errorf("%s: %v, want an error that names the timeout", timeout, err)
		}
	}
}

package janitor_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestDeadline is rule J4: one query never ends.
func TestDeadline(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = func(q sim.Query) logs.Execution {
		if q.Index == 0 {
			return logs.Execution{Run: 50 * time.Minute}
		}
		return sim.Answers(q)
	}
	h.Start()
	var state []fanlight.Outcome
	for h.Clock.Now().Before(sim.Due.Add(30 * time.Minute)) {
		h.Work(h.Process(), worker.Settings{})
		h.Clock.Advance(time.Second)
	}
	p := h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "StopQuery" && state == nil {
			state = h.Outcomes(h.Run(runID))
		}
		return sim.NoFault
	})
	if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []fanlight.Outcome{fanlight.TimedOut, fanlight.OK}
	if diff := cmp.Diff(want, state); diff != "" {
		t.Errorf("outcomes when the query was stopped, which comes after its settling (-want +got):\n%s", diff)
	}
	if s := h.Logs.Queries()[0].Status; s != types.QueryStatusCancelled || len(h.Started()) != 2 {
		t.Errorf("of %d queries the first is %s", len(h.Started()), s)
	}
	if n := h.Emitted(fanlight.EventOverdue); n != 1 {
		t.Errorf("that the run is overdue was told %d times", n)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if words := h.Sender.Got[0].Message.Text; len(h.Sender.Got) != 1 || !strings.Contains(words, "not settled within 30m") {
		t.Errorf("delivered:\n%s", words)
	}
}

// TestGiveUp is rule J5: reporters die for an hour after the first offer.
func TestGiveUp(t *testing.T) {
	t.Parallel()
	r := sim.Report(1, "one", "two")
	owner := sim.Destination("owner")
	r.Owner = &owner
	h := sim.NewHarness(t, r)
	h.Sender.Answer = func(to string, _ int) error {
		if to == "two" {
			return &fanlight.DeliveryError{Err: errors.New("bad gateway")}
		}
		return nil
	}
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	var offered time.Time
	for h.Run(runID).Open && h.Clock.Now().Before(sim.Due.Add(5*time.Hour)) {
		sweep(t, h)
		if offered.IsZero() && !h.Run(runID).Offered.IsZero() {
			offered = h.Clock.Now()
		}
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if m, ok := c.Input.(fanlight.Message); ok && m.Destination == "one" { // whose record says sending
				return sim.CrashBefore
			}
			return sim.NoFault
		}))
		h.Clock.Advance(time.Minute)
	}
	ended := h.Clock.Now()
	expectState(t, h, fanlight.PartlySent) // one may have it
	if since := ended.Sub(offered); since < time.Hour || since > 70*time.Minute {
		t.Errorf("given up %s after the first offer", since)
	}
	if h.Emitted(fanlight.EventGaveUp) != 1 || len(h.Sender.To("owner")) != 1 {
		t.Errorf("events %+v, the owner was told %d times", h.Events, len(h.Sender.To("owner")))
	}
	records, err := h.Ledger().Deliveries(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fanlight.DeliveryState{"one": fanlight.DeliveryUnknown, "two": fanlight.DeliveryFailed}
	for name, d := range records {
		if d.State != want[name] {
			t.Errorf("record of %s: %+v, want it %s", name, d, want[name])
		}
	}
}

// TestTheDeadlineIsTheEpochs is rule J4 for a run that is replayed days later.
func TestTheDeadlineIsTheEpochs(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Quiesce()
	h.Clock.Advance(10 * 24 * time.Hour)
	run, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "r", Run: runID, Epoch: 1})
	if err != nil {
		t.Fatal(err)
	}
	lose(t, h.QueryQueue())
	h.Clock.Advance(29 * time.Minute)
	sweep(t, h)
	if o := h.Outcomes(run); o[0] != "" {
		t.Errorf("%s before the deadline", o[0])
	}
	h.Clock.Advance(time.Minute)
	sweep(t, h)
	if o := h.Outcomes(run); o[0] != fanlight.TimedOut {
		t.Errorf("%q at the deadline", o[0])
	}
}

// TestGiveUpWithoutProgress is a run whose dispatch never succeeds.
func TestGiveUpWithoutProgress(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	refuse := func(c sim.Call) error {
		if c.Op == "PutItem" {
			return errors.New("no write capacity")
		}
		return nil
	}
	p := h.Process()
	p.Refuse = func(c sim.Call) error {
		if p.Count("PutItem") > 1 { // META alone is there
			return refuse(c)
		}
		return nil
	}
	if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err == nil {
		t.Fatal("the start succeeded")
	}
	for h.Run(runID).Open && h.Clock.Now().Before(sim.Due.Add(5*time.Hour)) {
		h.Clock.Advance(10 * time.Minute)
		sweeper := h.Process()
		sweeper.Refuse = refuse
		_ = sweeper.Janitor(janitor.Settings{}).Sweep(t.Context())
	}
	expectState(t, h, fanlight.Unsent)
	if at := h.Clock.Now().Sub(sim.Due); at != 90*time.Minute || h.Emitted(fanlight.EventGaveUp) != 1 {
		t.Errorf("given up after %s, events %+v", at, h.Events)
	}
}

// TestAnUnfinishedCancel is rule J7.
func TestAnUnfinishedCancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	p := h.Process()
	_, died := p.With(func(c sim.Call) sim.Fault {
		if c.Op == "Query" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}).Run(func() error {
		_, err := p.Dispatcher().Cancel(t.Context(), fanlight.Command{ID: "c", Run: runID, Epoch: 1})
		return err
	})
	if !died {
		t.Fatal("the cancel was finished")
	}
	expectState(t, h, fanlight.Running)
	sweep(t, h)
	expectState(t, h, fanlight.Cancelled)
	if len(h.ReportSent) != 0 {
		t.Error("a report message was sent")
	}
}

// TestAnUnclosedRun is rule E2: a reporter died between the claim's end and
// META's.
func TestAnUnclosedRun(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	p := h.Process()
	h.Publish(p.With(func(c sim.Call) sim.Fault {
		if send, err := h.Ledger().Claim(t.Context(), h.Run(runID)); err == nil && send.Final() {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	expectState(t, h, fanlight.Running)
	sweep(t, h)
	expectState(t, h, fanlight.Sent)
	if len(h.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(h.Sender.Got))
	}
}

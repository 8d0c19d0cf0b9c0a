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
	w := sim.NewHarness(t, sim.Report(2))
	w.Script = func(q sim.Query) logs.Execution {
		if q.Index == 0 {
			return logs.Execution{Run: 50 * time.Minute}
		}
		return sim.Answers(q)
	}
	w.Start()
	var state []fanlight.Outcome
	for w.Clock.Now().Before(sim.Due.Add(30 * time.Minute)) {
		w.Work(w.Process(), worker.Settings{})
		w.Clock.Advance(time.Second)
	}
	p := w.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "StopQuery" && state == nil {
			state = w.Outcomes(w.Run(runID))
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
	if s := w.Logs.Queries()[0].Status; s != types.QueryStatusCancelled || len(w.Started()) != 2 {
		t.Errorf("of %d queries the first is %s", len(w.Started()), s)
	}
	if n := w.Emitted(fanlight.EventOverdue); n != 1 {
		t.Errorf("that the run is overdue was told %d times", n)
	}
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if words := w.Sender.Got[0].Message.Text; len(w.Sender.Got) != 1 || !strings.Contains(words, "not settled within 30m") {
		t.Errorf("delivered:\n%s", words)
	}
}

// TestGiveUp is rule J5: reporters die for an hour after the first offer.
func TestGiveUp(t *testing.T) {
	t.Parallel()
	r := sim.Report(1, "one", "two")
	owner := sim.Destination("owner")
	r.Owner = &owner
	w := sim.NewHarness(t, r)
	w.Sender.Answer = func(to string, _ int) error {
		if to == "two" {
			return &fanlight.DeliveryError{Err: errors.New("bad gateway")}
		}
		return nil
	}
	w.Start()
	w.Work(w.Process(), worker.Settings{})
	var offered time.Time
	for w.Run(runID).Open && w.Clock.Now().Before(sim.Due.Add(5*time.Hour)) {
		sweep(t, w)
		if offered.IsZero() && !w.Run(runID).Offered.IsZero() {
			offered = w.Clock.Now()
		}
		w.Publish(w.Process().With(func(c sim.Call) sim.Fault {
			if m, ok := c.Input.(fanlight.Message); ok && m.Destination == "one" { // whose record says sending
				return sim.CrashBefore
			}
			return sim.NoFault
		}))
		w.Clock.Advance(time.Minute)
	}
	ended := w.Clock.Now()
	expectState(t, w, fanlight.PartlySent) // one may have it
	if since := ended.Sub(offered); since < time.Hour || since > 70*time.Minute {
		t.Errorf("given up %s after the first offer", since)
	}
	if w.Emitted(fanlight.EventGaveUp) != 1 || len(w.Sender.To("owner")) != 1 {
		t.Errorf("events %+v, the owner was told %d times", w.Events, len(w.Sender.To("owner")))
	}
	records, err := w.Ledger().Deliveries(t.Context(), w.Run(runID))
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
	w := sim.NewHarness(t, sim.Report(1))
	w.Start()
	w.Quiesce()
	w.Clock.Advance(10 * 24 * time.Hour)
	run, err := w.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "r", Run: runID, Epoch: 1})
	if err != nil {
		t.Fatal(err)
	}
	lose(t, w.QueryQueue())
	w.Clock.Advance(29 * time.Minute)
	sweep(t, w)
	if o := w.Outcomes(run); o[0] != "" {
		t.Errorf("%s before the deadline", o[0])
	}
	w.Clock.Advance(time.Minute)
	sweep(t, w)
	if o := w.Outcomes(run); o[0] != fanlight.TimedOut {
		t.Errorf("%q at the deadline", o[0])
	}
}

// TestGiveUpWithoutProgress is a run whose dispatch never succeeds.
func TestGiveUpWithoutProgress(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	refuse := func(c sim.Call) error {
		if c.Op == "PutItem" {
			return errors.New("no write capacity")
		}
		return nil
	}
	p := w.Process()
	p.Refuse = func(c sim.Call) error {
		if p.Count("PutItem") > 1 { // META alone is there
			return refuse(c)
		}
		return nil
	}
	if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err == nil {
		t.Fatal("the start succeeded")
	}
	for w.Run(runID).Open && w.Clock.Now().Before(sim.Due.Add(5*time.Hour)) {
		w.Clock.Advance(10 * time.Minute)
		sweeper := w.Process()
		sweeper.Refuse = refuse
		_ = sweeper.Janitor(janitor.Settings{}).Sweep(t.Context())
	}
	expectState(t, w, fanlight.Unsent)
	if at := w.Clock.Now().Sub(sim.Due); at != 90*time.Minute || w.Emitted(fanlight.EventGaveUp) != 1 {
		t.Errorf("given up after %s, events %+v", at, w.Events)
	}
}

// TestAnUnfinishedCancel is rule J7.
func TestAnUnfinishedCancel(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(2))
	w.Start()
	p := w.Process()
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
	expectState(t, w, fanlight.Running)
	sweep(t, w)
	expectState(t, w, fanlight.Cancelled)
	if len(w.ReportSent) != 0 {
		t.Error("a report message was sent")
	}
}

// TestAnUnclosedRun is rule E2: a reporter died between the claim's end and
// META's.
func TestAnUnclosedRun(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Start()
	w.Work(w.Process(), worker.Settings{})
	p := w.Process()
	w.Publish(p.With(func(c sim.Call) sim.Fault {
		if send, err := w.Ledger().Claim(t.Context(), w.Run(runID)); err == nil && send.Final() {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	expectState(t, w, fanlight.Running)
	sweep(t, w)
	expectState(t, w, fanlight.Sent)
	if len(w.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(w.Sender.Got))
	}
}

package janitor_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestJanitor_Sweep_nothing_due writes nothing.
func TestJanitor_Sweep_nothing_due(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setUp func(h *sim.Harness)
	}{
		{"no run", func(*sim.Harness) {}},
		{"dispatching for a minute", func(h *sim.Harness) {
			p := h.Process()
			_, _ = p.With(func(c sim.Call) sim.Fault {
				if c.Op == "SendMessageBatch" {
					return sim.CrashBefore
				}
				return sim.NoFault
			}).Run(func() error {
				_, err := p.Dispatcher().Start(h.T.Context(), sim.ReportName, sim.Due, "")
				return err
			})
			h.Clock.Advance(time.Minute)
		}},
		{"running for nine minutes", func(h *sim.Harness) {
			h.Start()
			h.Clock.Advance(9 * time.Minute)
		}},
		{"being reported", func(h *sim.Harness) {
			h.Start()
			h.Work(h.Process(), worker.Settings{})
			p := h.Process()
			h.Publish(p.With(func(c sim.Call) sim.Fault {
				if c.Op == "Deliver" {
					return sim.CrashBefore // the lease lives on
				}
				return sim.NoFault
			}))
		}},
		{"ended", func(h *sim.Harness) {
			h.Start()
			h.Quiesce()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(2))
			sweep(t, h) // it has seen the report before
			test.setUp(h)
			if p := sweep(t, h); writes(p) != 0 {
				t.Errorf("it made %d writes: %+v", writes(p), p.Calls)
			}
		})
	}
}

// TestJanitor_Sweep_stale_index nominates a run that has ended: META decides
// (rule G1).
func TestJanitor_Sweep_stale_index(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	sweep(t, h)
	h.DynamoDB.Hooks.IndexLag = func() int { return 1 } // the last change is not seen
	h.Start()
	h.Quiesce()
	open, err := h.Ledger().OpenRuns(t.Context())
	if err != nil || len(open) != 1 {
		t.Fatalf("the index shows %v, %v", open, err)
	}
	if p := sweep(t, h); writes(p) != 0 {
		t.Errorf("it made %d writes", writes(p))
	}
}

// TestJanitor_Sweep_budget lets the first of two runs take all the time there
// is: dead letters and schedules came before it, the other run is for the next
// sweep.
func TestJanitor_Sweep_budget(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		takes time.Duration
		left  bool
	}{{4*time.Minute - time.Second, false}, {4 * time.Minute, true}} {
		h := sim.NewHarness(t, sim.Report(1))
		sweep(t, h)
		h.Clock.Advance(24*time.Hour + 10*time.Minute) // a run is missed
		h.Start()
		if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(-24*time.Hour), ""); err != nil {
			t.Fatal(err)
		}
		bury(t, h)
		slow := false
		p := h.Process()
		err := p.With(func(c sim.Call) sim.Fault {
			if in, ok := c.Input.(*dynamodb.QueryInput); ok && in.IndexName != nil {
				slow = true
			} else if slow && c.Op == "GetItem" {
				h.Clock.Advance(test.takes)
				slow = false
			}
			return sim.NoFault
		}).Janitor(janitor.Settings{}).Sweep(t.Context())
		if left := err != nil && strings.Contains(err.Error(), "open runs are left"); left != test.left {
			t.Errorf("a run takes %s: %v", test.takes, err)
		}
		if h.Emitted(fanlight.EventDeadLetter) != 2 || h.Emitted(fanlight.EventMissedRun) != 1 {
			t.Errorf("a run takes %s: events %+v", test.takes, h.Events)
		}
	}
}

// TestJanitor_Sweep_accidents strikes every call of the sweep that meets a
// deadline.
func TestJanitor_Sweep_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, sim.Report(2))
		h.Start()
		lose(t, h.QueryQueue())
		h.Clock.Advance(30 * time.Minute)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error { return p.Janitor(janitor.Settings{}).Sweep(t.Context()) })
		h.SweepFor(3 * time.Minute)
		expectState(t, h, fanlight.Sent)
		if diff := cmp.Diff([]fanlight.Outcome{fanlight.TimedOut, fanlight.TimedOut}, h.Outcomes(h.Run(runID))); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

// TestJanitor_Sweep_stuck_dispatch is rule J1.
func TestJanitor_Sweep_stuck_dispatch(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	p := h.Process()
	_, _ = p.With(func(c sim.Call) sim.Fault {
		if c.Op == "SendMessageBatch" {
			return sim.CrashBefore
		}
		return sim.NoFault
	}).Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	})
	h.Clock.Advance(119 * time.Second)
	sweep(t, h)
	expectState(t, h, fanlight.Dispatching)
	h.Clock.Advance(time.Second)
	sweep(t, h)
	expectState(t, h, fanlight.Running)
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

// TestJanitor_Sweep_quiet_shard is rule J2: lost messages are sent again after
// 10 minutes, at doubling intervals, at most five times.
func TestJanitor_Sweep_quiet_shard(t *testing.T) {
	t.Parallel()
	r := sim.Report(2)
	r.Deadline = report.Duration(24 * time.Hour)
	h := sim.NewHarness(t, r)
	h.Start()
	var again []time.Duration
	for sent := len(h.QuerySent); h.Clock.Now().Before(sim.Due.Add(20 * time.Hour)); h.Clock.Advance(time.Minute) {
		lose(t, h.QueryQueue())
		sweep(t, h)
		if n := len(h.QuerySent); n > sent {
			sent = n
			again = append(again, h.Clock.Now().Sub(sim.Due))
		}
	}
	want := []time.Duration{10 * time.Minute, 30 * time.Minute, 70 * time.Minute, 150 * time.Minute, 310 * time.Minute}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("sent again after (-want +got):\n%s", diff)
	}
	if len(h.QuerySent) != 12 {
		t.Errorf("%d messages, want 2 and 5 × 2", len(h.QuerySent))
	}
}

// TestJanitor_Sweep_partly_settled_shard is rule J2: only the unsettled query
// is sent again.
func TestJanitor_Sweep_partly_settled_shard(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	batch, err := h.QueryQueue().Receive(t.Context(), 1, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	lose(t, h.QueryQueue())
	if _, err := h.Process().Worker(worker.Settings{}).Work(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	h.SweepFor(15 * time.Minute)
	expectState(t, h, fanlight.Sent)
	if last := h.QuerySent[len(h.QuerySent)-1]; len(h.QuerySent) != 3 || last.Query.Index != 1 {
		t.Errorf("messages: %+v", h.QuerySent)
	}
}

// TestJanitor_Sweep_unreported_run is rule J3: the report message was lost,
// then a reporter is at work.
func TestJanitor_Sweep_unreported_run(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	lose(t, h.ReportQueue())
	sweep(t, h)
	if len(h.ReportSent) != 2 {
		t.Errorf("%d report messages, want the lost one and another", len(h.ReportSent))
	}
	h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" {
			sweep(t, h)
		}
		return sim.NoFault
	}))
	if len(h.ReportSent) != 2 {
		t.Error("a report message was sent while a reporter held the claim")
	}
	expectState(t, h, fanlight.Sent)
}

// TestJanitor_Sweep_deadline is rule J4: one query never ends.
func TestJanitor_Sweep_deadline(t *testing.T) {
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
		t.Errorf("%d events that the run is overdue", n)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if words := h.Sender.Got[0].Message.Text; len(h.Sender.Got) != 1 || !strings.Contains(words, "not settled within 30m") {
		t.Errorf("delivered:\n%s", words)
	}
}

// TestJanitor_Sweep_deadline_of_a_replay is rule J4 for a run that is replayed
// days later.
func TestJanitor_Sweep_deadline_of_a_replay(t *testing.T) {
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

// TestJanitor_Sweep_give_up is rule J5: reporters die for an hour after the
// first offer.
func TestJanitor_Sweep_give_up(t *testing.T) {
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
			if m, ok := c.Input.(fanlight.Message); ok && m.Destination == "one" { // its record is sending
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
		t.Errorf("events %+v, the owner got %d messages", h.Events, len(h.Sender.To("owner")))
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

// TestJanitor_Sweep_give_up_without_progress has a run whose dispatch never
// succeeds.
func TestJanitor_Sweep_give_up_without_progress(t *testing.T) {
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
		if p.Count("PutItem") > 2 { // only the definition and META are there
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

// TestJanitor_Sweep_unfinished_cancel is rule J7.
func TestJanitor_Sweep_unfinished_cancel(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	p := h.Process()
	_, died := p.With(func(c sim.Call) sim.Fault {
		if c.Op == "Query" && p.Count("PutItem") > 0 { // the claim is taken
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

// TestJanitor_Sweep_unclosed_run is rule E2: a reporter died between the
// claim's end and META's.
func TestJanitor_Sweep_unclosed_run(t *testing.T) {
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

// TestNew_invalid_settings returns an error that names the setting.
func TestNew_invalid_settings(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]janitor.Settings{
		"Stuck": {Stuck: -1}, "Quiet": {Quiet: -1}, "GiveUp": {GiveUp: -1}, "Late": {Late: -1}, "Budget": {Budget: -1},
	} {
		stack := sim.NewHarness(t).Process().Stack
		if _, err := janitor.New(&stack, nil, time.Minute, settings); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%+v: %v, want an error that names %s", settings, err, name)
		}
	}
	stack := sim.NewHarness(t).Process().Stack
	if _, err := janitor.New(&stack, nil, 0, janitor.Settings{}); err == nil || !strings.Contains(err.Error(), "timeout") {
		t.Errorf("no timeout: %v, want an error that names it", err)
	}
}

// TestJanitor_Sweep_abandoned holds that a run ends even if no janitor ran until all
// that belongs to it had expired.
func TestJanitor_Sweep_abandoned(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	h.Clock.Advance(300 * 24 * time.Hour)
	h.DynamoDB.Expire(h.Clock.Now())
	sweep(t, h)
	expectState(t, h, fanlight.Unsent)
	if h.Emitted(fanlight.EventGaveUp) != 1 || h.Run(runID).Open {
		t.Errorf("%d alarms, open: %v", h.Emitted(fanlight.EventGaveUp), h.Run(runID).Open)
	}
}

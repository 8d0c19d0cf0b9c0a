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
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// TestJanitor_Sweep_dead_letters holds that a dead letter settles nothing: the
// query queue gave up every message of a run, rule J2 sends the queries again, and
// the letters stay for an operator.
func TestJanitor_Sweep_dead_letters(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Start()
	for range stack.MaxReceives + 1 {
		messages, err := h.QueryQueue().Receive(t.Context(), 10, time.Second, 0)
		for _, m := range messages {
			err = errors.Join(err, h.QueryQueue().SetVisibility(t.Context(), 0, m.Receipt))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	h.SweepFor(11 * time.Minute)
	if o := h.Outcomes(h.Run(runID)); o[0] != "" || o[1] != "" {
		t.Errorf("outcomes %v before the queries are sent again", o)
	}
	h.SweepFor(3 * time.Minute)
	expectState(t, h, fanlight.Sent)
	if o := h.Outcomes(h.Run(runID)); o[0] != fanlight.OK || o[1] != fanlight.OK {
		t.Errorf("outcomes %v", o)
	}
	letters, err := queue.New(h.SQS, h.Names.QueryQueue+"-dead", h.Clock).Receive(t.Context(), 10, 0, 0)
	if err != nil || len(letters) != 2 {
		t.Errorf("%d dead letters, %v", len(letters), err)
	}
}

// TestJanitor_Sweep_quiet_shard is rule J2: lost messages are sent again after
// 12 minutes, at doubling intervals, at most five times.
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
	want := []time.Duration{12 * time.Minute, 36 * time.Minute, 84 * time.Minute, 180 * time.Minute, 372 * time.Minute}
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

// TestJanitor_Sweep_give_up is rule J5: after the first reporter died, none comes
// for an hour after the first offer.
func TestJanitor_Sweep_give_up(t *testing.T) {
	t.Parallel()
	r := sim.Report(1, "one", "two")
	owner := sim.Destination("owner")
	r.Owner = &owner
	h := sim.NewHarness(t, r)
	h.Start()
	h.Work(h.Process(), worker.Settings{})
	h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "Deliver" { // its record is sending
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	var offered time.Time
	for h.Run(runID).Open && h.Clock.Now().Before(sim.Due.Add(5*time.Hour)) {
		sweep(t, h)
		if offered.IsZero() && !h.Run(runID).Offered.IsZero() {
			offered = h.Clock.Now()
		}
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

// TestJanitor_Sweep_no_give_up_when_resumed has a run that stays dispatching for hours,
// and is offered by each sweep: the sweep that makes it running does not give it up.
func TestJanitor_Sweep_no_give_up_when_resumed(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	p := h.Process()
	p.Refuse = refuseToRun
	if _, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err == nil {
		t.Fatal("the start succeeded")
	}
	h.Work(h.Process(), worker.Settings{})
	for h.Clock.Now().Before(sim.Due.Add(50 * time.Minute)) {
		lose(t, h.ReportQueue())
		h.Clock.Advance(10 * time.Minute)
		sweeper := h.Process()
		sweeper.Refuse = refuseToRun
		_ = sweeper.Janitor(janitor.Settings{}).Sweep(t.Context())
	}
	h.Clock.Advance(30 * time.Minute)
	if run := h.Run(runID); run.State != fanlight.Dispatching || run.Offered.After(h.Clock.Now().Add(-time.Hour)) {
		t.Fatalf("it is %s, first offered at %s", run.State, run.Offered)
	}
	sweep(t, h)
	expectState(t, h, fanlight.Running)
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

// refuseToRun refuses that a run becomes running.
func refuseToRun(c sim.Call) error {
	if in, ok := c.Input.(*dynamodb.UpdateItemInput); ok && strings.Contains(*in.UpdateExpression, ":running") {
		return errors.New("no write capacity")
	}
	return nil
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

// waiting returns a deployed report of n queries that may wait for hours.
func waiting(t *testing.T, n int) *sim.Harness {
	t.Helper()
	r := sim.Report(n)
	r.Deadline = report.Duration(5 * time.Hour)
	return sim.NewHarness(t, r)
}

// noteHeld is a worker's note that it holds queries of the run's first shard.
func noteHeld(t *testing.T, h *sim.Harness, run fanlight.Run, indices ...int) {
	t.Helper()
	if _, err := h.Ledger().NoteHeld(t.Context(), run, 0, indices, ""); err != nil {
		t.Fatal(err)
	}
}

// TestJanitor_Sweep_lost_beside_a_held_query is rule J2: a worker holds one query of a
// shard for long, and the message of the other one is lost. Only that is sent again.
func TestJanitor_Sweep_lost_beside_a_held_query(t *testing.T) {
	t.Parallel()
	h := waiting(t, 2)
	run := h.Start()
	lose(t, h.QueryQueue())
	for range 5 {
		h.Clock.Advance(5 * time.Minute)
		noteHeld(t, h, run, 0)
		sweep(t, h)
	}
	if len(h.QuerySent) != 3 || h.QuerySent[2].Query.Index != 1 {
		t.Errorf("sent: %+v", h.QuerySent)
	}
}

// TestJanitor_Sweep_received_just_now is rule J2: messages have waited in the queue for
// long, and a worker that has just received the last ones has not noted them yet.
func TestJanitor_Sweep_received_just_now(t *testing.T) {
	t.Parallel()
	h := waiting(t, 2)
	run := h.Start()
	for range 30 {
		h.Clock.Advance(2 * time.Minute)
		h.Sweep()
	}
	lose(t, h.QueryQueue()) // no message waits any more
	sweep(t, h)
	h.Clock.Advance(5 * time.Minute)
	sweep(t, h)
	noteHeld(t, h, run, 0, 1)
	h.Clock.Advance(2 * time.Minute)
	if sweep(t, h); len(h.QuerySent) != 2 {
		t.Errorf("sent: %+v", h.QuerySent)
	}
}

// TestJanitor_Sweep_messages_wait sends nothing again while messages wait in the
// queue (rule J2), however long they do, nor while a worker holds them.
func TestJanitor_Sweep_messages_wait(t *testing.T) {
	t.Parallel()
	h := waiting(t, 3)
	h.Script = func(q sim.Query) logs.Execution { return logs.Execution{Run: time.Hour} }
	h.Start()
	for range 60 {
		h.Clock.Advance(time.Minute)
		h.Sweep()
	}
	if len(h.QuerySent) != 3 {
		t.Errorf("%d messages were sent while three wait", len(h.QuerySent))
	}
	p := h.Process()
	p.With(func(c sim.Call) sim.Fault {
		if c.Op == "DescribeQueries" && p.Count(c.Op)%100 == 0 {
			h.Sweep()
		}
		return sim.NoFault
	})
	h.Work(p, worker.Settings{})
	if len(h.QuerySent) != 3 {
		t.Errorf("%d messages were sent while a worker holds three", len(h.QuerySent))
	}
}

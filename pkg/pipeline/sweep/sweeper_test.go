package sweep_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/pipeline/work"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
)

const runID = pipelinetest.RunID

func expectState(t *testing.T, w *pipelinetest.World, want pipeline.State) {
	t.Helper()
	w.Check(runID)
	if run := w.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// lose deletes every message of a queue.
func lose(t *testing.T, q *queue.Queue) {
	t.Helper()
	for {
		batch, err := q.Receive(t.Context(), 10, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return
		}
		for _, m := range batch {
			if err := q.Acknowledge(t.Context(), m.Receipt); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// writes counts the calls of a process that change something.
func writes(p *pipelinetest.Process) int {
	n := 0
	for _, op := range []string{"PutItem", "UpdateItem", "BatchWriteItem", "SendMessageBatch", "StartQuery", "StopQuery", "Send"} {
		n += p.Count(op)
	}
	return n
}

func sweep(t *testing.T, w *pipelinetest.World) *pipelinetest.Process {
	t.Helper()
	p := w.Process()
	if err := p.Janitor().Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	return p
}

// TestNothingDue sweeps when there is nothing to do: it writes nothing.
func TestNothingDue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		world func(w *pipelinetest.World)
	}{
		{"no run", func(*pipelinetest.World) {}},
		{"dispatching for a minute", func(w *pipelinetest.World) {
			p := w.Process()
			_, _ = p.With(func(c pipelinetest.Call) pipelinetest.Fault {
				if c.Op == "SendMessageBatch" {
					return pipelinetest.Crash
				}
				return pipelinetest.None
			}).Run(func() error {
				_, err := p.Dispatcher().Start(w.T.Context(), pipelinetest.ReportName, pipelinetest.Birth, "")
				return err
			})
			w.Clock.Advance(time.Minute)
		}},
		{"running for nine minutes", func(w *pipelinetest.World) {
			w.Start()
			w.Clock.Advance(9 * time.Minute)
		}},
		{"being reported", func(w *pipelinetest.World) {
			w.Start()
			w.Work(w.Process(), work.Settings{})
			p := w.Process()
			w.Publish(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
				if c.Op == "Send" {
					return pipelinetest.Crash // the lease lives on
				}
				return pipelinetest.None
			}))
		}},
		{"ended", func(w *pipelinetest.World) {
			w.Start()
			w.Quiesce()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := pipelinetest.New(t, pipelinetest.Report(2))
			sweep(t, w) // it has seen the report before
			test.world(w)
			if p := sweep(t, w); writes(p) != 0 {
				t.Errorf("it made %d writes: %+v", writes(p), p.Calls)
			}
		})
	}
}

// TestAStaleIndex nominates a run that has ended: META decides (rule G1).
func TestAStaleIndex(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(1))
	sweep(t, w)
	w.DynamoDB.Hooks.IndexLag = func() int { return 1 } // the last change is not seen
	w.Start()
	w.Quiesce()
	open, err := w.Ledger().OpenRuns(t.Context())
	if err != nil || len(open) != 1 {
		t.Fatalf("the index shows %v, %v", open, err)
	}
	if p := sweep(t, w); writes(p) != 0 {
		t.Errorf("it made %d writes", writes(p))
	}
}

// TestStuckDispatch is rule J1.
func TestStuckDispatch(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	p := w.Process()
	_, _ = p.With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "SendMessageBatch" {
			return pipelinetest.Crash
		}
		return pipelinetest.None
	}).Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), pipelinetest.ReportName, pipelinetest.Birth, "")
		return err
	})
	w.Clock.Advance(119 * time.Second)
	sweep(t, w)
	expectState(t, w, pipeline.Dispatching)
	w.Clock.Advance(time.Second)
	sweep(t, w)
	expectState(t, w, pipeline.Running)
	w.Quiesce()
	expectState(t, w, pipeline.Sent)
}

// TestQuietShard is rule J2: lost messages are sent again after 10 minutes, at
// doubling intervals, at most five times.
func TestQuietShard(t *testing.T) {
	t.Parallel()
	r := pipelinetest.Report(2)
	r.Deadline = report.Duration(24 * time.Hour)
	w := pipelinetest.New(t, r)
	w.Start()
	var again []time.Duration
	for sent := len(w.QuerySent); w.Clock.Now().Before(pipelinetest.Birth.Add(20 * time.Hour)); w.Clock.Advance(time.Minute) {
		lose(t, w.QueryQueue())
		sweep(t, w)
		if n := len(w.QuerySent); n > sent {
			sent = n
			again = append(again, w.Clock.Now().Sub(pipelinetest.Birth))
		}
	}
	want := []time.Duration{10 * time.Minute, 30 * time.Minute, 70 * time.Minute, 150 * time.Minute, 310 * time.Minute}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("sent again after (-want +got):\n%s", diff)
	}
	if len(w.QuerySent) != 12 {
		t.Errorf("%d messages, want 2 and 5 × 2", len(w.QuerySent))
	}
}

// TestOnlyTheUnsettledAreSentAgain is J2 beside a query that was settled.
func TestOnlyTheUnsettledAreSentAgain(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	w.Start()
	batch, err := w.QueryQueue().Receive(t.Context(), 1, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	lose(t, w.QueryQueue())
	if _, err := w.Process().Worker(work.Settings{}).Work(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	w.SweepFor(15 * time.Minute)
	expectState(t, w, pipeline.Sent)
	if last := w.QuerySent[len(w.QuerySent)-1]; len(w.QuerySent) != 3 || last.Query.Index != 1 {
		t.Errorf("messages: %+v", w.QuerySent)
	}
}

// TestUnreportedRun is rule J3: a lost report message, and a reporter at work.
func TestUnreportedRun(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(1))
	w.Start()
	w.Work(w.Process(), work.Settings{})
	lose(t, w.ReportQueue())
	sweep(t, w)
	if len(w.ReportSent) != 2 {
		t.Errorf("%d report messages, want the lost one and another", len(w.ReportSent))
	}
	w.Publish(w.Process().With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "Send" {
			sweep(t, w)
		}
		return pipelinetest.None
	}))
	if len(w.ReportSent) != 2 {
		t.Error("a report message was sent while a reporter held the claim")
	}
	expectState(t, w, pipeline.Sent)
}

// TestDeadline is rule J4: one query never ends.
func TestDeadline(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	w.Script = func(q pipelinetest.Query) logs.Execution {
		if q.Index == 0 {
			return logs.Execution{Run: 50 * time.Minute}
		}
		return pipelinetest.Answers(q)
	}
	w.Start()
	var state []pipeline.Outcome
	for w.Clock.Now().Before(pipelinetest.Birth.Add(30 * time.Minute)) {
		w.Work(w.Process(), work.Settings{})
		w.Clock.Advance(time.Second)
	}
	p := w.Process().With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "StopQuery" {
			state = w.Outcomes(w.Run(runID))
		}
		return pipelinetest.None
	})
	if err := p.Janitor().Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []pipeline.Outcome{pipeline.TimedOut, pipeline.OK}
	if diff := cmp.Diff(want, state); diff != "" {
		t.Errorf("outcomes when the query was stopped, which comes after its settling (-want +got):\n%s", diff)
	}
	if s := w.Logs.Queries()[0].Status; s != types.QueryStatusCancelled || len(w.Started()) != 2 {
		t.Errorf("of %d queries the first is %s", len(w.Started()), s)
	}
	w.Quiesce()
	expectState(t, w, pipeline.Sent)
	if words := w.Sender.Got[0].Message.Text; len(w.Sender.Got) != 1 || !strings.Contains(words, "not settled within 30m") {
		t.Errorf("delivered:\n%s", words)
	}
}

// TestGiveUp is rule J5: reporters die for an hour after the first offer.
func TestGiveUp(t *testing.T) {
	t.Parallel()
	r := pipelinetest.Report(1, "one", "two")
	owner := pipelinetest.Destination("owner")
	r.Owner = &owner
	w := pipelinetest.New(t, r)
	w.Start()
	w.Work(w.Process(), work.Settings{})
	var offered time.Time
	for w.Run(runID).Open && w.Clock.Now().Before(pipelinetest.Birth.Add(5*time.Hour)) {
		sweep(t, w)
		if offered.IsZero() && !w.Run(runID).Offered.IsZero() {
			offered = w.Clock.Now()
		}
		p := w.Process()
		w.Publish(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
			if p.Count("UpdateItem") == 2 { // one's record says sending
				return pipelinetest.Crash
			}
			return pipelinetest.None
		}))
		w.Clock.Advance(time.Minute)
	}
	ended := w.Clock.Now()
	expectState(t, w, pipeline.Unsent)
	if since := ended.Sub(offered); since < time.Hour || since > 70*time.Minute {
		t.Errorf("given up %s after the first offer", since)
	}
	if w.Noticed(pipeline.NoticeGaveUp) != 1 || len(w.Sender.To("owner")) != 1 {
		t.Errorf("notices %+v, the owner was told %d times", w.Notices, len(w.Sender.To("owner")))
	}
	records, err := w.Ledger().Deliveries(t.Context(), w.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range records {
		if d.State != pipeline.DeliveryFailed {
			t.Errorf("record of %s: %+v", name, d)
		}
	}
}

// TestGiveUpWithoutProgress is a run whose dispatch never succeeds.
func TestGiveUpWithoutProgress(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(1))
	refuse := func(c pipelinetest.Call) error {
		if c.Op == "PutItem" {
			return errors.New("no write capacity")
		}
		return nil
	}
	p := w.Process()
	p.Refuse = func(c pipelinetest.Call) error {
		if p.Count("PutItem") > 1 { // META alone is there
			return refuse(c)
		}
		return nil
	}
	if _, err := p.Dispatcher().Start(t.Context(), pipelinetest.ReportName, pipelinetest.Birth, ""); err == nil {
		t.Fatal("the start succeeded")
	}
	for w.Run(runID).Open && w.Clock.Now().Before(pipelinetest.Birth.Add(5*time.Hour)) {
		w.Clock.Advance(10 * time.Minute)
		janitor := w.Process()
		janitor.Refuse = refuse
		_ = janitor.Janitor().Sweep(t.Context())
	}
	expectState(t, w, pipeline.Unsent)
	if at := w.Clock.Now().Sub(pipelinetest.Birth); at != 90*time.Minute || w.Noticed(pipeline.NoticeGaveUp) != 1 {
		t.Errorf("given up after %s, notices %+v", at, w.Notices)
	}
}

// TestAnUnfinishedCancel is rule J7.
func TestAnUnfinishedCancel(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	w.Start()
	p := w.Process()
	_, died := p.With(func(c pipelinetest.Call) pipelinetest.Fault {
		if c.Op == "Query" {
			return pipelinetest.Crash
		}
		return pipelinetest.None
	}).Run(func() error {
		_, err := p.Dispatcher().Cancel(t.Context(), dispatch.Order{ID: "c", Run: runID, Epoch: 1})
		return err
	})
	if !died {
		t.Fatal("the cancel was finished")
	}
	expectState(t, w, pipeline.Running)
	sweep(t, w)
	expectState(t, w, pipeline.Cancelled)
	if len(w.ReportSent) != 0 {
		t.Error("a report message was sent")
	}
}

// TestAnUnclosedRun is rule E2: a reporter died between the claim's end and
// META's.
func TestAnUnclosedRun(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(1))
	w.Start()
	w.Work(w.Process(), work.Settings{})
	p := w.Process()
	w.Publish(p.With(func(c pipelinetest.Call) pipelinetest.Fault {
		if send, err := w.Ledger().Send(t.Context(), w.Run(runID)); err == nil && send.Final() {
			return pipelinetest.Crash
		}
		return pipelinetest.None
	}))
	expectState(t, w, pipeline.Running)
	sweep(t, w)
	expectState(t, w, pipeline.Sent)
	if len(w.Sender.Got) != 1 {
		t.Errorf("delivered %d times", len(w.Sender.Got))
	}
}

// TestJanitorAccidents strikes every call of the sweep that meets a deadline.
func TestJanitorAccidents(t *testing.T) {
	t.Parallel()
	pipelinetest.Enumerate(t, pipelinetest.Accidents, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		w := pipelinetest.New(t, pipelinetest.Report(2))
		w.Start()
		lose(t, w.QueryQueue())
		w.Clock.Advance(30 * time.Minute)
		p := w.Process().With(strike)
		_, _ = p.Run(func() error { return p.Janitor().Sweep(t.Context()) })
		w.SweepFor(3 * time.Minute)
		expectState(t, w, pipeline.Sent)
		if diff := cmp.Diff([]pipeline.Outcome{pipeline.TimedOut, pipeline.TimedOut}, w.Outcomes(w.Run(runID))); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

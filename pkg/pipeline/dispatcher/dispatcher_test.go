package dispatcher_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestDispatcher_Start freezes the run.
func TestDispatcher_Start(t *testing.T) {
	t.Parallel()
	r := sim.Report(17)
	h := sim.NewHarness(t, r)
	answer := h.Start()
	want := fanlight.Run{
		ID: runID, Definition: r, Hash: r.Hash(), Total: 17, Digest: answer.Digest,
		Window:  fanlight.Window{Start: sim.Due.Add(-24*hour - 5*minute), End: sim.Due.Add(-5 * minute)},
		Created: sim.Due, Begun: sim.Due, Deadline: sim.Due.Add(30 * minute),
		State: fanlight.Running, Epoch: 1, Round: 1, Selection: fanlight.SelectAll, Open: true,
	}
	if diff := cmp.Diff(want, h.Run(runID)); diff != "" {
		t.Errorf("META (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	var want17 []fanlight.QueryMessage
	for i, q := range answer.Plan() {
		want17 = append(want17, fanlight.QueryMessage{Version: 1, Run: runID, Epoch: 1, Shard: i / 16, Query: q})
	}
	if diff := cmp.Diff(want17, h.QuerySent); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	if shards := h.Shards(want); len(shards) != 2 || shards[0].Size != 16 || shards[1].Size != 1 {
		t.Errorf("progress: %+v", shards)
	}
}

// TestDispatcher_Start_again finds the run.
func TestDispatcher_Start_again(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		before func(h *sim.Harness)
		state  fanlight.State
	}{
		{"at once", func(*sim.Harness) {}, fanlight.Running},
		{"after its end", (*sim.Harness).Quiesce, fanlight.Sent},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			test.before(h)
			before := h.Run(runID)
			changed := sim.Report(3)
			h.Deploy(changed)
			h.Clock.Advance(minute)
			h.Start()
			if diff := cmp.Diff(before, h.Run(runID)); diff != "" {
				t.Errorf("META after the second start, with another definition deployed (-before +after):\n%s", diff)
			}
			if len(h.QuerySent) != 2 {
				t.Errorf("%d messages were sent, want 2", len(h.QuerySent))
			}
			h.Quiesce()
			expectState(t, h, fanlight.Sent)
		})
	}
}

func TestDispatcher_Start_by_hand(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	for range 2 { // a retried invocation brings the same characters
		run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "a1b2c3")
		if err != nil || run.ID != runID+"+a1b2c3" {
			t.Errorf("started %s, %v", run.ID, err)
		}
	}
	h.Quiesce()
	if len(h.Sender.Got) != 2 {
		t.Errorf("two runs were delivered %d times", len(h.Sender.Got))
	}
}

func TestDispatcher_Start_unknown_report(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	p := h.Process()
	_, err := p.Dispatcher().Start(t.Context(), "no-such", sim.Due, "")
	expectRefused(t, err, `no report "no-such" is deployed`)
	if h.Emitted(fanlight.EventUnknownReport) != 1 || p.Count("PutItem") != 0 {
		t.Errorf("events %+v, %d writes", h.Events, p.Count("PutItem"))
	}
}

// TestDispatcher_Start_accidents strikes every call of a start. The schedule's
// retry, or the janitor, goes on from what is there.
func TestDispatcher_Start_accidents(t *testing.T) {
	t.Parallel()
	for _, healer := range []struct {
		name string
		heal func(h *sim.Harness)
	}{
		{"retried", func(h *sim.Harness) { h.Start() }},
		{"swept", func(h *sim.Harness) { h.SweepFor(20 * minute) }},
	} {
		t.Run(healer.name, func(t *testing.T) {
			t.Parallel()
			sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
				h := sim.NewHarness(t, sim.Report(2))
				h.Sweep() // the janitor has seen the report before
				h.Clock.Advance(minute)
				p := h.Process().With(strike)
				_, _ = p.Run(func() error {
					_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(24*hour), "")
					return err
				})
				due := sim.Due.Add(24 * hour)
				h.Clock.Advance(due.Sub(h.Clock.Now()))
				if healer.name == "retried" {
					if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, due, ""); err != nil {
						t.Fatal(err)
					}
				}
				healer.heal(h)
				h.Quiesce()
				id := fanlight.NewRunID(sim.ReportName, due, "")
				h.Check(id)
				if run := h.Run(id); run.State != fanlight.Sent {
					t.Errorf("the run is %s", run.State)
				}
				if epochs := h.Run(id).Epoch; epochs != 1 {
					t.Errorf("the run is at epoch %d", epochs)
				}
			})
		})
	}
}

// TestDispatcher_Start_settled_queries does not send settled queries again.
func TestDispatcher_Start_settled_queries(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	// The dispatcher dies before META is running; a worker settles all.
	p := h.Process()
	p.With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
	if _, died := p.Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	}); !died {
		t.Fatal("the dispatcher lives")
	}
	h.Work(h.Process(), worker.Settings{})
	sent, announced := len(h.QuerySent), len(h.ReportSent)
	h.Start()
	if len(h.QuerySent) != sent {
		t.Error("settled queries were sent again")
	}
	if len(h.ReportSent) != announced+1 {
		t.Error("the second start did not announce the complete epoch (rule D2)")
	}
}

// TestNew_consistent_reads is rule G1, over all actors: only the index cannot
// be read consistently, and it only nominates.
func TestNew_consistent_reads(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = firstFails
	reads := 0
	process := func() *sim.Process {
		return h.Process().With(func(c sim.Call) sim.Fault {
			switch in := c.Input.(type) {
			case *dynamodb.GetItemInput:
				reads++
				if !aws.ToBool(in.ConsistentRead) {
					t.Errorf("get %v is not consistent", in.Key)
				}
			case *dynamodb.QueryInput:
				reads++
				if in.IndexName == nil && !aws.ToBool(in.ConsistentRead) {
					t.Errorf("query %v is not consistent", in.ExpressionAttributeValues)
				}
			}
			return sim.NoFault
		})
	}
	ctx := t.Context()
	for _, step := range []func() error{
		func() error {
			_, err := process().Dispatcher().Start(ctx, sim.ReportName, sim.Due, "")
			return err
		},
		func() error { return process().Janitor(janitor.Settings{}).Sweep(ctx) },
		func() error { h.Work(process(), worker.Settings{}); h.Publish(process()); return nil },
		func() error {
			_, err := process().Dispatcher().Replay(ctx, replayFailed("r"))
			return err
		},
		func() error { h.Work(process(), worker.Settings{}); h.Publish(process()); return nil },
		func() error { _, err := process().Dispatcher().Resend(ctx, command("s", 2, 1)); return err },
		func() error { return process().Janitor(janitor.Settings{}).Sweep(ctx) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if reads < 20 {
		t.Errorf("only %d reads were seen", reads)
	}
}

// dispatching returns a harness whose dispatcher died after META and PLAN.
func dispatching(t *testing.T, n int) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(n))
	p := h.Process()
	p.With(func(c sim.Call) sim.Fault {
		if c.Op == "PutItem" && p.Count(c.Op) == 3 {
			return sim.CrashBefore
		}
		return sim.NoFault
	})
	if _, died := p.Run(func() error {
		_, err := p.Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, "")
		return err
	}); !died || len(h.QuerySent) != 0 {
		t.Fatal("the dispatcher lives")
	}
	return h
}

func TestDispatcher_Resume(t *testing.T) {
	t.Parallel()
	h := dispatching(t, 2)
	for range 2 { // a run that is not dispatching is left as it is
		run, err := h.Process().Dispatcher().Resume(t.Context(), h.Run(runID))
		if err != nil || run.State != fanlight.Running || len(h.QuerySent) != 2 {
			t.Errorf("resumed as %s, %d messages, %v", run.State, len(h.QuerySent), err)
		}
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

func TestDispatcher_SendQueries(t *testing.T) {
	t.Parallel()
	h := dispatching(t, 3)
	run := h.Run(runID)
	if err := h.Process().Dispatcher().SendQueries(t.Context(), run, run.Plan(), []int{2, 0}); err != nil {
		t.Fatal(err)
	}
	var sent []int
	for _, m := range h.QuerySent {
		sent = append(sent, m.Query.Index)
	}
	if diff := cmp.Diff([]int{2, 0}, sent); diff != "" {
		t.Errorf("queries (-want +got):\n%s", diff)
	}
}

// TestDispatcher_Start_order sends the queries of a second edition longest first, by
// the times of the first. The report still shows them in the definition's order.
func TestDispatcher_Start_order(t *testing.T) {
	t.Parallel()
	r := sim.Report(3)
	for i := range r.Queries {
		r.Queries[i].Text += fmt.Sprint(" # ", i)
	}
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		e := sim.Answers(q)
		place, _, _ := strings.Cut(q.Text[strings.Index(q.Text, " # ")+3:], "\n")
		e.Run = []time.Duration{20 * time.Second, 2 * time.Second, 50 * time.Second}[place[0]-'0']
		return e
	}
	h.Start()
	h.Quiesce()
	next := sim.Due.Add(day)
	h.Clock.Advance(day)
	run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, next, "")
	if err != nil {
		t.Fatal(err)
	}
	var sent []string
	for _, m := range h.QuerySent[3:] {
		sent = append(sent, m.Query.ID)
	}
	if diff := cmp.Diff([]string{"q2", "q0", "q1"}, sent); diff != "" {
		t.Errorf("the second edition is sent as (-want +got):\n%s", diff)
	}
	h.Quiesce()
	rendered, err := h.Ledger().Document(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range rendered.Document.Queries {
		if q.ID != fmt.Sprint("q", i) {
			t.Errorf("query %d is shown as %s", i, q.ID)
		}
	}
	stored, err := h.Ledger().Run(t.Context(), run.ID)
	if diff := cmp.Diff(run.Order, stored.Order); diff != "" || err != nil {
		t.Errorf("%v: stored order (-want +got):\n%s", err, diff)
	}
}

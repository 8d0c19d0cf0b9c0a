package worker_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// settleByAnother settles the run's query 0 as another worker does.
func settleByAnother(t *testing.T, h *sim.Harness, run fanlight.Run, outcome fanlight.Outcome) {
	t.Helper()
	attempt := ledger.Attempt{Index: 0, ID: "another", Result: fanlight.Result{Outcome: outcome}}
	if _, err := h.Process().Settler().Settle(t.Context(), run, 0, []ledger.Attempt{attempt}); err != nil {
		t.Error(err)
	}
}

// TestInvocation_drain_refused_start lets a query be settled between its start
// and the joint update that records it with another query's start, at the end of
// the invocation: the other query must not be left running and off the record.
func TestInvocation_drain_refused_start(t *testing.T) {
	t.Parallel()
	for _, slow := range []time.Duration{0, time.Minute} { // a slow refusal leaves no time for another update
		w := started(t, 2)
		w.Script = lasting(5 * time.Minute)
		run := w.Run(runID)
		p := w.Process()
		p.With(func(c sim.Call) sim.Fault {
			if c.Op != "UpdateItem" {
				return sim.NoFault
			}
			if p.Count("UpdateItem") == 1 {
				settleByAnother(t, w, run, fanlight.Failed)
			}
			w.Clock.Advance(slow)
			return sim.NoFault
		})
		w.Work(p, worker.Settings{DrainAfter: time.Millisecond})
		record := w.Shards(run)[0].Starts
		for _, q := range w.Logs.Queries() {
			running := q.Status == types.QueryStatusRunning || q.Status == types.QueryStatusScheduled
			if running && record[1].ID != q.ID {
				t.Errorf("with updates of %s, query %s runs off the record: %v", slow, q.ID, record)
			}
		}
	}
}

// TestInvocation_drain_slow_ledger has no time to put the starts of further runs on
// record: they are stopped.
func TestInvocation_drain_slow_ledger(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = lasting(5 * time.Minute)
	runs := []fanlight.Run{h.Run(runID)}
	for day := range 3 {
		run, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.AddDate(0, 0, -1-day), "")
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	h.Work(h.Process().With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" {
			h.Clock.Advance(time.Minute)
		}
		return sim.NoFault
	}), worker.Settings{DrainAfter: time.Millisecond})
	recorded, running := 0, 0
	for _, run := range runs {
		recorded += len(h.Shards(run)[0].Starts)
	}
	for _, q := range h.Logs.Queries() {
		if q.Status == types.QueryStatusRunning || q.Status == types.QueryStatusScheduled {
			running++
		}
	}
	if recorded != running || recorded == 0 || recorded == len(h.Logs.Queries()) {
		t.Errorf("of %d starts %d run, %d on record", len(h.Logs.Queries()), running, recorded)
	}
}

// TestInvocation_drain_lost_answer loses the answers of the updates that put a
// start on record after the first was refused: the start may be on record, and is
// not stopped.
func TestInvocation_drain_lost_answer(t *testing.T) {
	t.Parallel()
	h := started(t, 2)
	h.Script = lasting(5 * time.Minute)
	run := h.Run(runID)
	p := h.Process()
	p.With(func(c sim.Call) sim.Fault {
		switch n := p.Count("UpdateItem"); {
		case c.Op != "UpdateItem":
			return sim.NoFault
		case n > 1:
			return sim.LostAnswer
		}
		settleByAnother(t, h, run, fanlight.Failed)
		return sim.NoFault
	})
	h.Work(p, worker.Settings{DrainAfter: time.Millisecond})
	recorded := h.Shards(run)[0].Starts[1]
	for _, q := range h.Logs.Queries() {
		if q.ID == recorded.ID && q.Status == types.QueryStatusCancelled {
			t.Errorf("the start on record, %s, was stopped", q.ID)
		}
	}
	if recorded.ID == "" {
		t.Error("no start is on record: the test needs another form")
	}
}

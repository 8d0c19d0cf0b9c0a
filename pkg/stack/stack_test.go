package stack_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// expectQueue asserts that a queue of the stack is the one with that URL.
func expectQueue(t *testing.T, q func(*stack.Stack) *queue.Queue, url func(stack.Names) string) {
	t.Helper()
	h := sim.NewHarness(t)
	if err := queue.New(h.SQS, url(h.Names), h.Clock).Send(t.Context(), "", "hello"); err != nil {
		t.Fatal(err)
	}
	if got, err := q(&h.Process().Stack).Receive(t.Context(), 10, 0, 0); err != nil || len(got) != 1 || got[0].Body != "hello" {
		t.Errorf("received %+v, %v", got, err)
	}
}

func TestStack_Queries(t *testing.T) {
	t.Parallel()
	expectQueue(t, (*stack.Stack).Queries, func(n stack.Names) string { return n.QueryQueue })
}

func TestStack_Reports(t *testing.T) {
	t.Parallel()
	expectQueue(t, (*stack.Stack).Reports, func(n stack.Names) string { return n.ReportQueue })
}

func TestStack_Insights(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Start()
	if running, err := h.Process().Stack.Insights().Running(t.Context()); err != nil || len(running) != 0 {
		t.Errorf("running %v, %v", running, err)
	}
}

// TestStack_Ledger holds that the ledger keeps items for the retention that the
// deployment sets.
func TestStack_Ledger(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(0))
	h.Names.Retention = 24 * time.Hour
	run := h.Start()
	h.Quiesce()
	last := run.Deadline.Add(48 * time.Hour) // the retention, and a day's margin
	h.DynamoDB.Expire(last.Add(-time.Second))
	l := h.Process().Stack.Ledger()
	if shards, err := l.AllProgress(t.Context(), run); err != nil || len(shards) != 1 {
		t.Errorf("progress expired too early: %+v, %v", shards, err)
	}
	h.DynamoDB.Expire(last)
	if shards, err := l.AllProgress(t.Context(), run); err != nil || len(shards) != 0 {
		t.Errorf("progress outlives the retention: %+v, %v", shards, err)
	}
}

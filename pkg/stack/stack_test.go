package stack_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

func TestEachQueueIsReachedByItsName(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	s := h.Process().Stack
	for url, q := range map[string]func(*stack.Stack) *queue.Queue{
		h.Names.QueryDead:   (*stack.Stack).DeadLetters,
		h.Names.QueryQueue:  (*stack.Stack).Queries,
		h.Names.ReportQueue: (*stack.Stack).Reports,
	} {
		if _, some := h.SQS.NextVisible(url); some {
			t.Fatalf("%s is not empty", url)
		}
		if err := queue.New(h.SQS, url, h.Clock).Send(t.Context(), "", url); err != nil {
			t.Fatal(err)
		}
		if got, err := q(&s).Receive(t.Context(), 10, 0, 0); err != nil || len(got) != 1 || got[0].Body != url {
			t.Errorf("%s: received %+v, %v", url, got, err)
		}
	}
}

// TestRetention is what the deployment sets, for every actor.
func TestRetention(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(0))
	h.Names.Retention = 24 * time.Hour
	run := h.Start()
	h.Quiesce()
	last := run.Deadline.Add(48 * time.Hour) // the retention, and a day's margin
	h.DynamoDB.Expire(last.Add(-time.Second))
	if len(h.Shards(run)) != 1 {
		t.Error("progress expired too early")
	}
	h.DynamoDB.Expire(last)
	if len(h.Shards(run)) != 0 {
		t.Error("progress outlives the retention")
	}
}

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
	w := sim.NewHarness(t)
	s := w.Process().Stack
	for url, q := range map[string]func(*stack.Stack) *queue.Queue{
		w.Names.QueryDead:   (*stack.Stack).DeadLetters,
		w.Names.QueryQueue:  (*stack.Stack).Queries,
		w.Names.ReportQueue: (*stack.Stack).Reports,
	} {
		if _, some := w.SQS.NextVisible(url); some {
			t.Fatalf("%s is not empty", url)
		}
		if err := queue.New(w.SQS, url, w.Clock).Send(t.Context(), "", url); err != nil {
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
	w := sim.NewHarness(t, sim.Report(0))
	w.Names.Retention = 24 * time.Hour
	run := w.Start()
	w.Quiesce()
	last := run.Deadline.Add(48 * time.Hour) // the retention, and a day's margin
	w.DynamoDB.Expire(last.Add(-time.Second))
	if len(w.Shards(run)) != 1 {
		t.Error("progress expired too early")
	}
	w.DynamoDB.Expire(last)
	if len(w.Shards(run)) != 0 {
		t.Error("progress outlives the retention")
	}
}

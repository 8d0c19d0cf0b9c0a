package worker_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_sending_order starts what it holds in sending order, although the
// queue gives the newest message first.
func TestWorker_Work_sending_order(t *testing.T) {
	t.Parallel()
	h := started(t, 13)
	h.SQS.Hooks.Pick = func(_ string, visible int) int { return visible - 1 }
	var order []int
	h.Script = func(q sim.Query) logs.Execution {
		order = append(order, q.Index)
		return lasting(10 * time.Second)(q)
	}
	h.Work(h.Process(), worker.Settings{Slots: 4})
	// Of the first ten messages four are started. The others are held ahead.
	want := []int{3, 4, 5, 6, 0, 1, 2, 7, 8, 9, 10, 11, 12}
	for i, index := range want {
		if order[i] != index {
			t.Fatalf("started %v, want %v", order, want)
		}
	}
}

package worker_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

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
				why := fanlight.Result{Outcome: fanlight.Failed, Error: "dead letter"}
				if _, err := w.Process().Settler().SettleOne(t.Context(), run, w.Shards(run)[0], 0, why); err != nil {
					t.Error(err)
				}
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

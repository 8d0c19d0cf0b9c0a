package settle_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorkerAccidents lets every single call of a worker be its last, and for
// two queries also fail, lose its answer or be sent twice. The message's
// visibility brings the next worker.
func TestWorkerAccidents(t *testing.T) {
	t.Parallel()
	for n, faults := range map[int][]sim.Fault{1: crashes, 2: sim.Accidents, 3: crashes} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			sim.Enumerate(t, faults, func(t *testing.T, strike func(sim.Call) sim.Fault) {
				h := sim.NewHarness(t, sim.Report(n))
				h.Start()
				workThrough(t, h, strike)
				expectReported(t, h, n, 1)
			})
		})
	}
}

var crashes = []sim.Fault{sim.CrashBefore}

// TestWorkerCrashesOverTwoShards does so where the last full shard decides: in
// a replay of one query of each.
func TestWorkerCrashesOverTwoShards(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, crashes, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, sim.Report(17))
		h.Script = failingFirst(3, 16)
		h.Start()
		h.Quiesce()
		replay(t, h, fanlight.SelectFailed)
		workThrough(t, h, strike)
		expectReported(t, h, 17, 2)
	})
}

// failingFirst is the script of queries of which some fail in epoch 1.
func failingFirst(indices ...int) func(sim.Query) logs.Execution {
	return func(q sim.Query) logs.Execution {
		if q.Epoch == 1 && slices.Contains(indices, q.Index) {
			return sim.Ends(types.QueryStatusFailed)
		}
		return sim.Answers(q)
	}
}

// workThrough lets one worker meet with an accident and others go on.
func workThrough(t *testing.T, h *sim.Harness, strike func(sim.Call) sim.Fault) {
	t.Helper()
	h.Work(h.Process().With(strike), worker.Settings{})
	h.Check(runID)
	h.Quiesce()
	if len(h.ReportSent) == 0 {
		t.Error("no report message was sent")
	}
	epoch := h.Run(runID).Epoch
	for _, q := range h.Started() {
		if q.Epoch == epoch && q.Start > 2 { // one accident between start and record
			t.Errorf("query %d was started %d times", q.Index, q.Start)
		}
	}
}

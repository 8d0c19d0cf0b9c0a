package settle_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

// TestWorkerAccidents lets every single call of a worker be its last, and for
// two queries also fail, lose its answer or be sent twice. The message's
// visibility brings the next worker.
func TestWorkerAccidents(t *testing.T) {
	t.Parallel()
	for n, faults := range map[int][]pipelinetest.Fault{1: crashes, 2: pipelinetest.Accidents, 3: crashes} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			pipelinetest.Enumerate(t, faults, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
				w := pipelinetest.New(t, pipelinetest.Report(n))
				w.Start()
				workThrough(t, w, strike)
				expectReported(t, w, n, 1)
			})
		})
	}
}

var crashes = []pipelinetest.Fault{pipelinetest.Crash}

// TestWorkerCrashesOverTwoShards does so where the last full shard decides: in
// a replay of one query of each.
func TestWorkerCrashesOverTwoShards(t *testing.T) {
	t.Parallel()
	pipelinetest.Enumerate(t, crashes, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		w := pipelinetest.New(t, pipelinetest.Report(17))
		w.Script = failingFirst(3, 16)
		w.Start()
		w.Quiesce()
		replay(t, w, fanlight.SelectFailed)
		workThrough(t, w, strike)
		expectReported(t, w, 17, 2)
	})
}

// failingFirst is the script of queries of which some fail in epoch 1.
func failingFirst(indices ...int) func(pipelinetest.Query) logs.Execution {
	return func(q pipelinetest.Query) logs.Execution {
		if q.Epoch == 1 && slices.Contains(indices, q.Index) {
			return pipelinetest.Ends(types.QueryStatusFailed)
		}
		return pipelinetest.Answers(q)
	}
}

// workThrough lets one worker meet with an accident and others go on.
func workThrough(t *testing.T, w *pipelinetest.World, strike func(pipelinetest.Call) pipelinetest.Fault) {
	t.Helper()
	w.Work(w.Process().With(strike), worker.Settings{})
	w.Check(runID)
	w.Quiesce()
	if len(w.ReportSent) == 0 {
		t.Error("no report message was sent")
	}
	epoch := w.Run(runID).Epoch
	for _, q := range w.Started() {
		if q.Epoch == epoch && q.Start > 2 { // one accident between start and record
			t.Errorf("query %d was started %d times", q.Index, q.Start)
		}
	}
}

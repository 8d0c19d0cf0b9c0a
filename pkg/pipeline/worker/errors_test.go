package worker_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

// TestWorker_Work_failed_step has a step of an invocation fail three times or
// always: its first error is logged once, and returned if the invocation
// settled nothing.
func TestWorker_Work_failed_step(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		op   string
		step string
	}{
		{"DescribeQueries", "look"},
		{"UpdateItem", "record starts"},
		{"BatchWriteItem", "settle"},
		{"SendMessageBatch", "finish"},
		{"ReceiveMessage", "receive"},
	} {
		for _, times := range []int{0, 3} {
			t.Run(test.op, func(t *testing.T) {
				t.Parallel()
				h := started(t, 1)
				p := refusing(h.Process(), test.op, times)
				_, err := p.Worker(worker.Settings{}).Work(t.Context(), take(t, h))
				logged := p.Logged
				if test.op == "UpdateItem" && times == 0 { // the ledger cannot be told that the queries are held
					logged = slices.DeleteFunc(logged, func(err error) bool { return strings.HasPrefix(err.Error(), "note: ") })
				}
				if len(logged) != 1 || !strings.HasPrefix(logged[0].Error(), test.step+": failed ") ||
					!strings.HasSuffix(logged[0].Error(), "not authorized to perform: "+test.op) {
					t.Errorf("logged %v", logged)
				}
				_, left := h.SQS.NextVisible(h.Names.QueryQueue)
				if returned := err != nil; returned != left || left && times > 0 {
					t.Errorf("it returned %v; a message is left: %v", err, left)
				}
			})
		}
	}
}

// TestWorker_Work_no_error logs nothing.
func TestWorker_Work_no_error(t *testing.T) {
	t.Parallel()
	h := started(t, 2)
	p := h.Process()
	if _, err := p.Worker(worker.Settings{}).Work(t.Context(), nil); err != nil || len(p.Logged) > 0 {
		t.Errorf("it returned %v and logged %v", err, p.Logged)
	}
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(h.Run(runID))); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

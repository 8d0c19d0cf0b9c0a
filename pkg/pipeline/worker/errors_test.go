package worker_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// refusing makes the first calls of an operation fail; 0: all of them.
func refusing(p *sim.Process, op string, times int) *sim.Process {
	p.Refuse = func(c sim.Call) error {
		if c.Op == op && (times == 0 || p.Count(op) <= times) {
			return serviceError("AccessDeniedException", "not authorized to perform: "+op)
		}
		return nil
	}
	return p
}

// TestWhatFailedIsTold has a step of a shift fail three times or always: its
// first error is logged once, and returned if nothing came of the shift.
func TestWhatFailedIsTold(t *testing.T) {
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
				told := p.Logged
				if len(told) != 1 || !strings.HasPrefix(told[0].Error(), test.step+": failed ") ||
					!strings.HasSuffix(told[0].Error(), "not authorized to perform: "+test.op) {
					t.Errorf("the log heard %v", told)
				}
				_, left := h.SQS.NextVisible(h.Names.QueryQueue)
				if returned := err != nil; returned != left || left && times > 0 {
					t.Errorf("it returned %v; a message is left: %v", err, left)
				}
			})
		}
	}
}

// TestAShiftThatGoesWellTellsNothing is about a worker without a log, too.
func TestAShiftThatGoesWellTellsNothing(t *testing.T) {
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

package worker_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_another_was_first lets a second worker record its start
// between the first one's start and its record: the first one stops its query.
func TestWorker_Work_another_was_first(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	messages := take(t, h)
	first := h.Process()
	first.With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" && first.Count(c.Op) == 1 {
			second := crashAt(h.Process(), "DescribeQueries", 2)
			_, _ = second.Run(func() error {
				_, err := second.Worker(worker.Settings{}).Work(t.Context(), messages)
				return err
			})
		}
		return sim.NoFault
	})
	if again, err := first.Worker(worker.Settings{}).Work(t.Context(), messages); err != nil || len(again) > 0 {
		t.Fatal(again, err)
	}
	var states []types.QueryStatus
	for _, s := range h.Logs.Queries() {
		states = append(states, s.Status)
	}
	if diff := cmp.Diff([]types.QueryStatus{types.QueryStatusCancelled, types.QueryStatusComplete}, states); diff != "" {
		t.Errorf("states of the queries (-want +got):\n%s", diff)
	}
	if result := h.Result(h.Run(runID), 0); result.QueryID != h.Started()[1].ID {
		t.Errorf("the result is that of query %s", result.QueryID)
	}
}

// TestWorker_Work_ambiguous_start is rule W4: the answer of StartQuery never
// came, so the query is started again, not at once, and after the record was read.
func TestWorker_Work_ambiguous_start(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault sim.Fault
		runs  int
	}{
		{sim.LostAnswer, 2},
		{sim.ServerError, 1},
	} {
		t.Run(test.fault.String(), func(t *testing.T) {
			t.Parallel()
			h := started(t, 1)
			p := h.Process()
			var starts []time.Time
			reads := 0
			h.Work(p.With(func(c sim.Call) sim.Fault {
				if c.Op != "StartQuery" {
					return sim.NoFault
				}
				if starts = append(starts, h.Clock.Now()); len(starts) == 1 {
					reads = p.Count("GetItem")
					return test.fault
				}
				return sim.NoFault
			}), worker.Settings{})
			if len(starts) != 2 || len(h.Started()) != test.runs || starts[1].Sub(starts[0]) < 5*time.Second {
				t.Errorf("calls at %v started %d queries, want %d", starts, len(h.Started()), test.runs)
			}
			if n := p.Count("GetItem"); n != reads+1 {
				t.Errorf("the ledger was read %d times after the first call, want once", n-reads)
			}
			if o := h.Result(h.Run(runID), 0).Outcome; o != fanlight.OK {
				t.Errorf("settled as %s", o)
			}
		})
	}
}

// TestWorker_Work_start_of_another has a query of the same run, epoch and index
// running that another worker started: its start token differs.
func TestWorker_Work_start_of_another(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = lasting(time.Minute)
	stranger := h.Process()
	h.Work(crashAt(stranger, "UpdateItem", 1), worker.Settings{}) // between start and record
	h.Clock.Advance(90 * time.Second)
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "StartQuery" && p.Count(c.Op) == 1 {
			return sim.ServerError
		}
		return sim.NoFault
	}), worker.Settings{})
	if result := h.Result(h.Run(runID), 0); len(h.Started()) != 2 || result.QueryID != h.Started()[1].ID {
		t.Errorf("of %d queries, %s was read", len(h.Started()), result.QueryID)
	}
}

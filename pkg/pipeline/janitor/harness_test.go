package janitor_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

const runID = sim.RunID

func expectState(t *testing.T, h *sim.Harness, want fanlight.State) {
	t.Helper()
	h.Check(runID)
	if run := h.Run(runID); run.State != want || run.Open == want.Final() {
		t.Errorf("the run is %s, open %v, want it %s", run.State, run.Open, want)
	}
}

// sweep invokes a janitor. It returns the janitor's process.
func sweep(t *testing.T, h *sim.Harness) *sim.Process {
	t.Helper()
	p := h.Process()
	if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	return p
}

// writes counts the calls of a process that change something.
func writes(p *sim.Process) int {
	n := 0
	for _, op := range []string{"PutItem", "UpdateItem", "BatchWriteItem", "SendMessageBatch", "StartQuery", "StopQuery", "Deliver"} {
		n += p.Count(op)
	}
	return n
}

// lose deletes every message of a queue.
func lose(t *testing.T, q *queue.Queue) {
	t.Helper()
	for {
		batch, err := q.Receive(t.Context(), 10, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return
		}
		for _, m := range batch {
			if err := q.Acknowledge(t.Context(), m.Receipt); err != nil {
				t.Fatal(err)
			}
		}
	}
}

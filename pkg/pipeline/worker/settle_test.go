package worker_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestWorker_Work_failed_announcement has the announcement of a complete run
// fail for good: its results are written and counted once, and the announcement
// is tried ever less often.
func TestWorker_Work_failed_announcement(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	p := refusing(h.Process(), "SendMessageBatch", 0)
	h.Work(p, worker.Settings{})
	if put, set := p.Count("BatchWriteItem"), p.Count("UpdateItem"); put != 1 || set != 2 {
		t.Errorf("results were written %d times, and %d updates recorded the start and the winner: want 1 and 2", put, set)
	}
	if n := p.Count("SendMessageBatch"); n < 600/20 || n > 600/20+10 {
		t.Errorf("the announcement was tried %d times in ten minutes", n)
	}
	h.Quiesce()
	if len(h.ReportSent) != 1 {
		t.Errorf("another worker announced the run %d times", len(h.ReportSent))
	}
}

// TestWorker_Work_same_attempt is rule S1: a result that is written again is
// the same item.
func TestWorker_Work_same_attempt(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" && p.Count(c.Op) == 2 { // the first records the start
			return sim.ServerError
		}
		return sim.NoFault
	}), worker.Settings{})
	var written []string
	for _, c := range p.Calls {
		if in, ok := c.Input.(*dynamodb.BatchWriteItemInput); ok {
			key := in.RequestItems[h.Names.Table][0].PutRequest.Item["sk"].(*types.AttributeValueMemberS)
			written = append(written, key.Value)
		}
	}
	if len(written) != 2 || written[0] != written[1] {
		t.Errorf("results were written under %q: want one key, twice", written)
	}
}

// TestWorker_Work_stopped_by_the_deadline is rule W5: a worker that finds its
// query Cancelled reads the record before it takes the query for lost.
func TestWorker_Work_stopped_by_the_deadline(t *testing.T) {
	t.Parallel()
	h := started(t, 1)
	h.Script = lasting(time.Hour)
	p := h.Process()
	h.Work(p.With(func(c sim.Call) sim.Fault {
		if c.Op == "DescribeQueries" && p.Count(c.Op) == 3 {
			h.Clock.Advance(40 * time.Minute) // past the run's deadline
			h.Sweep()
			h.Clock.Advance(-40 * time.Minute)
		}
		return sim.NoFault
	}), worker.Settings{})
	if o := h.Result(h.Run(runID), 0).Outcome; o != fanlight.TimedOut || p.Count("StartQuery") != 1 {
		t.Errorf("settled as %s; the worker made %d calls of StartQuery", o, p.Count("StartQuery"))
	}
}

package ledger_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_consistent_reads takes a run of two shards through all actors and commands: each
// read but those of the index of open runs asks for consistency (rule G1).
func TestLedger_consistent_reads(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(17))
	reads := 0
	watched := func() *sim.Process {
		return h.Process().With(func(c sim.Call) sim.Fault {
			switch in := c.Input.(type) {
			case *dynamodb.GetItemInput:
				reads++
				expectConsistent(t, c.Op, in.Key["sk"], in.ConsistentRead)
			case *dynamodb.QueryInput:
				reads++
				expectConsistent(t, c.Op, in.ExpressionAttributeValues, aws.Bool(in.IndexName != nil || aws.ToBool(in.ConsistentRead)))
			}
			return sim.NoFault
		})
	}
	command := func(c fanlight.Command) {
		c.ID, c.Run = string(c.Action), runID
		if answer, err := watched().Dispatcher().Execute(t.Context(), c); err != nil || answer.Refused != "" {
			t.Fatalf("%s: %+v, %v", c.Action, answer, err)
		}
	}
	h.Script = func(q sim.Query) logs.Execution {
		if q.Index == 16 && q.Epoch == 1 {
			return sim.Ends("Timeout")
		}
		return sim.Answers(q)
	}
	if _, err := watched().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due, ""); err != nil {
		t.Fatal(err)
	}
	finish := func() {
		h.Work(watched(), worker.Settings{})
		h.Publish(watched())
		if err := watched().Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
	}
	finish()
	command(fanlight.Command{Action: fanlight.ActionReplay, Epoch: 1, Failed: true})
	finish()
	command(fanlight.Command{Action: fanlight.ActionResend, Epoch: 2, Round: 1})
	command(fanlight.Command{Action: fanlight.ActionCancel, Epoch: 2, Round: 2})
	if reads < 50 {
		t.Errorf("%d reads, which are not those of all actors", reads)
	}
}

func expectConsistent(t *testing.T, op string, of any, asked *bool) {
	t.Helper()
	if !aws.ToBool(asked) {
		t.Errorf("%s of %v is not consistent", op, of)
	}
}

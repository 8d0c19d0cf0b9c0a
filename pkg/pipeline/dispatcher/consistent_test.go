package dispatcher_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestEveryReadIsConsistent is rule G1, over all actors: the index alone, which
// cannot be read so, only nominates.
func TestEveryReadIsConsistent(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	h.Script = firstFails
	reads := 0
	process := func() *sim.Process {
		return h.Process().With(func(c sim.Call) sim.Fault {
			switch in := c.Input.(type) {
			case *dynamodb.GetItemInput:
				reads++
				if !aws.ToBool(in.ConsistentRead) {
					t.Errorf("get %v is not consistent", in.Key)
				}
			case *dynamodb.QueryInput:
				reads++
				if in.IndexName == nil && !aws.ToBool(in.ConsistentRead) {
					t.Errorf("query %v is not consistent", in.ExpressionAttributeValues)
				}
			}
			return sim.NoFault
		})
	}
	ctx := t.Context()
	for _, step := range []func() error{
		func() error {
			_, err := process().Dispatcher().Start(ctx, sim.ReportName, sim.Due, "")
			return err
		},
		func() error { return process().Janitor(janitor.Settings{}).Sweep(ctx) },
		func() error { h.Work(process(), worker.Settings{}); h.Publish(process()); return nil },
		func() error {
			_, err := process().Dispatcher().Replay(ctx, replayFailed("r", 1, 0))
			return err
		},
		func() error { h.Work(process(), worker.Settings{}); h.Publish(process()); return nil },
		func() error { _, err := process().Dispatcher().Resend(ctx, command("s", 2, 1)); return err },
		func() error { return process().Janitor(janitor.Settings{}).Sweep(ctx) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if reads < 20 {
		t.Errorf("only %d reads were seen", reads)
	}
}

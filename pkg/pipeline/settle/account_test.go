package settle_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// account is a deployment behind the SDK's own clients, inside a bubble whose
// clock is virtual.
type account struct {
	*localaws.Local
	stack.Stack
}

func newAccount(t *testing.T, r report.Report, faults func(wire.Call) wire.Fault) *account {
	t.Helper()
	a := &account{Local: localaws.New(localaws.Options{Faults: faults})}
	t.Cleanup(a.Close)
	cfg := a.Config()
	database, queues := dynamodb.NewFromConfig(cfg), sqs.NewFromConfig(cfg)
	names, err := stack.Create(t.Context(), "fanlight", stack.MaxReceives, database, queues)
	if err != nil {
		t.Fatal(err)
	}
	a.Stack = stack.Stack{
		Names: names, DynamoDB: database, SQS: queues, Logs: cloudwatchlogs.NewFromConfig(cfg),
		Clock: stack.Clock{}, Random: stack.Random{}, Events: hears{t},
	}
	if err := a.Ledger().PutDefinition(t.Context(), ledger.Definition{Report: r, Hash: r.Hash()}); err != nil {
		t.Fatal(err)
	}
	return a
}

// answering makes queries go by sim.Answers.
func (a *account) answering() *account {
	a.Do(func(c localaws.Cores) { sim.AnswerQueries(c.Logs) })
	return a
}

type hears struct{ t *testing.T }

func (h hears) Emit(_ context.Context, n fanlight.Event) {
	if n.Kind != fanlight.EventRunEnded {
		h.t.Errorf("event %+v", n)
	}
}

// chat is the one destination.
type chat struct{ got []fanlight.Message }

func (c *chat) Send(_ context.Context, _ report.Destination, m fanlight.Message) (string, error) {
	c.got = append(c.got, m)
	return "receipt", nil
}

// take receives all messages of a queue, after their visibility if there are
// none: an answer to a receive may have been lost.
func take(t *testing.T, q *queue.Queue) []queue.Message {
	t.Helper()
	all := visible(t, q)
	if len(all) == 0 {
		time.Sleep(stack.Queries.Visibility())
		all = visible(t, q)
	}
	return all
}

func visible(t *testing.T, q *queue.Queue) []queue.Message {
	t.Helper()
	var all []queue.Message
	for {
		messages, err := q.Receive(t.Context(), 10, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(messages) == 0 {
			return all
		}
		all = append(all, messages...)
	}
}

func (a *account) start(t *testing.T) fanlight.Run {
	t.Helper()
	run, err := dispatcher.New(&a.Stack).Start(t.Context(), sim.ReportName, sim.Due, "")
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// expectSettled asserts that each query has one winner, which the counter
// counts, and that its result is that query's own.
func (a *account) expectSettled(t *testing.T, run fanlight.Run) {
	t.Helper()
	shards, err := a.Ledger().AllProgress(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if !fanlight.Complete(shards, run.Total) {
		t.Errorf("the epoch is not complete: %+v", shards)
	}
	for _, p := range shards {
		if p.Settled != len(p.Winners) || p.Settled != p.Size {
			t.Errorf("shard %d of size %d: the counter is %d with %d winners", p.Shard, p.Size, p.Settled, len(p.Winners))
		}
		for i, attempt := range p.Winners {
			result, err := a.Ledger().Result(t.Context(), run, i, attempt)
			if err != nil || result.Outcome != fanlight.OK || result.Rows[0][0].Value != fmt.Sprint(i) {
				t.Errorf("query %d was won by %+v, %v", i, result, err)
			}
		}
	}
}

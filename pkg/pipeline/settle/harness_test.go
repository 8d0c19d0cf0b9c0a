package settle_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// account is a deployment that is reached by the SDK's own clients, inside a
// bubble whose clock is virtual.
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
		Clock: stack.Clock{}, Random: stack.Random{}, Events: noAlarm{t},
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

// noAlarm fails the test at every event but the end of a run.
type noAlarm struct{ t *testing.T }

func (a noAlarm) Emit(_ context.Context, n fanlight.Event) {
	if n.Kind != fanlight.EventRunEnded {
		a.t.Errorf("event %+v", n)
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

const runID = sim.RunID

// expectReported asserts that the run's epoch ended as sent, every query with
// its own answer, and that the one destination got exactly these.
func expectReported(t *testing.T, h *sim.Harness, n, epoch int) {
	t.Helper()
	h.Check(runID)
	run := h.Run(runID)
	if run.State != fanlight.Sent || run.Open || run.Epoch != epoch {
		t.Errorf("the run is %s at epoch %d, open %v: want it sent at epoch %d", run.State, run.Epoch, run.Open, epoch)
	}
	rendered, err := h.Ledger().Document(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(n), valuesOf(rendered.Document)); diff != "" {
		t.Errorf("values of the report (-want +got):\n%s", diff)
	}
	got := h.Sender.To("chat")
	if len(got) == 0 || got[len(got)-1].Message.Text != rendered.Messages[0].Text {
		t.Errorf("the chat got %d messages, the last not the stored one", len(got))
	}
}

// answers are the values that sim.Answers gives n queries.
func answers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "ok " + strconv.Itoa(i)
	}
	return all
}

// valuesOf returns each query's outcome and first value.
func valuesOf(d fanlight.Document) []string {
	all := make([]string, len(d.Queries))
	for i, q := range d.Queries {
		all[i] = string(q.State)
		if len(q.Rows) > 0 {
			all[i] += " " + q.Rows[0][0].Value
		}
	}
	return all
}

// sendAgain sends the messages of some queries again, as the janitor does, and
// as SQS does when it delivers twice.
func sendAgain(t *testing.T, h *sim.Harness, indices ...int) {
	t.Helper()
	run := h.Run(runID)
	if err := h.Process().Dispatcher().SendQueries(t.Context(), run, run.Plan(), indices); err != nil {
		t.Fatal(err)
	}
}

func replay(t *testing.T, h *sim.Harness, s fanlight.Selection) fanlight.Run {
	t.Helper()
	seen := h.Run(runID)
	run, err := h.Process().Dispatcher().Replay(t.Context(), fanlight.Command{ID: "replay", Run: runID, Epoch: seen.Epoch, Failed: s == fanlight.SelectFailed})
	if err != nil {
		t.Fatal(err)
	}
	return run
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

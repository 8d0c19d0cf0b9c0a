package ledger_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

var (
	small  = fanlight.Result{Outcome: fanlight.OK, QueryID: "small", Rows: []fanlight.Row{{{Name: "calls", Value: "1"}}}}
	large  = fanlight.Result{Outcome: fanlight.OK, QueryID: "large", Rows: randomRows(700, 1_000)} // two chunks
	none   = fanlight.Result{Outcome: fanlight.Empty}
	failed = fanlight.Result{Outcome: fanlight.Failed, Error: "why"}
)

// found returns a harness in which an epoch of thirteen queries has winners and
// losers: large results around a small one, a failure, an empty one, and one
// of which a chunk is missing.
func found(t *testing.T) (h *sim.Harness, run fanlight.Run, winners map[int]string) {
	t.Helper()
	h, run = created(t, 13)
	attempts := []ledger.Attempt{
		{Index: 0, ID: "b", Result: large}, {Index: 1, ID: "a", Result: small}, {Index: 2, ID: "a", Result: failed},
		{Index: 3, ID: "a", Result: none}, {Index: 4, ID: "a", Result: large}, {Index: 10, ID: "a", Result: large},
	}
	losers := []ledger.Attempt{{Index: 0, ID: "a", Result: large}, {Index: 0, ID: "c", Result: failed}, {Index: 1, ID: "b", Result: large}}
	if err := h.Ledger().PutResults(t.Context(), run, append(losers, attempts...)); err != nil {
		t.Fatal(err)
	}
	winners = map[int]string{12: "a"} // without a result
	for _, a := range attempts {
		winners[a.Index] = a.ID
	}
	loseChunk(t, h, "RESULT#4#a#001")
	return h, run, winners
}

func loseChunk(t *testing.T, h *sim.Harness, sk string) {
	t.Helper()
	answer, err := h.DynamoDB.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{
		TableName: &h.Names.Table, ReturnValues: types.ReturnValueAllOld,
		Key: map[string]types.AttributeValue{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: "RUN#" + string(runID) + "#1"},
			ledger.SortKey:      &types.AttributeValueMemberS{Value: sk},
		},
	})
	if err != nil || answer.Attributes == nil {
		t.Fatalf("%s was not there: %v", sk, err)
	}
}

func TestLedger_Results(t *testing.T) {
	t.Parallel()
	h, run, winners := found(t)
	p := h.Process()
	got := must[map[int]fanlight.Result](t)(p.Stack.Ledger().Results(t.Context(), run, winners))
	expect(t, "results", map[int]fanlight.Result{0: large, 1: small, 2: failed, 3: none, 10: large}, got)
	// Eleven chunks of 300 and 60 KB, in pages of 1 MB.
	if n := p.Count("Query"); n > 4 {
		t.Errorf("read with %d queries", n)
	}
}

func TestLedger_Outcomes(t *testing.T) {
	t.Parallel()
	h, run, winners := found(t)
	p := h.Process()
	got := must[map[int]fanlight.Outcome](t)(p.Stack.Ledger().Outcomes(t.Context(), run, winners))
	expect(t, "outcomes", map[int]fanlight.Outcome{0: fanlight.OK, 1: fanlight.OK, 2: fanlight.Failed, 3: fanlight.Empty, 10: fanlight.OK}, got)
	for _, c := range p.Calls {
		if in := c.Input.(*dynamodb.QueryInput); in.ProjectionExpression == nil {
			t.Error("the rows were read too")
		}
	}
}

// TestLedger_CopyGood is rule D4: the copies live as long as their epoch.
func TestLedger_CopyGood(t *testing.T) {
	t.Parallel()
	h, run, winners := found(t)
	next := run
	next.Epoch, next.Deadline = 2, run.Deadline.Add(50*day)
	for range 2 { // may be repeated
		copied := must[map[int]string](t)(h.Ledger().CopyGood(t.Context(), run, next, winners))
		expect(t, "copied", map[int]string{0: "b", 1: "a", 3: "a", 10: "a"}, copied)
	}
	h.DynamoDB.Expire(next.Deadline.Add(91*day - 1))
	got := must[map[int]fanlight.Result](t)(h.Ledger().Results(t.Context(), next, winners))
	expect(t, "results of epoch 2", map[int]fanlight.Result{0: large, 1: small, 3: none, 10: large}, got)
	h.DynamoDB.Expire(next.Deadline.Add(91 * day))
	expect(t, "when they have expired", map[int]fanlight.Result{}, must[map[int]fanlight.Result](t)(h.Ledger().Results(t.Context(), next, winners)))
}

// TestLedger_CopyGood_memory holds that a result is written before the next one is
// read, for the sake of a dispatcher's memory.
func TestLedger_CopyGood_memory(t *testing.T) {
	t.Parallel()
	h, run, winners := found(t)
	next := run
	next.Epoch = 2
	p := h.Process()
	if _, err := p.Stack.Ledger().CopyGood(t.Context(), run, next, winners); err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Calls {
		if in, ok := c.Input.(*dynamodb.BatchWriteItemInput); ok && len(in.RequestItems[h.Names.Table]) > 2 {
			t.Errorf("%d chunks were held for one write", len(in.RequestItems[h.Names.Table]))
		}
	}
}

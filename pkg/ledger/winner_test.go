package ledger_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// results returns a harness in which an epoch of thirteen queries has winners and
// losers: large results around a small one, a failure, an empty one, and one of
// which the head is missing. It returns the winners, and what they found.
func results(t *testing.T) (h *sim.Harness, run fanlight.Run, winners map[int]string, want map[int]found) {
	t.Helper()
	h, run = created(t, 13)
	small := found{fanlight.Result{Outcome: fanlight.OK, QueryID: "small"}, []fanlight.Row{{{Name: "calls", Value: "1"}}}}
	large := found{fanlight.Result{Outcome: fanlight.OK, QueryID: "large"}, randomRows(700, 1_000)} // two chunks
	none := found{Result: fanlight.Result{Outcome: fanlight.Empty}}
	failed := found{Result: fanlight.Result{Outcome: fanlight.Failed, Error: "why"}}
	winners, want = map[int]string{12: "a"}, map[int]found{} // 12 has no result
	var attempts []ledger.Attempt
	put := func(index int, id string, f found, wins bool) {
		a := attempt(t, index, id, f.Result, f.Rows)
		attempts = append(attempts, a)
		if wins {
			f.Result.Kept = a.Rows.Kept()
			winners[index], want[index] = id, f
		}
	}
	put(0, "a", large, false)
	put(0, "b", large, true)
	put(0, "c", failed, false)
	put(1, "a", small, true)
	put(1, "b", large, false)
	put(2, "a", failed, true)
	put(3, "a", none, true)
	put(4, "a", large, true)
	put(10, "a", large, true)
	if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
		t.Fatal(err)
	}
	loseChunk(t, h, "RESULT#4#a#000")
	delete(want, 4)
	return h, run, winners, want
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

func TestLedger_Outcomes(t *testing.T) {
	t.Parallel()
	h, run, winners, _ := results(t)
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
	h, run, winners, want := results(t)
	delete(want, 2) // it is not good
	next := run
	next.Epoch, next.Deadline = 2, run.Deadline.Add(50*day)
	for range 2 { // may be repeated
		copied := must[map[int]string](t)(h.Ledger().CopyGood(t.Context(), run, next, winners))
		expect(t, "copied", map[int]string{0: "b", 1: "a", 3: "a", 10: "a"}, copied)
	}
	h.DynamoDB.Expire(next.Deadline.Add(91*day - 1))
	expect(t, "results of epoch 2", want, each(t, h.Ledger(), next, winners))
	h.DynamoDB.Expire(next.Deadline.Add(91 * day))
	expect(t, "when they have expired", map[int]found{}, each(t, h.Ledger(), next, winners))
}

// TestLedger_CopyGood_memory holds that a result is written before the next one is
// read, for the sake of a dispatcher's memory.
func TestLedger_CopyGood_memory(t *testing.T) {
	t.Parallel()
	h, run, winners, _ := results(t)
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

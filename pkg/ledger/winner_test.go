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

// TestLedger_Inheritable is rule D4: what is good and there for long enough is kept,
// under the name of the epoch that it is of.
func TestLedger_Inheritable(t *testing.T) {
	t.Parallel()
	h, run, winners, want := results(t)
	p := h.Process()
	last := run.Deadline.Add(91 * day) // when the results of the first epoch expire
	kept := must[map[int]string](t)(p.Stack.Ledger().Inheritable(t.Context(), run, winners, last))
	expect(t, "kept", map[int]string{0: "1:b", 1: "1:a", 3: "1:a", 10: "1:a"}, kept)
	for _, c := range p.Calls {
		if in := c.Input.(*dynamodb.QueryInput); in.ProjectionExpression == nil {
			t.Error("the rows were read too")
		}
	}
	expect(t, "kept beyond their expiry", map[int]string{}, must[map[int]string](t)(h.Ledger().Inheritable(t.Context(), run, winners, last.Add(1e9))))

	second := run
	second.Epoch = 2
	again := attempt(t, 2, "a", fanlight.Result{Outcome: fanlight.OK, QueryID: "again"}, randomRows(1, 10))
	if err := h.Ledger().PutResults(t.Context(), second, []ledger.Attempt{again}); err != nil {
		t.Fatal(err)
	}
	again.Result.Kept = again.Rows.Kept()
	kept[2], want[2] = "a", found{again.Result, randomRows(1, 10)}
	expect(t, "results of two epochs", want, each(t, h.Ledger(), second, kept))
	kept[2] = "2:a"
	expect(t, "kept by a third epoch", kept, must[map[int]string](t)(h.Ledger().Inheritable(t.Context(), second, kept, last)))
}

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

// TestLedger_Inheritable is rule D4: what is good and there for long enough is kept,
// under the name of the epoch that it is of.
func TestLedger_Inheritable(t *testing.T) {
	t.Parallel()
	h, run, winners := found(t)
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
	if err := h.Ledger().PutResults(t.Context(), second, []ledger.Attempt{{Index: 2, ID: "a", Result: small}}); err != nil {
		t.Fatal(err)
	}
	kept[2] = "a"
	expect(t, "results of two epochs", map[int]fanlight.Result{0: large, 1: small, 2: small, 3: none, 10: large},
		must[map[int]fanlight.Result](t)(h.Ledger().Results(t.Context(), second, kept)))
	kept[2] = "2:a"
	expect(t, "kept by a third epoch", kept, must[map[int]string](t)(h.Ledger().Inheritable(t.Context(), second, kept, last)))
}

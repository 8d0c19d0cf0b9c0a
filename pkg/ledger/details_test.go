package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestLedger_RunDetails(t *testing.T) {
	t.Parallel()
	w, run := created(t, 1)
	l := w.Ledger()
	expect(t, "of a new run", ledger.RunDetails{Run: run}, must[ledger.RunDetails](t)(l.RunDetails(t.Context(), run)))

	rendered := fanlight.Rendered{Document: fanlight.Document{Run: run.ID, Title: "Calls"}}
	if _, err := l.CreateDocument(t.Context(), run, "a", rendered); err != nil {
		t.Fatal(err)
	}
	mail := fanlight.Delivery{Name: "mail", State: fanlight.DeliverySent, Fence: 1, Tries: 1, Receipt: "7"}
	chat := fanlight.Delivery{Name: "chat", State: fanlight.DeliveryFailed, Fence: 1, Tries: 2, Error: "why"}
	for _, d := range []fanlight.Delivery{mail, chat} {
		if _, ok, err := l.SetDelivery(t.Context(), run, fanlight.Delivery{}, d); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	want := ledger.RunDetails{Run: run, Document: &rendered.Document, Deliveries: []fanlight.Delivery{chat, mail}}
	expect(t, "of a reported run", want, must[ledger.RunDetails](t)(l.RunDetails(t.Context(), run)))
}

func TestLedger_QueryDetails(t *testing.T) {
	t.Parallel()
	w, run, winners := found(t)
	work := fanlight.Statistics{BytesScanned: 300, RecordsScanned: 20, RecordsMatched: 1}
	counted := ledger.Attempt{Index: 6, ID: "a", Result: fanlight.Result{Outcome: fanlight.Empty, QueryID: "counted", Statistics: work}}
	if err := w.Ledger().PutResults(t.Context(), run, []ledger.Attempt{counted}); err != nil {
		t.Fatal(err)
	}
	winners[6] = "a"
	if _, ok, err := w.Ledger().RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{
		1: {Try: 2, ID: "earlier"}, 2: {Try: 1, ID: "recorded"}, 5: {Try: 1, ID: "now"},
	}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, ok, err := w.Ledger().SetWinners(t.Context(), run, 0, winners); !ok || err != nil {
		t.Fatal(ok, err)
	}
	p := w.Process()
	got := must[[]ledger.QueryDetails](t)(p.Stack.Ledger().QueryDetails(t.Context(), run))
	want := make([]ledger.QueryDetails, len(got))
	for i := range want {
		want[i] = ledger.QueryDetails{ID: run.Definition.Queries[i].ID, State: ledger.QueryWaiting}
	}
	state := func(index int, d ledger.QueryDetails) {
		d.ID = want[index].ID
		want[index] = d
	}
	state(0, ledger.QueryDetails{State: "ok", QueryID: "large"})
	state(1, ledger.QueryDetails{State: "ok", Tries: 2, QueryID: "small"})
	state(2, ledger.QueryDetails{State: "failed", Tries: 1, QueryID: "recorded", Error: "why"})
	state(3, ledger.QueryDetails{State: "empty"})
	state(4, ledger.QueryDetails{State: ledger.QuerySettled}) // a chunk is missing
	state(5, ledger.QueryDetails{State: ledger.QueryRunning, Tries: 1, QueryID: "now"})
	state(6, ledger.QueryDetails{State: "empty", QueryID: "counted", Statistics: work})
	state(10, ledger.QueryDetails{State: "ok", QueryID: "large"})
	state(12, ledger.QueryDetails{State: ledger.QuerySettled})
	expect(t, "queries", want, got)
	for _, c := range p.Calls {
		in := c.Input.(*dynamodb.QueryInput)
		prefix, _ := in.ExpressionAttributeValues[":prefix"].(*types.AttributeValueMemberS)
		if prefix != nil && prefix.Value == "RESULT#" && in.ProjectionExpression == nil {
			t.Error("the rows were read too")
		}
	}
}

func TestLedger_QueryDetails_expired(t *testing.T) {
	t.Parallel()
	w, run := created(t, 2)
	if got := must[[]ledger.QueryDetails](t)(w.Ledger().QueryDetails(t.Context(), run)); len(got) != 2 {
		t.Fatalf("got %+v", got)
	}
	w.DynamoDB.Expire(run.Deadline.Add(2*ledger.DefaultRetention + 100*24*time.Hour))
	run, err := w.Ledger().Run(t.Context(), run.ID)
	if !errors.Is(err, ledger.ErrNoDefinition) {
		t.Fatal(err)
	}
	if got := must[[]ledger.QueryDetails](t)(w.Ledger().QueryDetails(t.Context(), run)); len(got) != 0 {
		t.Errorf("of an expired run: %+v", got)
	}
}

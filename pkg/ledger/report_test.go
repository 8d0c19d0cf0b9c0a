package ledger_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_Definition_name refuses a definition that has no name, or another's:
// its runs would be nobody's, or another report's.
func TestLedger_Definition_name(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "other", "not/valid"} {
		h := sim.NewHarness(t)
		r := sim.Report(1)
		r.Name = name
		data := must[[]byte](t)(json.Marshal(r))
		text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
		if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
			ledger.PartitionKey: text("REPORTS"), ledger.SortKey: text("stored"), "definition": text(string(data)),
		}}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Ledger().Definition(t.Context(), "stored"); err == nil || !strings.Contains(err.Error(), "read definition of stored") {
			t.Errorf("named %q: %v, want an error", name, err)
		}
		if _, err := h.Process().Dispatcher().Start(t.Context(), "stored", sim.Due, ""); err == nil {
			t.Errorf("named %q: a run was started", name)
		}
	}
}

// listed reads the run's line in the listing: state, epoch and round.
func listed(t *testing.T, h *sim.Harness) string {
	t.Helper()
	line := lineOf(t, h)
	return fmt.Sprintf("%s %d %d", line.State, line.Epoch, line.Round)
}

type listingLine struct {
	State   string `dynamodbav:"state"`
	Epoch   int    `dynamodbav:"epoch"`
	Round   int    `dynamodbav:"round"`
	Expires int64  `dynamodbav:"expires"`
}

func lineOf(t *testing.T, h *sim.Harness) (line listingLine) {
	t.Helper()
	answer, err := h.DynamoDB.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &h.Names.Table, Key: map[string]types.AttributeValue{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORT#bot-usage"},
		ledger.SortKey:      &types.AttributeValueMemberS{Value: "RUN#" + string(runID)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := attributevalue.UnmarshalMap(answer.Item, &line); err != nil {
		t.Fatal(err)
	}
	return line
}

// TestLedger_PutListing lets writers come late: the line does not go back.
func TestLedger_PutListing(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	for _, step := range []struct {
		state        fanlight.State
		epoch, round int
		want         string
	}{
		{fanlight.Running, 1, 1, "running 1 1"},
		{fanlight.PartlySent, 1, 1, "partly_sent 1 1"},
		{fanlight.Running, 1, 1, "partly_sent 1 1"}, // a slow dispatcher
		{fanlight.Sent, 1, 2, "sent 1 2"},
		{fanlight.PartlySent, 1, 1, "sent 1 2"}, // a slow reporter
		{fanlight.Running, 2, 1, "running 2 1"},
		{fanlight.Unsent, 1, 2, "running 2 1"},
		{fanlight.Unsent, 2, 1, "unsent 2 1"},
		{fanlight.Sent, 2, 1, "sent 2 1"},
	} {
		run := aRun(1)
		run.State, run.Epoch, run.Round = step.state, step.epoch, step.round
		if err := h.Ledger().PutListing(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		expect(t, fmt.Sprintf("line after %s of epoch %d round %d", step.state, step.epoch, step.round), step.want, listed(t, h))
	}
}

// TestLedger_OpenRuns holds that the open runs come by deadline.
func TestLedger_OpenRuns(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	var want []fanlight.RunID
	for _, i := range []int{2, 0, 1} {
		run := aRun(1)
		run.ID = fanlight.NewRunID("bot-usage", sim.Due.AddDate(0, 0, i), "")
		run.Deadline = run.Deadline.AddDate(0, 0, i)
		if _, _, err := createRun(t, l, run, packedOf(t, run.Definition)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		want = append(want, fanlight.NewRunID("bot-usage", sim.Due.AddDate(0, 0, i), ""))
	}
	expect(t, "open", want, must[[]fanlight.RunID](t)(l.OpenRuns(t.Context())))
	run := must[fanlight.Run](t)(l.Run(t.Context(), want[1]))
	if err := l.EndRun(t.Context(), run, fanlight.Sent); err != nil {
		t.Fatal(err)
	}
	expect(t, "open after one has ended", []fanlight.RunID{want[0], want[2]}, must[[]fanlight.RunID](t)(l.OpenRuns(t.Context())))
}

// TestLedger_PutListing_late_resend holds that the line of a round which ends long after
// the epoch's deadline stays for the retention.
func TestLedger_PutListing_late_resend(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	run := aRun(1)
	run.State, run.Epoch, run.Round = fanlight.Sent, 1, 2
	h.Clock.Advance(ledger.DefaultRetention)
	if err := h.Ledger().PutListing(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	least := h.Clock.Now().Add(ledger.DefaultRetention).Unix()
	if expires := lineOf(t, h).Expires; expires < least {
		t.Errorf("the line expires at %d, want %d or later", expires, least)
	}
}

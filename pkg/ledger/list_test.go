package ledger_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// listed reads the run's line in the listing: state, epoch and round.
func listed(t *testing.T, h *sim.Harness) string {
	t.Helper()
	answer, err := h.DynamoDB.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &h.Names.Table, Key: map[string]types.AttributeValue{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORT#bot-usage"},
		ledger.SortKey:      &types.AttributeValueMemberS{Value: "RUN#" + string(runID)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var line struct {
		State string `dynamodbav:"state"`
		Epoch int    `dynamodbav:"epoch"`
		Round int    `dynamodbav:"round"`
	}
	if err := attributevalue.UnmarshalMap(answer.Item, &line); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %d %d", line.State, line.Epoch, line.Round)
}

// TestTheListingDoesNotGoBack is about writers that come late.
func TestTheListingDoesNotGoBack(t *testing.T) {
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

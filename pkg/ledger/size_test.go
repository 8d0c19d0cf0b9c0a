package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_OpenRound_size holds that META has at most 1,024 bytes, so that an update
// of it costs one write unit, for the largest report with the longest names.
func TestLedger_OpenRound_size(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(1)
	run.ID, run.Total = fanlight.NewRunID(strings.Repeat("n", 40), sim.Due, "abcdef"), report.MaxQueries
	for i := range report.MaxDestinations - 1 {
		run.Definition.Deliver = append(run.Definition.Deliver, sim.Destination(fmt.Sprint("d", i)))
	}
	run, _, err := createRun(t, h.Ledger(), run, packedOf(t, run.Definition))
	if err != nil {
		t.Fatal(err)
	}
	l := h.Ledger()
	if err := l.MarkOffered(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if err := l.EndRun(t.Context(), run, fanlight.PartlySent); err != nil {
		t.Fatal(err)
	}
	next := run
	next.Epoch, next.Round, next.Command, next.State = 2, 1, strings.Repeat("c", 64), fanlight.Dispatching
	if _, ok, err := l.OpenEpoch(t.Context(), next, 1); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := l.EndRun(t.Context(), next, fanlight.PartlySent); err != nil {
		t.Fatal(err)
	}
	again := next
	again.Round, again.Only = 2, []string{"chat", "d998"}
	if _, ok, err := l.OpenRound(t.Context(), again, 1); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := l.MarkOffered(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	stored := h.Run(run.ID)
	expect(t, "destinations", again.Only, stored.Only)
	if size := metaSize(t, h, run.ID); size > 1024 || size < 400 {
		t.Errorf("META has %d bytes, want at most 1,024", size)
	}
}

// metaSize returns the size of META as DynamoDB counts it, or a little more.
func metaSize(t *testing.T, h *sim.Harness, id fanlight.RunID) (size int) {
	t.Helper()
	out := must[*dynamodb.GetItemOutput](t)(h.DynamoDB.GetItem(t.Context(), &dynamodb.GetItemInput{
		TableName: &h.Names.Table, Key: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "RUN#" + string(id)}, "sk": &types.AttributeValueMemberS{Value: "META"},
		},
	}))
	for name, v := range out.Item {
		size += len(name)
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			size += len(v.Value)
		case *types.AttributeValueMemberB:
			size += len(v.Value)
		case *types.AttributeValueMemberN:
			size += len(v.Value)/2 + 2
		}
	}
	return size
}

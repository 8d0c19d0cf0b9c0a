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
		if _, _, err := l.CreateRun(t.Context(), run, packedOf(t, run.Definition)); err != nil {
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

func TestLedger_Watch(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.Watch(t.Context(), "none"); return err })
	h := sim.NewHarness(t, sim.Report(1))
	h.Sweep()
	watch := must[fanlight.Watch](t)(h.Ledger().Watch(t.Context(), sim.ReportName))
	if watch.Schedule != "cron(30 12 * * ? *) UTC" || !watch.FirstSeen.Equal(sim.Due) {
		t.Errorf("the janitor's note is %+v", watch)
	}
}

func TestLedger_SetWatch(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	for i := range 2 { // the last one counts
		want := fanlight.Watch{Schedule: "rate(1 day) UTC", FirstSeen: sim.Due, Checked: sim.Due.AddDate(0, 0, i)}
		if err := l.SetWatch(t.Context(), "r", want); err != nil {
			t.Fatal(err)
		}
		expect(t, "note", want, must[fanlight.Watch](t)(l.Watch(t.Context(), "r")))
	}
}

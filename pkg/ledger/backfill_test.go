package ledger_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// aBackfill is a backfill of a month before it is stored.
func aBackfill() fanlight.Backfill {
	from := sim.Due.AddDate(0, -1, 0)
	return fanlight.Backfill{
		ID: fanlight.NewBackfillID(sim.ReportName, from, sim.Due), Schedule: report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC", Until: "2026-12-31"},
		From: from, To: sim.Due, Next: from.AddDate(0, 0, 2), Pace: 10, Open: []time.Time{from, from.AddDate(0, 0, 1)},
		State: fanlight.BackfillOpen, Editions: 32, Started: 2, Skipped: 0,
	}
}

func TestLedger_Backfill(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error {
		_, err := l.Backfill(t.Context(), aBackfill().ID)
		return err
	})
	l := sim.NewHarness(t).Ledger()
	b := aBackfill()
	if _, ok, err := l.PutBackfill(t.Context(), b); !ok || err != nil {
		t.Fatal(ok, err)
	}
	b.Version = 1
	expect(t, "stored", b, must[fanlight.Backfill](t)(l.Backfill(t.Context(), b.ID)))
}

func TestLedger_OpenBackfills(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	var want []fanlight.Backfill
	for i, state := range []fanlight.BackfillState{fanlight.BackfillOpen, fanlight.BackfillDone, fanlight.BackfillCancelled, fanlight.BackfillOpen} {
		b := aBackfill()
		b.State, b.To = state, b.To.AddDate(0, 0, i)
		b.ID = fanlight.NewBackfillID(sim.ReportName, b.From, b.To)
		stored, ok, err := l.PutBackfill(t.Context(), b)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		if state == fanlight.BackfillOpen {
			want = append(want, stored)
		}
	}
	expect(t, "open", want, must[[]fanlight.Backfill](t)(l.OpenBackfills(t.Context())))
}

// TestLedger_PutBackfill holds that a write requires the version that was read, and
// is recognised when it is repeated.
func TestLedger_PutBackfill(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	mine := aBackfill()
	other := aBackfill()
	other.Started = 7
	for _, step := range []struct {
		name    string
		b       fanlight.Backfill
		version int // that its writer has read
		ok      bool
		started int // as stored then
	}{
		{"created", mine, 0, true, 2},
		{"created again", mine, 0, true, 2},
		{"created by another", other, 0, false, 2},
		{"replaced", other, 1, true, 7},
		{"replaced again", other, 1, true, 7},
		{"replaced by who has not seen that", mine, 1, false, 7},
	} {
		step.b.Version = step.version
		stored, ok, err := l.PutBackfill(t.Context(), step.b)
		if err != nil || ok != step.ok || stored.Started != step.started {
			t.Errorf("%s: %v, %v, stored %+v", step.name, ok, err, stored)
		}
		expect(t, step.name, stored, must[fanlight.Backfill](t)(l.Backfill(t.Context(), mine.ID)))
	}
	gone := aBackfill()
	gone.ID, gone.Version = fanlight.NewBackfillID("gone", gone.From, gone.To), 3
	if _, ok, err := l.PutBackfill(t.Context(), gone); ok || err == nil {
		t.Errorf("one that has expired was written: %v, %v", ok, err)
	}
}

// TestLedger_PutBackfill_expiry holds that a backfill expires once it is not open.
func TestLedger_PutBackfill_expiry(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	b := aBackfill()
	for _, step := range []struct {
		state fanlight.BackfillState
		want  string
	}{
		{fanlight.BackfillOpen, ""}, {fanlight.BackfillCancelled, "1775133000"}, // 90 days later
		{fanlight.BackfillOpen, ""}, {fanlight.BackfillDone, "1775133000"},
	} {
		b.State = step.state
		var ok bool
		var err error
		if b, ok, err = h.Ledger().PutBackfill(t.Context(), b); !ok || err != nil {
			t.Fatal(ok, err)
		}
		answer, err := h.DynamoDB.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &h.Names.Table, Key: map[string]types.AttributeValue{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: "BACKFILLS"}, ledger.SortKey: &types.AttributeValueMemberS{Value: string(b.ID)},
		}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if n, ok := answer.Item[ledger.ExpiryField].(*types.AttributeValueMemberN); ok {
			got = n.Value
		}
		if got != step.want {
			t.Errorf("%s: it expires at %q, want %q", step.state, got, step.want)
		}
	}
}

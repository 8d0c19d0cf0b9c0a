package janitor_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestJanitor_Sweep_missed_run is rule J8: from the day that the janitor saw
// the report first, every due time has its run, at the latest ten minutes after
// it.
func TestJanitor_Sweep_missed_run(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Sweep() // at a due time: what came before is not missed
	due := sim.Due.AddDate(0, 0, 1)
	id := fanlight.NewRunID(sim.ReportName, due, "")
	h.Clock.Advance(24*time.Hour + 9*time.Minute)
	h.Sweep()
	if h.Run(id).ID != "" {
		t.Error("it was dispatched before its schedule could")
	}
	h.Clock.Advance(time.Minute)
	h.Sweep()
	if run := h.Run(id); run.State != fanlight.Running || h.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("the run is %q, events %+v", run.State, h.Events)
	}
	h.SweepFor(time.Hour)
	if run := h.Run(id); run.State != fanlight.Sent || run.Epoch != 1 || h.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("the run is %s at epoch %d, events %+v", run.State, run.Epoch, h.Events)
	}
}

func TestJanitor_Sweep_started_run(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Clock.Advance(-time.Hour)
	h.Sweep()
	h.Clock.Advance(time.Hour)
	h.Start()
	h.Quiesce()
	h.Clock.Advance(20 * time.Minute)
	h.Sweep()
	if h.Emitted(fanlight.EventMissedRun) != 0 || len(h.QuerySent) != 1 {
		t.Errorf("events %+v, %d messages", h.Events, len(h.QuerySent))
	}
	watch, err := h.Ledger().Watch(t.Context(), sim.ReportName)
	if err != nil {
		t.Fatal(err)
	}
	want := fanlight.Watch{Schedule: "cron(30 12 * * ? *) UTC", FirstSeen: sim.Due.Add(-time.Hour), Checked: sim.Due}
	if diff := cmp.Diff(want, watch); diff != "" {
		t.Errorf("the janitor's note (-want +got):\n%s", diff)
	}
}

// TestJanitor_Sweep_missed_run_not_started cannot start the missed run: the
// next sweep tries again.
func TestJanitor_Sweep_missed_run_not_started(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Sweep()
	h.Clock.Advance(25 * time.Hour)
	p := h.Process()
	put := false
	p.Refuse = func(c sim.Call) error {
		if c.Op == "PutItem" && !put {
			put = true
			return errors.New("no write capacity")
		}
		return nil
	}
	if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err == nil || !put {
		t.Errorf("META was refused %v, and the sweep says %v", put, err)
	}
	h.Sweep()
	if run := h.Run(fanlight.NewRunID(sim.ReportName, sim.Due.AddDate(0, 0, 1), "")); run.State != fanlight.Running {
		t.Errorf("the run is %q", run.State)
	}
}

// TestJanitor_Sweep_changed_schedule deploys a schedule at 15:50 that would
// have been due at 14:00: nothing was missed, and its own times are watched.
func TestJanitor_Sweep_changed_schedule(t *testing.T) {
	t.Parallel()
	for _, changed := range []report.Schedule{
		{Expression: "cron(0 14 * * ? *)", Timezone: "UTC"},
		{Expression: "cron(30 12 * * ? *)", Timezone: "America/Sao_Paulo"}, // 15:30 UTC
	} {
		r := sim.Report(1)
		h := sim.NewHarness(t, r)
		h.Start()
		h.SweepFor(20 * time.Minute)
		h.Clock.Advance(3 * time.Hour)
		r.Schedule = &changed
		h.Deploy(r)
		h.Sweep()
		if n := h.Emitted(fanlight.EventMissedRun); n != 0 {
			t.Errorf("%+v: %d runs are missed of a time before it existed", changed, n)
		}
		h.Clock.Advance(24 * time.Hour)
		h.Sweep()
		if n := h.Emitted(fanlight.EventMissedRun); n != 1 {
			t.Errorf("%+v: %d runs are missed a day later, want 1", changed, n)
		}
	}
}

// TestJanitor_Sweep_bad_definition deploys a definition that cannot be read
// next to a report: the sweep returns an error, and watches the report all the
// same.
func TestJanitor_Sweep_bad_definition(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
		ledger.PartitionKey: text("REPORTS"), ledger.SortKey: text("a-bad-one"), "definition": text(`{"queries":3}`),
	}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first one sees the report
		if err := h.Process().Janitor(janitor.Settings{}).Sweep(t.Context()); err == nil || !strings.Contains(err.Error(), "a-bad-one") {
			t.Errorf("the sweep says %v", err)
		}
		h.Clock.Advance(25 * time.Hour)
	}
	if h.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("events: %+v", h.Events)
	}
}

func TestJanitor_Sweep_no_schedule(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	r.Schedule = nil
	h := sim.NewHarness(t, r)
	h.SweepFor(5 * time.Minute)
	h.Clock.Advance(48 * time.Hour)
	h.Sweep()
	if len(h.QuerySent) != 0 || len(h.Events) != 0 {
		t.Errorf("%d messages, events %+v", len(h.QuerySent), h.Events)
	}
}

// putOldNote stores the note that versions before the partition of notes kept.
func putOldNote(t *testing.T, h *sim.Harness, since time.Time) {
	t.Helper()
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	at := &types.AttributeValueMemberN{Value: strconv.FormatInt(since.UnixMilli(), 10)}
	if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
		ledger.PartitionKey: text("REPORT#" + sim.ReportName), ledger.SortKey: text("WATCH"), "schedule": text("cron(30 12 * * ? *) UTC"),
		"first_seen": at, "checked": at,
	}}); err != nil {
		t.Fatal(err)
	}
}

// TestJanitor_Sweep_earlier_note goes on from the note of an earlier version: what
// was missed before the update is dispatched. It counts until one sweep has carried
// over the notes of all reports, so that a report that the update took away owes
// nothing when it is deployed again.
func TestJanitor_Sweep_earlier_note(t *testing.T) {
	t.Parallel()
	missedAfter := func(t *testing.T, update func(*sim.Harness)) int {
		t.Helper()
		h := sim.NewHarness(t, sim.Report(1))
		putOldNote(t, h, sim.Due.AddDate(0, 0, -2))
		h.Clock.Advance(time.Hour)
		update(h)
		h.Sweep()
		h.Clock.Advance(time.Minute)
		h.Sweep()
		return h.Emitted(fanlight.EventMissedRun) + h.Emitted(fanlight.EventMissedEditions)
	}
	t.Run("of a report that stays", func(t *testing.T) {
		t.Parallel()
		if n := missedAfter(t, func(*sim.Harness) {}); n != 2 {
			t.Errorf("%d editions are missed, want 2", n)
		}
	})
	t.Run("after a sweep that failed", func(t *testing.T) {
		t.Parallel()
		n := missedAfter(t, func(h *sim.Harness) {
			p := h.Process()
			p.Refuse = func(c sim.Call) error {
				if c.Op == "GetItem" {
					return errors.New("no read capacity")
				}
				return nil
			}
			if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err == nil {
				t.Error("the sweep says nothing")
			}
		})
		if n != 2 {
			t.Errorf("%d editions are missed, want 2", n)
		}
	})
	t.Run("of a report that is deployed again later", func(t *testing.T) {
		t.Parallel()
		n := missedAfter(t, func(h *sim.Harness) {
			h.Remove(sim.ReportName)
			h.Sweep()
			h.Clock.Advance(24 * time.Hour)
			h.Deploy(sim.Report(1))
		})
		if n != 0 {
			t.Errorf("%d editions are missed of a time without the schedule", n)
		}
	})
}

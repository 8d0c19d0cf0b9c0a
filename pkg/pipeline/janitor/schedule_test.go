package janitor_test

import (
	"errors"
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

// TestAMissedRun is rule J8: from the day that the janitor saw the report
// first, every due time has its run, at the latest ten minutes after it.
func TestAMissedRun(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Sweep() // at a due time: what came before is not missed
	due := sim.Due.AddDate(0, 0, 1)
	id := fanlight.NewRunID(sim.ReportName, due, "")
	w.Clock.Advance(24*time.Hour + 9*time.Minute)
	w.Sweep()
	if w.Run(id).ID != "" {
		t.Error("it was dispatched before its schedule could")
	}
	w.Clock.Advance(time.Minute)
	w.Sweep()
	if run := w.Run(id); run.State != fanlight.Running || w.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("the run is %q, events %+v", run.State, w.Events)
	}
	w.SweepFor(time.Hour)
	if run := w.Run(id); run.State != fanlight.Sent || run.Epoch != 1 || w.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("the run is %s at epoch %d, events %+v", run.State, run.Epoch, w.Events)
	}
}

func TestARunThatWasStartedIsNotMissed(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Clock.Advance(-time.Hour)
	w.Sweep()
	w.Clock.Advance(time.Hour)
	w.Start()
	w.Quiesce()
	w.Clock.Advance(20 * time.Minute)
	w.Sweep()
	if w.Emitted(fanlight.EventMissedRun) != 0 || len(w.QuerySent) != 1 {
		t.Errorf("events %+v, %d messages", w.Events, len(w.QuerySent))
	}
	watch, err := w.Ledger().Watch(t.Context(), sim.ReportName)
	if err != nil {
		t.Fatal(err)
	}
	want := fanlight.Watch{Schedule: "cron(30 12 * * ? *) UTC", FirstSeen: sim.Due.Add(-time.Hour), Checked: sim.Due}
	if diff := cmp.Diff(want, watch); diff != "" {
		t.Errorf("the janitor's note (-want +got):\n%s", diff)
	}
}

// TestAMissedRunThatCannotBeStarted is tried again by the next sweep.
func TestAMissedRunThatCannotBeStarted(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	w.Sweep()
	w.Clock.Advance(25 * time.Hour)
	p := w.Process()
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
	w.Sweep()
	if run := w.Run(fanlight.NewRunID(sim.ReportName, sim.Due.AddDate(0, 0, 1), "")); run.State != fanlight.Running {
		t.Errorf("the run is %q", run.State)
	}
}

// TestAChangedScheduleBeginsAnew deploys a schedule at 15:50 that would have
// been due at 14:00: nothing was missed, and its own times are watched.
func TestAChangedScheduleBeginsAnew(t *testing.T) {
	t.Parallel()
	for _, changed := range []report.Schedule{
		{Expression: "cron(0 14 * * ? *)", Timezone: "UTC"},
		{Expression: "cron(30 12 * * ? *)", Timezone: "America/Sao_Paulo"}, // 15:30 UTC
	} {
		r := sim.Report(1)
		w := sim.NewHarness(t, r)
		w.Start()
		w.SweepFor(20 * time.Minute)
		w.Clock.Advance(3 * time.Hour)
		r.Schedule = &changed
		w.Deploy(r)
		w.Sweep()
		if n := w.Emitted(fanlight.EventMissedRun); n != 0 {
			t.Errorf("%+v: %d runs are missed of a time before it existed", changed, n)
		}
		w.Clock.Advance(24 * time.Hour)
		w.Sweep()
		if n := w.Emitted(fanlight.EventMissedRun); n != 1 {
			t.Errorf("%+v: %d runs are missed a day later, want 1", changed, n)
		}
	}
}

// TestOneBadDefinition deploys something that is no definition beside a report:
// the sweep says so, and watches the report all the same.
func TestOneBadDefinition(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(1))
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	if _, err := w.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &w.Names.Table, Item: map[string]types.AttributeValue{
		ledger.PartitionKey: text("REPORTS"), ledger.SortKey: text("a-bad-one"), "definition": text(`{"queries":3}`),
	}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first one sees the report
		if err := w.Process().Janitor(janitor.Settings{}).Sweep(t.Context()); err == nil || !strings.Contains(err.Error(), "a-bad-one") {
			t.Errorf("the sweep says %v", err)
		}
		w.Clock.Advance(25 * time.Hour)
	}
	if w.Emitted(fanlight.EventMissedRun) != 1 {
		t.Errorf("events: %+v", w.Events)
	}
}

func TestAReportWithoutScheduleIsNotWatched(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	r.Schedule = nil
	w := sim.NewHarness(t, r)
	w.SweepFor(5 * time.Minute)
	w.Clock.Advance(48 * time.Hour)
	w.Sweep()
	if len(w.QuerySent) != 0 || len(w.Events) != 0 {
		t.Errorf("%d messages, events %+v", len(w.QuerySent), w.Events)
	}
}

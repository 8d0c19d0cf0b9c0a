package fanlight_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const backfillID = fanlight.BackfillID("bot-usage@2026-01-02T12:30:00Z..2026-01-31T12:30:00Z")

func TestNewBackfillID(t *testing.T) {
	t.Parallel()
	if id := fanlight.NewBackfillID("bot-usage", scheduled(t), scheduled(t).AddDate(0, 0, 29).Add(30*time.Second)); id != backfillID {
		t.Errorf("got %s", id)
	}
}

func TestParseBackfillID(t *testing.T) {
	t.Parallel()
	if id, ok := fanlight.ParseBackfillID(string(backfillID)); id != backfillID || !ok {
		t.Errorf("got %q, %v", id, ok)
	}
	if _, err := fanlight.ParseRunID(string(backfillID)); err == nil {
		t.Error("it is a run ID, too")
	}
	for _, s := range []string{
		"", "bot-usage", "bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+a1b2c3", "bot-usage@..", "bot-usage@2026-01-02T12:30:00Z..",
		"@2026-01-02T12:30:00Z..2026-01-31T12:30:00Z", "B@2026-01-02T12:30:00Z..2026-01-31T12:30:00Z", "bot-usage@2026-01-02..2026-01-31",
	} {
		if id, ok := fanlight.ParseBackfillID(s); ok || id != "" {
			t.Errorf("%q was read as %q", s, id)
		}
	}
}

func TestBackfillID_Span(t *testing.T) {
	t.Parallel()
	if first, last := backfillID.Span(); first != "2026-01-02T12:30:00Z" || last != "2026-01-31T12:30:00Z" {
		t.Errorf("got %s to %s", first, last)
	}
}

func TestBackfillID_Report(t *testing.T) {
	t.Parallel()
	if got := backfillID.Report(); got != "bot-usage" {
		t.Errorf("got %q", got)
	}
}

// daily returns a schedule of one time a day in UTC.
func daily(hours string) report.Schedule {
	return report.Schedule{Expression: "cron(30 " + hours + " * * ? *)", Timezone: "UTC"}
}

// TestBackfill_Resumed goes on with a backfill of four days of which two were begun.
func TestBackfill_Resumed(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return scheduled(t).AddDate(0, 0, n) }
	begun := []time.Time{day(0), day(1)}
	b := fanlight.Backfill{
		ID: backfillID, Schedule: daily("12"), From: day(0), To: day(3), Next: day(2), Pace: 2, Open: begun,
		State: fanlight.BackfillCancelled, Editions: 4, Started: 1, Skipped: 1, Version: 3,
	}
	looked := b
	looked.Next = day(4)
	open := looked
	open.State = fanlight.BackfillOpen
	for _, test := range []struct {
		name     string
		b        fanlight.Backfill
		schedule report.Schedule
		asked    int // editions by the schedule
		next     time.Time
		editions int
		counted  int
	}{
		{"by the same schedule", b, daily("12"), 4, day(2), 4, 2},
		{"by a denser one", b, daily("0,12"), 7, day(2), 2 + 3, 2}, // day 2, its midnight, day 3
		{"by one that is not due at its next time", b, report.Schedule{Expression: "cron(30 12 2,5 * ? *)", Timezone: "UTC"}, 2, day(3), 2 + 1, 2},
		{"by one that is never due again", b, report.Schedule{Expression: "at(2026-01-02T12:30:00)", Timezone: "UTC"}, 4, day(3).Add(time.Second), 2, 2},
		{"after the last one", looked, daily("12"), 4, day(0), 4, 0},
		{"after the last one, by another", looked, daily("0,12"), 7, day(0), 7, 0},
		{"after the last one, by another, while editions are open", open, daily("0,12"), 7, day(3).Add(time.Second), 2, 2},
	} {
		asked := fanlight.Backfill{Schedule: test.schedule, From: day(0), To: day(3), Pace: 1, Editions: test.asked}
		want := test.b
		want.Schedule, want.Pace, want.State, want.Next, want.Editions = test.schedule, 1, fanlight.BackfillOpen, test.next, test.editions
		want.Started, want.Skipped = test.counted/2, test.counted/2
		if diff := cmp.Diff(want, test.b.Resumed(asked)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestBackfill_Progress counts what is to come, which is nothing after a cancel.
func TestBackfill_Progress(t *testing.T) {
	t.Parallel()
	for state, toCome := range map[fanlight.BackfillState]int{fanlight.BackfillOpen: 15, fanlight.BackfillCancelled: 0} {
		b := fanlight.Backfill{ID: backfillID, State: state, Editions: 30, Started: 12, Skipped: 3}
		want := fanlight.Backfilled{
			ID: backfillID, State: state, Editions: 30, Begun: 12, Existed: 3, ToCome: toCome,
			Started: []fanlight.RunID{}, Skipped: []fanlight.RunID{},
		}
		if diff := cmp.Diff(want, b.Progress()); diff != "" {
			t.Errorf("progress (-want +got):\n%s", diff)
		}
	}
}

func TestBackfilled_Left(t *testing.T) {
	t.Parallel()
	b := fanlight.Backfilled{State: fanlight.BackfillCancelled, Editions: 30, Begun: 12, Existed: 3}
	if left := b.Left(); left != 15 {
		t.Errorf("%d are left", left)
	}
}

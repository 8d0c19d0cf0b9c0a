package dispatcher_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

func edition(daysAgo int) fanlight.RunID {
	return fanlight.NewRunID(sim.ReportName, sim.Due.AddDate(0, 0, -daysAgo), "")
}

// TestDispatcher_Backfill starts the editions that are missing.
func TestDispatcher_Backfill(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.AddDate(0, 0, -2), ""); err != nil {
		t.Fatal(err)
	}
	done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: sim.Due.AddDate(0, 0, -3), To: sim.Due.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	want := fanlight.Backfilled{
		ID: "bot-usage@2025-12-30T12:30:00Z..2026-01-01T12:30:00Z", State: fanlight.BackfillOpen, Editions: 3, Begun: 2, Existed: 1,
		Started: []fanlight.RunID{edition(3), edition(1)}, Skipped: []fanlight.RunID{edition(2)},
	}
	if diff := cmp.Diff(want, done); diff != "" {
		t.Errorf("backfilled (-want +got):\n%s", diff)
	}
	h.Quiesce()
	for days := 1; days <= 3; days++ {
		run := h.Run(edition(days))
		if want := sim.Due.AddDate(0, 0, -days).Add(-5 * minute); run.State != fanlight.Sent || !run.Window.End.Equal(want) {
			t.Errorf("%s is %s with a window to %s, want %s", run.ID, run.State, run.Window.End, want)
		}
		if run.Deadline.Before(h.Run(edition(days)).Created.Add(30 * minute)) {
			t.Errorf("%s was born late: deadline %s", run.ID, run.Deadline)
		}
	}
}

// TestDispatcher_Backfill_stopped loses the table at the second of three
// editions: it answers what it did, and its repetition goes on.
func TestDispatcher_Backfill_stopped(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	from, to := sim.Due.AddDate(0, 0, -3), sim.Due.Add(-time.Hour)
	p := h.Process()
	p.Refuse = func(sim.Call) error {
		if h.Run(edition(2)).State == fanlight.Running {
			return errors.New("no table")
		}
		return nil
	}
	done, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
	expectRefused(t, err, "stopped after 1 of 3 editions")
	expectRefused(t, err, "no table")
	if diff := cmp.Diff([]fanlight.RunID{edition(3)}, done.Started); diff != "" {
		t.Errorf("started (-want +got):\n%s", diff)
	}
	if done, err = h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil || len(done.Started) != 1 || done.Begun != 3 {
		t.Errorf("its repetition: %+v, %v", done, err)
	}
	h = sim.NewHarness(t, sim.Report(1))
	p = h.Process()
	p.Refuse = func(c sim.Call) error {
		if c.Op == "PutItem" {
			return errors.New("no table")
		}
		return nil
	}
	var refusal *fanlight.Refusal
	if _, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err == nil || errors.As(err, &refusal) {
		t.Errorf("a backfill that did nothing says %v, want an error", err)
	}
}

func TestDispatcher_Backfill_refused(t *testing.T) {
	t.Parallel()
	unscheduled := sim.Report(1)
	unscheduled.Schedule = nil
	often := sim.Report(1)
	often.Schedule = &report.Schedule{Expression: "cron(* * * * ? *)", Timezone: "UTC"}
	birth := sim.Due
	for _, test := range []struct {
		name     string
		report   report.Report
		of       string
		from, to time.Time
		words    string
	}{
		{"not deployed", sim.Report(1), "other", birth.Add(-day), birth, `no report "other"`},
		{"no schedule", unscheduled, sim.ReportName, birth.Add(-day), birth, "has no schedule"},
		{"not due yet", sim.Report(1), sim.ReportName, birth.Add(-day), birth.Add(day), "not due yet"},
		{"no due time between", sim.Report(1), sim.ReportName, birth.Add(-2 * hour), birth.Add(-hour), "was not due between"},
		{"too many", often, sim.ReportName, birth.Add(-7 * day), birth, "more than 10000 editions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, test.report)
			done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: test.of, From: test.from, To: test.to})
			expectRefused(t, err, test.words)
			if len(done.Started) != 0 || len(h.QuerySent) != 0 {
				t.Errorf("a refused backfill started %v", done.Started)
			}
		})
	}
}

// month returns a harness, and the first and the last due time of a month before
// Due: 31 editions, of which two exist.
func month(t *testing.T, r report.Report) (h *sim.Harness, from, to time.Time) {
	t.Helper()
	return daysBefore(t, r, 31, 29, 3)
}

// daysBefore returns a harness with a report, and the first and the last due time of
// its editions of that many days before Due. Some exist.
func daysBefore(t *testing.T, r report.Report, number int, exist ...int) (h *sim.Harness, from, to time.Time) {
	t.Helper()
	h = sim.NewHarness(t, r)
	for _, days := range exist {
		if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.AddDate(0, 0, -days), ""); err != nil {
			t.Fatal(err)
		}
	}
	return h, sim.Due.AddDate(0, 0, -number), sim.Due.Add(-time.Hour)
}

// TestDispatcher_Backfill_pace starts a portion, and no more while it is open.
func TestDispatcher_Backfill_pace(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ queries, want int }{{0, 10}, {1, 10}, {10, 10}, {25, 4}, {60, 1}, {101, 1}} {
		h, from, to := month(t, sim.Report(test.queries))
		for range 2 { // the second finds nothing to do
			done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
			if err != nil || done.Begun != test.want {
				t.Errorf("%d queries: %+v, %v", test.queries, done, err)
			}
		}
	}
}

// TestDispatcher_Backfill_repeated gives the same command until all is done, and once
// more: it finds every edition.
func TestDispatcher_Backfill_repeated(t *testing.T) {
	t.Parallel()
	h, from, to := month(t, sim.Report(1))
	var started int
	for done := (fanlight.Backfilled{}); done.State != fanlight.BackfillDone; h.Quiesce() {
		var err error
		if done, err = h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil {
			t.Fatal(err)
		}
		started += len(done.Started)
	}
	if started != 29 {
		t.Errorf("%d editions were started", started)
	}
	done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
	if err != nil || done.State != fanlight.BackfillDone || len(done.Skipped) != 31 || done.Existed != 31 || done.ToCome != 0 {
		t.Errorf("once more: %+v, %v", done, err)
	}
	for days := 1; days <= 31; days++ {
		if run := h.Run(edition(days)); run.State != fanlight.Sent || run.Epoch != 1 {
			t.Errorf("%s is %q at epoch %d", edition(days), run.State, run.Epoch)
		}
	}
	if len(h.Sender.Got) != 31 {
		t.Errorf("%d deliveries", len(h.Sender.Got))
	}
}

// TestDispatcher_Backfill_changed_schedule goes on by the schedule of its command.
func TestDispatcher_Backfill_changed_schedule(t *testing.T) {
	t.Parallel()
	r := sim.Report(60)
	h, from, to := month(t, r)
	if _, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil {
		t.Fatal(err)
	}
	r.Schedule = &report.Schedule{Expression: "cron(0 3 * * ? *)", Timezone: "UTC"}
	h.Deploy(r)
	h.Quiesce()
	h.Sweep()
	if run := h.Run(edition(30)); run.ID == "" {
		t.Error("the next edition was not started")
	}
}

// TestDispatcher_Backfill_changed_schedule_resumed gives the command again after the
// report got another schedule with the same first and last due time, with or without a
// cancel: the rest is started by that one.
func TestDispatcher_Backfill_changed_schedule_resumed(t *testing.T) {
	t.Parallel()
	for _, cancelled := range []bool{true, false} {
		r := sim.Report(60)
		h, from, to := month(t, r) // 2 December to 1 January
		d := h.Process().Dispatcher()
		done, err := d.Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
		if err != nil || done.Begun != 1 || done.ToCome != 30 {
			t.Fatalf("%+v, %v", done, err)
		}
		if cancelled {
			if _, err := d.CancelBackfill(t.Context(), done.ID); err != nil {
				t.Fatal(err)
			}
		}
		r.Schedule = &report.Schedule{Expression: "cron(30 12 1,2,29,31 * ? *)", Timezone: "UTC"}
		h.Deploy(r)
		again, err := d.Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
		if err != nil || again.ID != done.ID || again.State != fanlight.BackfillOpen || again.Begun != 1 || again.ToCome != 3 {
			t.Errorf("its command again: %+v, %v", again, err)
		}
		h.SweepFor(30 * time.Minute)
		b, err := h.Ledger().Backfill(t.Context(), done.ID)
		if err != nil || b.State != fanlight.BackfillDone || b.Editions != 4 || b.Started != 4 {
			t.Errorf("the backfill is %+v, %v", b, err)
		}
		for days, want := range map[int]bool{31: true, 30: false, 5: false, 4: true, 2: true, 1: true} {
			if exists := h.Run(edition(days)).ID != ""; exists != want {
				t.Errorf("%s exists: %v", edition(days), exists)
			}
		}
	}
}

// TestDispatcher_Backfill_not_deployed_any_more ends a backfill whose report has
// gone.
func TestDispatcher_Backfill_not_deployed_any_more(t *testing.T) {
	t.Parallel()
	h, from, to := month(t, sim.Report(60))
	done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	h.Remove(sim.ReportName)
	h.Quiesce()
	b, err := h.Ledger().Backfill(t.Context(), done.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Process().Dispatcher().ContinueBackfill(t.Context(), b)
	expectRefused(t, err, "no report")
	if b, err = h.Ledger().Backfill(t.Context(), done.ID); err != nil || b.State != fanlight.BackfillCancelled {
		t.Errorf("the backfill is %s, %v", b.State, err)
	}
}

// TestDispatcher_CancelBackfill ends a backfill by its ID; what it began goes on, and
// its command goes on with it.
func TestDispatcher_CancelBackfill(t *testing.T) {
	t.Parallel()
	h, from, to := month(t, sim.Report(1))
	done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it may be repeated
		c := fanlight.Command{Action: fanlight.ActionCancel, ID: "c", Run: fanlight.RunID(done.ID)}
		answer, err := h.Process().Dispatcher().Execute(t.Context(), c)
		if err != nil || answer.Refused != "" || answer.State != fanlight.Cancelled || answer.Backfilled.Begun != 10 || answer.Backfilled.Left() != 20 || answer.Backfilled.ToCome != 0 {
			t.Errorf("answer %+v, %v", answer, err)
		}
	}
	h.SweepFor(30 * time.Minute)
	if n := len(h.Sender.Got); n != 12 {
		t.Errorf("%d editions were sent", n)
	}
	if done, err = h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil || done.Begun != 20 || done.State != fanlight.BackfillOpen {
		t.Errorf("its command again: %+v, %v", done, err)
	}
	h.SweepFor(30 * time.Minute)
	if n := len(h.Sender.Got); n != 31 {
		t.Errorf("%d editions were sent", n)
	}
	_, err = h.Process().Dispatcher().CancelBackfill(t.Context(), done.ID)
	expectRefused(t, err, "has ended: it started 29 editions, and 2 existed")
	_, err = h.Process().Dispatcher().CancelBackfill(t.Context(), "none@2026-01-01T00:00:00Z..2026-01-01T00:00:00Z")
	expectRefused(t, err, "there is no backfill none@")
}

// TestDispatcher_Backfill_changed_hour_resumed gives the command that a cancel prints
// after the report got a schedule with another hour: the same backfill goes on.
func TestDispatcher_Backfill_changed_hour_resumed(t *testing.T) {
	t.Parallel()
	r := sim.Report(60)
	h, from, to := month(t, r)
	d := h.Process().Dispatcher()
	done, err := d.Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.CancelBackfill(t.Context(), done.ID); err != nil {
		t.Fatal(err)
	}
	r.Schedule = &report.Schedule{Expression: "cron(0 13 * * ? *)", Timezone: "UTC"}
	h.Deploy(r)
	first, last := done.ID.Span()
	again, err := d.Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: parse(t, first), To: parse(t, last)})
	if err != nil || again.ID != done.ID || again.Begun != 1 || again.ToCome != 29 {
		t.Errorf("its command again: %+v, %v", again, err)
	}
	h.SweepFor(3 * time.Hour)
	b, err := h.Ledger().Backfill(t.Context(), done.ID)
	if err != nil || b.State != fanlight.BackfillDone || b.Editions != 30 || b.Started != 30 {
		t.Errorf("the backfill is %+v, %v", b, err)
	}
	if h.Run(edition(2)).ID != "" || h.Run(fanlight.NewRunID(sim.ReportName, sim.Due.AddDate(0, 0, -2).Add(hour/2), "")).ID == "" {
		t.Error("an edition is not of the new schedule")
	}
}

func parse(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

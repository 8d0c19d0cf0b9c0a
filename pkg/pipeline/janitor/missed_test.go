package janitor_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// scheduled returns a report of one query with a schedule in UTC.
func scheduled(expression string) report.Report {
	r := sim.Report(1)
	r.Schedule = &report.Schedule{Expression: expression, Timezone: "UTC"}
	return r
}

// started returns for which of the full hours from 13 to 18 of Due's day the report
// has a run.
func started(h *sim.Harness) (hours []int) {
	for n := 13; n <= 18; n++ {
		if h.Run(fanlight.NewRunID(sim.ReportName, hour(n), "")).ID != "" {
			hours = append(hours, n)
		}
	}
	return hours
}

func hour(n int) time.Time { return time.Date(2026, 1, 2, n, 0, 0, 0, time.UTC) }

// leftOut returns the details of the events that name editions that were not
// started.
func leftOut(h *sim.Harness) (details []string) {
	for _, e := range h.Events {
		if e.Kind == fanlight.EventMissedEditions {
			details = append(details, e.Detail)
		}
	}
	return details
}

// TestJanitor_Sweep_outage has an hourly report and an outage of the Scheduler,
// which starts the janitor too: the newest editions run, and one event names the
// others.
func TestJanitor_Sweep_outage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		settings janitor.Settings
		exist    []int // editions that were started in spite of it
		want     []int
		left     []string
	}{
		{"by number", janitor.Settings{}, nil, []int{15, 16, 17}, []string{
			"2 editions were not started, from 2026-01-02T13:00:00Z to 2026-01-02T14:00:00Z; to run them: " +
				"fanlight backfill bot-usage --from 2026-01-02T13:00:00Z --to 2026-01-02T14:00:00Z --stack fanlight",
		}},
		{"by age", janitor.Settings{CatchUp: 5, CatchUpAge: time.Hour}, nil, []int{17}, []string{
			"4 editions were not started, from 2026-01-02T13:00:00Z to 2026-01-02T16:00:00Z; to run them: " +
				"fanlight backfill bot-usage --from 2026-01-02T13:00:00Z --to 2026-01-02T16:00:00Z --stack fanlight",
		}},
		{"the last one exists", janitor.Settings{CatchUp: 2}, []int{17}, []int{15, 16, 17}, []string{
			"2 editions were not started, from 2026-01-02T13:00:00Z to 2026-01-02T14:00:00Z; to run them: " +
				"fanlight backfill bot-usage --from 2026-01-02T13:00:00Z --to 2026-01-02T14:00:00Z --stack fanlight",
		}},
		{"only the janitor was out", janitor.Settings{CatchUp: 1}, []int{13, 14, 15, 16, 17}, []int{13, 14, 15, 16, 17}, nil},
		{"all are made up for", janitor.Settings{CatchUp: 5}, nil, []int{13, 14, 15, 16, 17}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, scheduled("cron(0 * * * ? *)"))
			h.Sweep()
			for _, n := range test.exist {
				if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, hour(n), ""); err != nil {
					t.Fatal(err)
				}
			}
			h.Clock.Advance(5 * time.Hour) // 17:30
			for range 3 {
				if err := h.Process().Janitor(test.settings).Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
				h.Clock.Advance(2 * time.Minute)
			}
			if diff := cmp.Diff(test.want, started(h)); diff != "" {
				t.Errorf("hours whose editions exist (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.left, leftOut(h)); diff != "" {
				t.Errorf("left out (-want +got):\n%s", diff)
			}
			if n := h.Emitted(fanlight.EventMissedRun); n != len(test.want)-len(test.exist) {
				t.Errorf("%d events of missed runs", n)
			}
		})
	}
}

// TestJanitor_Sweep_outage_is_bounded looks at the newest thousand due times of a
// report that runs every minute, and says that there were more.
func TestJanitor_Sweep_outage_is_bounded(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, scheduled("cron(* * * * ? *)"))
	h.Sweep()
	h.Clock.Advance(30 * 24 * time.Hour)
	p := sweep(t, h)
	if n := p.Count("GetItem"); n > 1100 {
		t.Errorf("%d reads", n)
	}
	if left := leftOut(h); len(left) != 1 || !strings.HasPrefix(left[0], "at least 997 editions were not started, from 2026-01-31T19:41:00Z to ") {
		t.Errorf("left out: %q", left)
	}
}

// TestJanitor_Sweep_outage_accidents strikes every call of the sweep after an
// outage: the next sweep finds the same editions, and starts no older one.
func TestJanitor_Sweep_outage_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sim.NewHarness(t, scheduled("cron(0 * * * ? *)"))
		h.Sweep()
		h.Clock.Advance(5 * time.Hour)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error { return p.Janitor(janitor.Settings{}).Sweep(t.Context()) })
		h.SweepFor(5 * time.Minute)
		if diff := cmp.Diff([]int{15, 16, 17}, started(h)); diff != "" {
			t.Errorf("hours whose editions exist (-want +got):\n%s", diff)
		}
		if left := leftOut(h); len(left) == 0 || len(left) > 2 || left[0] != left[len(left)-1] {
			t.Errorf("left out: %q", left)
		}
	})
}

// TestJanitor_Sweep_outage_two_janitors lets a second janitor sweep before each call
// of the first: both start the same editions, and neither an older one.
func TestJanitor_Sweep_outage_two_janitors(t *testing.T) {
	t.Parallel()
	for n := range 40 {
		h := sim.NewHarness(t, scheduled("cron(0 * * * ? *)"))
		h.Sweep()
		h.Clock.Advance(5 * time.Hour)
		calls := 0
		p := h.Process().With(func(sim.Call) sim.Fault {
			if calls == n {
				h.Sweep()
			}
			calls++
			return sim.NoFault
		})
		if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int{15, 16, 17}, started(h)); diff != "" {
			t.Errorf("before call %d: hours whose editions exist (-want +got):\n%s", n, diff)
		}
	}
}

// TestJanitor_Sweep_at_with_seconds holds that an edition that is due at a second
// runs once, for its minute, whether its schedule starts it or the janitor.
func TestJanitor_Sweep_at_with_seconds(t *testing.T) {
	t.Parallel()
	id := fanlight.RunID("bot-usage@2026-01-03T12:30:00Z")
	for _, fires := range []bool{true, false} {
		h := sim.NewHarness(t, scheduled("at(2026-01-03T12:30:30)"))
		h.Sweep()
		h.Clock.Advance(24*time.Hour + 30*time.Second)
		if fires {
			c := fanlight.Command{Report: sim.ReportName, ScheduledTime: h.Clock.Now()}
			if answer, err := h.Process().Dispatcher().Execute(t.Context(), c); err != nil || answer.Run != id {
				t.Fatal(answer, err)
			}
		}
		h.SweepFor(20 * time.Minute)
		if run := h.Run(id); run.State != fanlight.Sent || !run.Window.End.Equal(sim.Due.Add(24*time.Hour-5*time.Minute)) {
			t.Errorf("fires: %v: the run is %q, of %+v", fires, run.State, run.Window)
		}
		if missed := h.Emitted(fanlight.EventMissedRun) == 1; len(h.Sender.Got) != 1 || missed == fires {
			t.Errorf("fires: %v: %d deliveries, missed: %v", fires, len(h.Sender.Got), missed)
		}
	}
}

// TestJanitor_Sweep_schedule_taken_away holds that a report owes nothing for the
// time in which it had no schedule or was not deployed.
func TestJanitor_Sweep_schedule_taken_away(t *testing.T) {
	t.Parallel()
	for name, takeAway := range map[string]func(h *sim.Harness){
		"no schedule": func(h *sim.Harness) {
			r := sim.Report(1)
			r.Schedule = nil
			h.Deploy(r)
		},
		"not deployed": func(h *sim.Harness) { h.Remove(sim.ReportName) },
		"paused": func(h *sim.Harness) {
			r := sim.Report(1)
			r.Paused = true
			h.Deploy(r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, sim.Report(1))
			h.Sweep()
			takeAway(h)
			h.Clock.Advance(time.Minute)
			h.Sweep()
			h.Clock.Advance(10*24*time.Hour + 3*time.Hour)
			if p := sweep(t, h); writes(p) != 0 {
				t.Errorf("a sweep without a schedule writes: %v", p.Calls)
			}
			h.Deploy(sim.Report(1))
			h.SweepFor(20 * time.Minute)
			if len(h.Events) != 0 || len(h.QuerySent) != 0 {
				t.Errorf("events %+v", h.Events)
			}
			h.Clock.Advance(24 * time.Hour)
			h.Sweep()
			if n := h.Emitted(fanlight.EventMissedRun); n != 1 {
				t.Errorf("%d runs are missed a day after its return", n)
			}
		})
	}
}

// TestJanitor_Sweep_last_day holds that a schedule with a last day owes its editions until
// then, also when a sweep comes later, and nothing after it: neither while that day stands
// nor when it is moved.
func TestJanitor_Sweep_last_day(t *testing.T) {
	t.Parallel()
	until := func(day string) report.Report {
		r := sim.Report(1)
		r.Schedule = &report.Schedule{Expression: r.Schedule.Expression, Timezone: "UTC", Until: day}
		return r
	}
	h := sim.NewHarness(t, until("2026-01-03")) // its last edition is due a day after sim.Due
	h.Sweep()
	h.Clock.Advance(3 * 24 * time.Hour)
	h.SweepFor(20 * time.Minute)
	last := fanlight.NewRunID(sim.ReportName, sim.Due.AddDate(0, 0, 1), "")
	if h.Run(last).ID == "" || h.Emitted(fanlight.EventMissedRun) != 1 || h.Emitted(fanlight.EventMissedEditions) != 0 {
		t.Errorf("the last edition is %+v, events %+v", h.Run(last).ID, h.Events)
	}
	h.Deploy(until("2026-01-20"))
	h.SweepFor(20 * time.Minute)
	if h.Emitted(fanlight.EventMissedRun) != 1 || h.Emitted(fanlight.EventMissedEditions) != 0 {
		t.Errorf("owed after the day was moved: %+v", h.Events)
	}
	h.Clock.Advance(24 * time.Hour)
	h.Sweep()
	if n := h.Emitted(fanlight.EventMissedRun); n != 2 {
		t.Errorf("%d runs are missed a day after that, want 2", n)
	}
}

// TestJanitor_Sweep_schedule_taken_away_in_an_outage holds that an outage of the
// janitor hides nothing: what the old schedule owed is named, and not started.
func TestJanitor_Sweep_schedule_taken_away_in_an_outage(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, scheduled("cron(0 * * * ? *)"))
	h.Sweep()
	h.Clock.Advance(5 * time.Hour)
	h.Deploy(scheduled("cron(0 3 * * ? *)"))
	h.SweepFor(5 * time.Minute)
	want := []string{"5 editions were not started, from 2026-01-02T13:00:00Z to 2026-01-02T17:00:00Z; its schedule has been changed, paused or taken away since; " +
		"to run one of them: fanlight start bot-usage --at 2026-01-02T17:00:00Z --stack fanlight"}
	if diff := cmp.Diff(want, leftOut(h)); diff != "" || len(started(h)) != 0 {
		t.Errorf("left out (-want +got), started %v:\n%s", started(h), diff)
	}
}

// TestJanitor_Sweep_unread_definitions holds that a report whose definition cannot
// be read keeps its note.
func TestJanitor_Sweep_unread_definitions(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Sweep()
	p := h.Process()
	p.Refuse = func(c sim.Call) error {
		if c.Op == "Query" && p.Count("Query") == 2 { // after the notes
			return errors.New("no read capacity")
		}
		return nil
	}
	if err := p.Janitor(janitor.Settings{}).Sweep(t.Context()); err == nil {
		t.Error("the sweep says nothing")
	}
	watch, err := h.Ledger().Watch(t.Context(), sim.ReportName)
	if err != nil || watch.Schedule == "" {
		t.Errorf("the note is %+v, %v", watch, err)
	}
}

// TestJanitor_Sweep_schedules_budget leaves the schedules that come after half of
// the budget to the next sweep, and looks at open runs all the same.
func TestJanitor_Sweep_schedules_budget(t *testing.T) {
	t.Parallel()
	var reports []report.Report
	for i := range 10 {
		r := sim.Report(1)
		r.Name = fmt.Sprintf("r%d", i)
		reports = append(reports, r)
	}
	h := sim.NewHarness(t, reports...)
	p := h.Process()
	err := p.With(func(c sim.Call) sim.Fault {
		if c.Op == "UpdateItem" { // a note
			h.Clock.Advance(time.Minute)
		}
		return sim.NoFault
	}).Janitor(janitor.Settings{}).Sweep(t.Context())
	if err == nil || err.Error() != "8 schedules are left to the next sweep" {
		t.Errorf("got %v", err)
	}
	if p.Count("Query") != 4 { // notes, definitions, open runs, backfills
		t.Errorf("%d queries", p.Count("Query"))
	}
}

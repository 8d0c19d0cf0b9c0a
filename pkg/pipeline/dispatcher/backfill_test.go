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
	done, err := h.Process().Dispatcher().Backfill(t.Context(), sim.ReportName, sim.Due.AddDate(0, 0, -3), sim.Due.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := fanlight.Backfilled{
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

// TestDispatcher_Backfill_stopped loses the table at the third of three
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
	done, err := p.Dispatcher().Backfill(t.Context(), sim.ReportName, from, to)
	expectRefused(t, err, "stopped after 1 of 3 editions")
	expectRefused(t, err, "no table")
	if diff := cmp.Diff([]fanlight.RunID{edition(3)}, done.Started); diff != "" {
		t.Errorf("started (-want +got):\n%s", diff)
	}
	if done, err = h.Process().Dispatcher().Backfill(t.Context(), sim.ReportName, from, to); err != nil || len(done.Started) != 1 {
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
	if _, err := p.Dispatcher().Backfill(t.Context(), sim.ReportName, from, to); err == nil || errors.As(err, &refusal) {
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
		{"too many", often, sim.ReportName, birth.Add(-day), birth, "more than 400 editions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sim.NewHarness(t, test.report)
			done, err := h.Process().Dispatcher().Backfill(t.Context(), test.of, test.from, test.to)
			expectRefused(t, err, test.words)
			if len(done.Started) != 0 || len(h.QuerySent) != 0 {
				t.Errorf("a refused backfill started %v", done.Started)
			}
		})
	}
}

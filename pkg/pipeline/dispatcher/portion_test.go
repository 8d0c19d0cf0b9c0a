package dispatcher_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// backfilled drives a backfill to its end, and asserts that each of its editions ran
// once and that never more were open than its pace.
func backfilled(t *testing.T, h *sim.Harness, id fanlight.BackfillID) {
	t.Helper()
	for range 40 {
		b, err := h.Ledger().Backfill(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		open := 0
		for days := 1; days <= 13; days++ {
			if run := h.Run(edition(days)); run.Open && !existed(days) {
				open++
			}
		}
		if open > b.Pace {
			t.Errorf("%d editions are open, at a pace of %d", open, b.Pace)
		}
		if b.State == fanlight.BackfillDone {
			break
		}
		h.SweepFor(minute)
	}
	for days := 1; days <= 13; days++ {
		if run := h.Run(edition(days)); run.State != fanlight.Sent {
			t.Errorf("%s is %q", edition(days), run.State)
		}
	}
	if len(h.Sender.Got) != 13 {
		t.Errorf("%d deliveries", len(h.Sender.Got))
	}
	if b, err := h.Ledger().Backfill(t.Context(), id); err != nil || b.Started != 11 || b.Skipped != 2 {
		t.Errorf("counted %+v, %v", b, err)
	}
}

func existed(days int) bool { return days == 11 || days == 3 }

const fortnightID = fanlight.BackfillID("bot-usage@2025-12-20T12:30:00Z..2026-01-01T12:30:00Z")

// fortnight returns a harness, and the first and the last due time of 13 editions, of
// which two exist: one more than the pace is left.
func fortnight(t *testing.T) (h *sim.Harness, from, to time.Time) {
	t.Helper()
	return daysBefore(t, sim.Report(1), 13, 11, 3)
}

// TestDispatcher_ContinueBackfill_two_at_once lets a second command and a janitor act
// before each call of the first command.
func TestDispatcher_ContinueBackfill_two_at_once(t *testing.T) {
	t.Parallel()
	for n := 0; n < 60; n += 3 {
		h, from, to := fortnight(t)
		calls := 0
		p := h.Process().With(func(sim.Call) sim.Fault {
			if calls == n {
				if _, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil {
					t.Error(err)
				}
				h.Sweep()
			}
			calls++
			return sim.NoFault
		})
		if _, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil {
			t.Fatal(err)
		}
		backfilled(t, h, fortnightID)
	}
}

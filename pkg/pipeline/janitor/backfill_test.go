package janitor_test

import (
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// backfill starts a backfill of the editions until Due, and lets a worker of 24
// slots, a reporter and a janitor work until it is done.
func backfill(t *testing.T, h *sim.Harness, editions int) (runs []fanlight.Run, took time.Duration) {
	t.Helper()
	from := sim.Due.AddDate(0, 0, 1-editions)
	done, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: sim.Due})
	if err != nil {
		t.Fatal(err)
	}
	sweep := sim.Due.Add(2 * time.Minute)
	for done.State == fanlight.BackfillOpen && h.Clock.Now().Before(sim.Due.Add(24*time.Hour)) {
		worked := h.Work(h.Process(), worker.Settings{Slots: 24, DrainAfter: 20 * time.Second}) > 0
		for h.Publish(h.Process()) {
			worked = true
		}
		if !worked {
			h.Clock.Advance(5 * time.Second)
		}
		if h.Clock.Now().Before(sweep) {
			continue
		}
		sweep = h.Clock.Now().Add(2 * time.Minute)
		h.Sweep()
		b, err := h.Ledger().Backfill(t.Context(), done.ID)
		if err != nil {
			t.Fatal(err)
		}
		done = b.Progress()
	}
	if done.State != fanlight.BackfillDone || done.Begun != editions {
		t.Fatalf("after a day: %+v", done)
	}
	for i := range editions {
		runs = append(runs, h.Run(fanlight.NewRunID(sim.ReportName, from.AddDate(0, 0, i), "")))
	}
	return runs, h.Clock.Now().Sub(sim.Due)
}

// TestJanitor_Sweep_backfill_to_telegram sends the editions of a year to a group that
// takes 20 messages a minute.
func TestJanitor_Sweep_backfill_to_telegram(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	var sent []time.Time
	h.Sender.Answer = func(string, int) error {
		now := h.Clock.Now()
		for len(sent) > 0 && now.Sub(sent[0]) >= time.Minute {
			sent = sent[1:]
		}
		if len(sent) >= 20 {
			return &fanlight.DeliveryError{RetryAfter: time.Minute - now.Sub(sent[0]), Err: errors.New("too many requests")}
		}
		sent = append(sent, now)
		return nil
	}
	runs, took := backfill(t, h, 365)
	for _, run := range runs {
		if run.State != fanlight.Sent {
			t.Errorf("%s is %s", run.ID, run.State)
		}
	}
	t.Logf("365 editions took %s", took)
}

package fanlight_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
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

func TestBackfillID_Report(t *testing.T) {
	t.Parallel()
	if got := backfillID.Report(); got != "bot-usage" {
		t.Errorf("got %q", got)
	}
}

func TestBackfill_Progress(t *testing.T) {
	t.Parallel()
	b := fanlight.Backfill{ID: backfillID, State: fanlight.BackfillOpen, Editions: 30, Started: 12, Skipped: 3}
	want := fanlight.Backfilled{
		ID: backfillID, State: fanlight.BackfillOpen, Editions: 30, Begun: 12, Existed: 3, ToCome: 15,
		Started: []fanlight.RunID{}, Skipped: []fanlight.RunID{},
	}
	if diff := cmp.Diff(want, b.Progress()); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}

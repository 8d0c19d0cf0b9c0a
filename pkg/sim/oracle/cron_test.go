package oracle

import (
	"testing"
	"time"
)

func TestSchedule_next(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expression, zone, after, want string }{
		{"cron(0 3 * * ? *)", "UTC", "2026-01-02T03:00:00Z", "2026-01-03T03:00:00Z"},
		{"cron(0 2,3 * * ? *)", "UTC", "2026-01-02T02:00:00Z", "2026-01-02T03:00:00Z"},
		{"cron(0 3 5,9 * ? *)", "UTC", "2026-01-05T03:00:00Z", "2026-01-09T03:00:00Z"},
		{"cron(10/20 * * * ? *)", "UTC", "2026-01-02T12:50:00Z", "2026-01-02T13:10:00Z"},
		{"cron(* 3 * * ? *)", "UTC", "2026-01-02T03:59:00Z", "2026-01-03T03:00:00Z"},
		{"cron(30 1 * * ? *)", "America/New_York", "2025-11-01T05:30:00Z", "2025-11-02T05:30:00Z"}, // shown twice
		{"cron(30 1 * * ? *)", "America/New_York", "2025-11-02T05:30:00Z", "2025-11-03T06:30:00Z"},
		{"cron(30 2 * * ? *)", "Europe/Berlin", "2025-03-29T01:30:00Z", "2025-03-31T00:30:00Z"}, // skipped
	} {
		after, _ := time.Parse(time.RFC3339, c.after)
		if got, ok := (schedule{c.expression, c.zone}).next(after); !ok || got.Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s after %s is due at %s, want %s", c.expression, c.zone, c.after, got.Format(time.RFC3339), c.want)
		}
	}
	if at, ok := (schedule{"at(2026-01-02T12:30:00)", "UTC"}).next(noon); ok {
		t.Errorf("a schedule of another form is due at %s", at)
	}
}

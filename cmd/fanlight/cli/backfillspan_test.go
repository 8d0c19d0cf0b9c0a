package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestCheckSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{"", "now", "--from 2026-01-01"}, {"noon", "now", "--from"}, {"7d", "noon", "--to"}, {"yesterday", "2026-01-31", ""},
	} {
		err := checkSpan(c.from, c.to, time.Now())
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%q to %q: got %v, want %q", c.from, c.to, err, c.want)
		}
	}
}

func TestBackfillRange(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 30, 21, 30, 0, 0, time.UTC)
	for _, c := range []struct{ from, to, zone, first, last string }{
		{"2026-01-01", "2026-01-31", "UTC", "2026-01-01T00:00:00Z", "2026-01-31T23:59:59Z"},
		{"2026-01-01", "2026-01-01", "Europe/Berlin", "2025-12-31T23:00:00Z", "2026-01-01T22:59:59Z"},
		{"2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"}, // a day of 23 hours
		{"today", "today", "UTC", "2026-03-30T00:00:00Z", "2026-03-30T21:30:00Z"},                     // which ends now
		{"yesterday", "now", "Asia/Tokyo", "2026-03-29T15:00:00Z", "2026-03-30T21:30:00Z"},            // where it is the 31st
		{"2026-01-01T12:30Z", "2026-01-02", "UTC", "2026-01-01T12:30:00Z", "2026-01-02T23:59:59Z"},
		{"7d", "now", "UTC", "2026-03-23T21:30:00Z", "2026-03-30T21:30:00Z"},
		{"2026-04-01", "2026-04-02", "UTC", "2026-04-01T00:00:00Z", "2026-04-02T23:59:59Z"}, // which the dispatcher refuses
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		first, last, err := backfillRange(c.from, c.to, zone, now)
		if err != nil || formatTime(first) != c.first || formatTime(last) != c.last {
			t.Errorf("%s to %s in %s: got %s to %s, %v", c.from, c.to, c.zone, formatTime(first), formatTime(last), err)
		}
	}
	for _, wrong := range [][2]string{{"2026-01-02", "2026-01-01"}, {"noon", "now"}, {"2026-01-01", "noon"}} {
		if _, _, err := backfillRange(wrong[0], wrong[1], time.UTC, now); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}

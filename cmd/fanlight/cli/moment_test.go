package cli

import (
	"testing"
	"time"
)

func TestMomentsOnTheCommandLine(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	for _, c := range []struct{ in, want string }{
		{"2026-01-02T12:30:00Z", "2026-01-02T12:30:00Z"},
		{"2026-01-02T12:30:00+02:00", "2026-01-02T10:30:00Z"},
		{"2026-01-02T12:30", "2026-01-02T12:30:00Z"},
		{"2026-01-02 12:30", "2026-01-02T12:30:00Z"},
		{"2026-01-02", "2026-01-02T00:00:00Z"},
		{"1767300000", "2026-01-01T20:40:00Z"},
		{"1767300000000", "2026-01-01T20:40:00Z"},
		{"999999999", "2001-09-09T01:46:39Z"},
		{"24h", "2026-01-01T12:30:00Z"},
		{"7d", "2025-12-26T12:30:00Z"},
		{"now", "2026-01-02T12:30:00Z"},
	} {
		got, err := parseMoment("at", c.in, now)
		if err != nil || stamp(got) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.in, stamp(got), err, c.want)
		}
	}
	for _, in := range []string{"", "noon", "2026-13-01", "2026-01-02T25:00:00Z", "12:30", "20260102", "-24h", "1.5h", "17673000000000"} {
		if got, err := parseMoment("at", in, now); err == nil {
			t.Errorf("%q was taken for %s", in, stamp(got))
		}
	}
}

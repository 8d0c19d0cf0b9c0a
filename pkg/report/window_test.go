package report

import (
	"testing"
	"time"
)

func TestReport_WindowAt(t *testing.T) {
	t.Parallel()
	day, week, month := Window{Calendar: Day}, Window{Calendar: Week}, Window{Calendar: Month}
	tests := []struct {
		name            string
		window          Window
		delay           time.Duration
		zone, scheduled string
		start, end      string
		hours           float64
	}{
		{"length", Window{Length: Duration(Day24)}, 5 * time.Minute, "UTC", "2026-01-02T12:30Z", "2026-01-01T12:25Z", "2026-01-02T12:25Z", 24},
		{"length over a change of clocks", Window{Length: Duration(Day24)}, 0, "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-28T12:00Z", "2026-03-29T12:00Z", 24},
		{"day", day, 0, "UTC", "2026-01-02T12:30Z", "2026-01-01T00:00Z", "2026-01-02T00:00Z", 24},
		{"day, at midnight", day, 0, "UTC", "2026-01-02T00:00Z", "2026-01-01T00:00Z", "2026-01-02T00:00Z", 24},
		{"day of another date than UTC's", day, 0, "Asia/Tokyo", "2026-01-02T16:00Z", "2026-01-01T15:00Z", "2026-01-02T15:00Z", 24},
		{"day of 23 hours", day, 0, "Europe/Berlin", "2026-03-30T06:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 23},
		{"day of 25 hours", day, 0, "Europe/Berlin", "2026-10-26T06:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25},
		{"day of 23.5 hours", day, 0, "Australia/Lord_Howe", "2026-10-05T00:00Z", "2026-10-03T13:30Z", "2026-10-04T13:00Z", 23.5},
		{"day without a midnight", day, 0, "Africa/Cairo", "2026-04-25T06:00Z", "2026-04-23T22:00Z", "2026-04-24T21:00Z", 23},
		{"day with two midnights", day, 0, "America/Havana", "2026-11-02T12:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z", 25},
		{"day after one that never was", day, 0, "Pacific/Apia", "2012-01-01T06:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z", 24},
		{"week", week, 0, "UTC", "2026-01-07T12:00Z", "2025-12-29T00:00Z", "2026-01-05T00:00Z", 7 * 24},
		{"week, on Monday", week, 0, "UTC", "2026-01-05T00:00Z", "2025-12-29T00:00Z", "2026-01-05T00:00Z", 7 * 24},
		{"week, on Sunday", week, 0, "UTC", "2026-01-11T23:59Z", "2025-12-29T00:00Z", "2026-01-05T00:00Z", 7 * 24},
		{"week of a change of clocks", week, 0, "America/New_York", "2026-03-09T12:00Z", "2026-03-02T05:00Z", "2026-03-09T04:00Z", 7*24 - 1},
		{"month", month, 0, "UTC", "2026-03-15T12:00Z", "2026-02-01T00:00Z", "2026-03-01T00:00Z", 28 * 24},
		{"month over the year", month, 0, "UTC", "2026-01-31T12:00Z", "2025-12-01T00:00Z", "2026-01-01T00:00Z", 31 * 24},
		{"month of a change of clocks", month, 0, "Europe/Berlin", "2026-04-01T12:00Z", "2026-02-28T23:00Z", "2026-03-31T22:00Z", 31*24 - 1},
	}
	for _, test := range tests {
		r := &Report{Window: test.window, Delay: Duration(test.delay), Timezone: test.zone}
		start, end := r.WindowAt(at(t, test.scheduled))
		if !start.Equal(at(t, test.start)) || !end.Equal(at(t, test.end)) || end.Sub(start).Hours() != test.hours {
			t.Errorf("%s: %v to %v (%v), want %s to %s (%v h)", test.name, start, end, end.Sub(start), test.start, test.end, test.hours)
		}
	}
}

func TestReport_Location(t *testing.T) {
	t.Parallel()
	for timezone, want := range map[string]string{"Europe/Berlin": "Europe/Berlin", "UTC": "UTC", "Mars/Olympus": "UTC"} {
		if got := (&Report{Timezone: timezone}).Location(); got.String() != want {
			t.Errorf("%s is %v, want %s", timezone, got, want)
		}
	}
}

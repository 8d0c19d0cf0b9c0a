package cli

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestParseTime(t *testing.T) {
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
		{"today", "2026-01-02T00:00:00Z"},
		{"yesterday", "2026-01-01T00:00:00Z"},
		{"2026-01-02T12:30Z", "2026-01-02T12:30:00Z"},
		{"2026-01-02 12:30+02:00", "2026-01-02T10:30:00Z"},
		{"90s", "2026-01-02T12:28:30Z"},
		{"1h30m", "2026-01-02T11:00:00Z"},
		{"1w", "2025-12-26T12:30:00Z"},
		{"2w1d", "2025-12-18T12:30:00Z"},
	} {
		got, err := parseTime("at", c.in, now)
		if err != nil || formatTime(got) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.in, formatTime(got), err, c.want)
		}
	}
	for _, in := range []string{"", "noon", "2026-13-01", "2026-01-02T25:00:00Z", "12:30", "20260102", "-24h", "1.5h", "17673000000000", "w", "1w1w", "9999w106000d", "tomorrow"} {
		if got, err := parseTime("at", in, now); err == nil {
			t.Errorf("%q was taken for %s", in, formatTime(got))
		}
	}
}

func TestSuggestTime(t *testing.T) {
	t.Parallel()
	daily := &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"}
	once := &report.Schedule{Expression: "at(2026-01-01T00:00:00)", Timezone: "UTC"}
	length := func(h time.Duration) report.Window { return report.Window{Length: report.Duration(h * time.Hour)} }
	for _, c := range []struct {
		name        string
		schedule    *report.Schedule
		window      report.Window
		first, last string
		want        string // empty: none fits
	}{
		{"the day that covers most", daily, length(24), "2026-01-01T11:25:00Z", "2026-01-02T13:25:00Z", "2026-01-02T12:30:00Z"},
		{"the first of many days", daily, length(24), "2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", "2026-01-02T12:30:00Z"},
		{"a single event", daily, length(24), "2026-01-02T12:25:00Z", "2026-01-02T12:25:00Z", "2026-01-03T12:30:00Z"},
		{"between the windows", daily, length(1), "2026-01-01T20:00:00Z", "2026-01-01T21:00:00Z", ""},
		{"a schedule that has passed", once, length(24), "2026-01-01T20:00:00Z", "2026-01-01T21:00:00Z", ""},
		{"a window that is not over", daily, length(24), "2026-02-28T20:00:00Z", "2026-02-28T21:00:00Z", ""},
		{"by hand, a length", nil, length(24), "2026-01-01T20:00:00Z", "2026-01-01T21:00:00Z", "2026-01-01T21:06:00Z"},
		{"by hand, a month", nil, report.Window{Calendar: report.Month}, "2026-01-01T20:00:00Z", "2026-01-01T21:00:00Z", "2026-02-01T00:06:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &report.Report{Schedule: c.schedule, Timezone: "UTC", Window: c.window, Delay: report.Duration(5 * time.Minute)}
			var s timeRange
			s.add(mustTime(t, c.first).UnixMilli())
			s.add(mustTime(t, c.last).UnixMilli())
			got := ""
			if at, ok := suggestTime(r, s, mustTime(t, "2026-03-01T00:00:00Z")); ok {
				got = formatTime(at)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestScheduledTime(t *testing.T) {
	t.Parallel()
	now := mustTime(t, "2026-01-02T09:41:30Z")
	for _, c := range []struct {
		name     string
		schedule *report.Schedule
		at, want string
	}{
		{"when it was last due", &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"}, "", "2026-01-01T12:30:00Z"},
		{"the present minute before the first", &report.Schedule{Expression: "at(2027-01-01T00:00:00)", Timezone: "UTC"}, "", "2026-01-02T09:41:00Z"},
		{"the present minute without a schedule", nil, "", "2026-01-02T09:41:00Z"},
		{"the minute that was named", nil, "2025-05-05T05:05:05Z", "2025-05-05T05:05:00Z"},
	} {
		got, err := scheduledTime(&report.Report{Schedule: c.schedule, Timezone: "UTC"}, c.at, now)
		if err != nil || formatTime(got) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.name, formatTime(got), err, c.want)
		}
	}
}

func TestScheduledTime_of_a_day(t *testing.T) {
	t.Parallel()
	now := mustTime(t, "2026-01-05T23:30:00Z") // 6 January in Berlin
	daily, hourly, weekly := "cron(30 12 * * ? *)", "cron(0 9-10 * * ? *)", "cron(0 6 ? * MON *)"
	for _, c := range []struct{ expression, at, want string }{
		{daily, "2026-01-02", "2026-01-02T11:30:00Z"},
		{daily, "today", "2026-01-06T11:30:00Z"},
		{daily, "yesterday", "2026-01-05T11:30:00Z"},
		{weekly, "2026-01-05", "2026-01-05T05:00:00Z"},
		{weekly, "2026-01-06", `invalid --at "2026-01-06": want a day with an edition, or a time: report calls is due next at 2026-01-12T05:00:00Z`},
		{hourly, "2026-01-02", `invalid --at "2026-01-02": want the time of one edition: report calls is due at 2026-01-02T08:00:00Z, at 2026-01-02T09:00:00Z and so on`},
	} {
		r := &report.Report{Name: "calls", Schedule: &report.Schedule{Expression: c.expression, Timezone: "Europe/Berlin"}, Timezone: "Europe/Berlin"}
		at, err := scheduledTime(r, c.at, now)
		got := formatTime(at)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.expression, c.at, got, c.want)
		}
	}
}

func mustTime(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

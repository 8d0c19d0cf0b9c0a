package edition

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestWindow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, zone, start, end, scheduled, want string
	}{
		{"a day", "UTC", "2026-01-01T12:25:00Z", "2026-01-02T12:25:00Z", "2026-01-02T12:30:00Z", "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)"},
		{"over new year", "UTC", "2025-12-31T12:25:00Z", "2026-01-01T12:25:00Z", "2026-01-01T12:30:00Z", "31 Dec 2025 12:25 – 1 Jan 2026 12:25 UTC (24 h)"},
		{"of last year", "UTC", "2025-12-30T00:00:00Z", "2025-12-31T00:00:00Z", "2026-01-01T12:30:00Z", "30 Dec 2025 00:00 – 31 Dec 2025 00:00 UTC (24 h)"},
		{"clocks forward", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T06:00:00Z", "29 Mar 00:00 CET – 30 Mar 00:00 CEST (23 h)"},
		{"clocks back", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T06:00:00Z", "25 Oct 00:00 CEST – 26 Oct 00:00 CET (25 h)"},
		{"a week with the change", "Europe/Berlin", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T06:00:00Z", "23 Mar 00:00 CET – 30 Mar 00:00 CEST (7 days)"},
		{"168 hours over the change", "Europe/Berlin", "2026-03-22T22:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T06:00:00Z", "22 Mar 23:00 CET – 30 Mar 00:00 CEST (168 h)"},
		{"zone without a name", "America/Sao_Paulo", "2026-05-01T03:00:00Z", "2026-06-01T03:00:00Z", "2026-06-01T09:00:00Z", "1 May 00:00 – 1 Jun 00:00 UTC-03 (31 days)"},
		{"minutes", "UTC", "2026-01-02T11:00:00Z", "2026-01-02T12:30:00Z", "2026-01-02T12:30:00Z", "2 Jan 11:00 – 2 Jan 12:30 UTC (1 h 30 min)"},
		{"seconds", "UTC", "2026-01-02T12:00:00Z", "2026-01-02T12:00:05Z", "2026-01-02T12:30:00Z", "2 Jan 12:00:00 – 2 Jan 12:00:05 UTC (5 s)"},
		{"unknown zone", "Mars/Olympus", "2026-01-01T12:25:00Z", "2026-01-02T12:25:00Z", "2026-01-02T12:30:00Z", "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)"},
	}
	for _, tt := range tests {
		d := &fanlight.Document{Timezone: tt.zone, Scheduled: parseTime(t, tt.scheduled), Window: fanlight.Window{Start: parseTime(t, tt.start), End: parseTime(t, tt.end)}}
		if got := Window(d); got != tt.want {
			t.Errorf("%s: Window = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func parseTime(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestNext leads from an edition to the day of the next one, in the report's zone, also
// over a change of the clocks.
func TestNext(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		period                      report.Calendar
		start, end, day, next, name string
	}{
		{report.Day, "2026-11-24T23:00:00Z", "2026-11-25T23:00:00Z", "2026-11-25", "2026-11-26", "Thu 26 Nov"},
		{report.Day, "2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-24", "2026-10-25", "Sun 25 Oct"},
		{report.Day, "2026-12-30T23:00:00Z", "2026-12-31T23:00:00Z", "2026-12-31", "2027-01-01", "Fri 1 Jan"},
		{report.Week, "2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z", "2026-11-16", "2026-11-23", "the week from 23 Nov"},
		{report.Month, "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z", "2026-11-01", "2026-12-01", "December 2026"},
		{"", "2026-11-24T23:30:00Z", "2026-11-25T23:30:00Z", "2026-11-26", "2026-11-27", ""},
		{"", "2026-01-01T00:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25", "2026-12-23", ""},
	} {
		d := &fanlight.Document{Timezone: "Europe/Berlin", Period: report.Window{Calendar: tt.period}, Window: fanlight.Window{Start: parseTime(t, tt.start), End: parseTime(t, tt.end)}}
		day := Day(d, d.Window).Format(time.DateOnly)
		next, name := Next(d)
		if name = strings.ReplaceAll(name, "\u00a0", " "); day != tt.day || next.Format(time.DateOnly) != tt.next || name != tt.name {
			t.Errorf("%s %s: day %s, next %s %q; want %s, %s %q", tt.period, tt.end, day, next.Format(time.DateOnly), name, tt.day, tt.next, tt.name)
		}
	}
}

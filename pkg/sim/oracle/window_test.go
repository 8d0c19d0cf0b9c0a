package oracle

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDefinition_window(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		calendar              report.Calendar
		zone, due, start, end string
	}{
		{"", "UTC", "2025-12-28T03:00:00Z", "2025-12-27T02:00:00Z", "2025-12-28T02:00:00Z"},
		{report.Day, "UTC", "2025-12-28T03:00:00Z", "2025-12-27T00:00:00Z", "2025-12-28T00:00:00Z"},
		{report.Day, "Asia/Tokyo", "2025-12-28T03:00:00Z", "2025-12-26T15:00:00Z", "2025-12-27T15:00:00Z"},
		{report.Week, "UTC", "2025-12-28T03:00:00Z", "2025-12-15T00:00:00Z", "2025-12-22T00:00:00Z"}, // a Sunday
		{report.Week, "UTC", "2025-12-29T03:00:00Z", "2025-12-22T00:00:00Z", "2025-12-29T00:00:00Z"}, // a Monday
		{report.Month, "America/New_York", "2025-11-03T06:30:00Z", "2025-10-01T04:00:00Z", "2025-11-01T04:00:00Z"},
		{report.Day, "America/New_York", "2025-11-03T06:30:00Z", "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"}, // of 25 hours
	} {
		due, _ := time.Parse(time.RFC3339, c.due)
		start, end := Definition{Length: day, Delay: time.Hour, Calendar: c.calendar, Zone: must(time.LoadLocation(c.zone))}.window(due)
		if got := start.UTC().Format(time.RFC3339) + " " + end.UTC().Format(time.RFC3339); got != c.start+" "+c.end {
			t.Errorf("%q in %s at %s: %s, want %s %s", c.calendar, c.zone, c.due, got, c.start, c.end)
		}
	}
}

func TestRunState_windowBefore(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		t, _ := time.Parse(time.DateOnly, text)
		return t
	}
	for _, c := range []struct {
		calendar               report.Calendar
		compare                report.Compare
		start, end, from, till string
	}{
		{"", "3", "2026-01-01", "2026-01-02", "2025-12-29", "2025-12-30"},
		{report.Month, report.ComparePrevious, "2025-12-01", "2026-01-01", "2025-11-01", "2025-12-01"},
		{report.Month, "3", "2025-12-01", "2026-01-01", "2025-09-01", "2025-10-01"},
		{report.Week, report.CompareWeekday, "2025-12-22", "2025-12-29", "2025-12-15", "2025-12-22"},
	} {
		r := &runState{definition: &Definition{Calendar: c.calendar, Zone: time.UTC}}
		if from, till := r.windowBefore(c.compare, fanlight.Window{Start: at(c.start), End: at(c.end)}); !from.Equal(at(c.from)) || !till.Equal(at(c.till)) {
			t.Errorf("%q of %q before %s: %s to %s, want %s to %s", c.compare, c.calendar, c.start, from, till, c.from, c.till)
		}
	}
}

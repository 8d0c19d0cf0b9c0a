package edition

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
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

package render

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0": "0", "7": "7", "999": "999", "1204": "1,204", "-1204": "-1,204", "1234567.25": "1,234,567.25",
		"90071992547409931234": "90,071,992,547,409,931,234",
		"33.333333333":         "33.3333", "2.50000": "2.5", "1.5E7": "15,000,000", "1e300": "1e300",
		"0.00001234567": "1.235e-05", "-0.5": "-0.5",
	} {
		if got := formatNumber(in); got != want {
			t.Errorf("formatNumber(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"0": true, "12": true, "-12.5": true, "1.2E3": true, "0.5": true,
		"": false, "-": false, "007": false, "+1": false, "NaN": false, "Inf": false, "0x10": false,
		"1_000": false, "1-2": false, "1 ": false, "1.2.3": false, "1e999": false, "12ms": false,
	} {
		if got := isNumber(in); got != want {
			t.Errorf("isNumber(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestFormatBytesAndDollars(t *testing.T) {
	t.Parallel()
	tests := []struct {
		bytes      float64
		size, cost string
	}{
		{0, "0 B", "$0"},
		{999, "999 B", "under $0.00001"},
		{1000, "1.0 kB", "under $0.00001"},
		{6.3e6, "6.3 MB", "$0.00003"},
		{99.96e6, "100 MB", "$0.0005"},
		{999.9e6, "1.0 GB", "$0.005"},
		{1.99e9, "2.0 GB", "$0.01"},
		{88.4e9, "88.4 GB", "$0.44"},
		{1e15, "1.0 PB", "$5,000.00"},
	}
	for _, tt := range tests {
		if got := formatBytes(tt.bytes); got != tt.size {
			t.Errorf("formatBytes(%v) = %q, want %q", tt.bytes, got, tt.size)
		}
		if got := formatDollars(tt.bytes * dollarsPerByte); got != tt.cost {
			t.Errorf("cost of %v bytes = %q, want %q", tt.bytes, got, tt.cost)
		}
	}
}

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
		d := &fanlight.Document{Timezone: tt.zone, Scheduled: moment(t, tt.scheduled), Window: fanlight.Window{Start: moment(t, tt.start), End: moment(t, tt.end)}}
		if got := window(d); got != tt.want {
			t.Errorf("%s: window = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

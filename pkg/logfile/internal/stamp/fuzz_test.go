package stamp_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// FuzzValue checks that every reader ends within the text and allocates little, and that
// what package time reads in the form of RFC 3339 is the same time here.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{"2026-01-31T12:30:00.123Z", "2024-02-29 00:00:00 +0545", "31/Jan/2026:12:30:00 +0100", "Sat, 31 Jan 2026 12:30:00 GMT",
		"Sat Jan 31 12:30:00 2026", "Feb 29 00:00:00", "0131 12:30:00.5", "1767225605.25", "1.767e9", "2026-01-01 01:00:00 PM CET", "0001-01-01T00:00:00Z", "0000-03-01T0:00:00Z", "2026-1-1  1:00:00 [UTC+5:30]", "2026-01-01 00:00:00 \u22125"} {
		f.Add(seed)
	}
	format, err := stamp.ParseFormat("%a %e %b %Y %I:%M:%S.%f %p %z")
	if err != nil {
		f.Fatal(err)
	}
	readers := map[string]func(string) stamp.Time{
		"Value": stamp.Value, "ISO": stamp.ISO, "Named": stamp.Named, "Date": stamp.Date, "Number": stamp.Number, "LeadingNumber": stamp.LeadingNumber,
		"Syslog": func(s string) stamp.Time { return stamp.Syslog(s, reference) }, "Klog": func(s string) stamp.Time { return stamp.Klog(s, reference) },
		"Find": func(s string) stamp.Time { return format.Find(s, reference) },
	}
	f.Fuzz(func(t *testing.T, s string) {
		const least = 64 << 10 // what else the process does
		allocs.AtMost(t, least+uint64(len(s))*16, func() {
			for name, read := range readers {
				if got := read(s); got.End < 0 || got.End > len(s) || got.Kind == stamp.None && got != (stamp.Time{}) {
					t.Errorf("%s(%q) = %+v", name, s, got)
				}
			}
		})
		if want, err := time.Parse(time.RFC3339, s); err == nil && hours(want) <= 15 {
			if got := stamp.ISO(s); got.MS != want.UnixMilli() || got.End != len(s) {
				t.Errorf("ISO(%q) = %+v, want %d", s, got, want.UnixMilli())
			}
		}
	})
}

// hours returns how far a time's zone is from UTC.
func hours(t time.Time) int {
	_, seconds := t.Zone()
	return max(seconds, -seconds) / 3600
}

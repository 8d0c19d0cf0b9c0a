package report

import (
	"testing"
	"time"
)

func TestReport_Before(t *testing.T) {
	day := Duration(Day24)
	for _, c := range []struct {
		name       string
		window     Window
		zone       string
		compare    Compare
		start, end string
		want       string
	}{
		{"previous length", Window{Length: Duration(6 * time.Hour)}, "UTC", ComparePrevious, "2026-01-02T00:00:00Z", "2026-01-02T06:00:00Z", "2026-01-01T18:00:00Z 2026-01-02T00:00:00Z"},
		{"a day before a day of 23 hours", Window{Calendar: Day}, "Europe/Berlin", ComparePrevious, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-27T23:00:00Z 2026-03-28T23:00:00Z"},
		{"24h over the change of clocks", Window{Length: day}, "Europe/Berlin", ComparePrevious, "2026-03-29T10:25:00Z", "2026-03-30T10:25:00Z", "2026-03-28T11:25:00Z 2026-03-29T10:25:00Z"},
		{"three months", Window{Calendar: Month}, "UTC", "3", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "2025-12-01T00:00:00Z 2026-01-01T00:00:00Z"},
		{"two weeks", Window{Calendar: Week}, "UTC", "2", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", "2026-02-16T00:00:00Z 2026-02-23T00:00:00Z"},
		{"same weekday", Window{Length: Duration(time.Hour)}, "Europe/Berlin", CompareWeekday, "2026-03-30T10:00:00Z", "2026-03-30T11:00:00Z", "2026-03-23T11:00:00Z 2026-03-23T12:00:00Z"},
	} {
		r := &Report{Timezone: c.zone, Window: c.window}
		at := func(s string) time.Time {
			parsed, err := time.Parse(time.RFC3339, s)
			if err != nil {
				t.Fatal(err)
			}
			return parsed
		}
		start, end := r.Before(c.compare, at(c.start), at(c.end))
		if got := start.Format(time.RFC3339) + " " + end.Format(time.RFC3339); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestReport_Comparison(t *testing.T) {
	r := &Report{Compare: ComparePrevious, Queries: []Query{{ID: "a"}, {ID: "b", Compare: CompareWeekday}}}
	for _, c := range []struct {
		section Section
		want    Compare
	}{
		{Section{Query: "a"}, ComparePrevious}, {Section{Query: "b"}, CompareWeekday}, {Section{Query: "b", Compare: "4"}, "4"},
	} {
		if got := r.Comparison(c.section); got != c.want {
			t.Errorf("Comparison(%v) = %q, want %q", c.section, got, c.want)
		}
	}
}

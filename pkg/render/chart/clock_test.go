package chart

import (
	"strings"
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	t.Parallel()
	zone := berlin(t)
	at := func(y int, m time.Month, d, hour, minute int) time.Time {
		return time.Date(y, m, d, hour, minute, 0, 0, zone)
	}
	havana, err := time.LoadLocation("America/Havana") // its clock jumps over a midnight
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		start, end time.Time
		want       string
		minor      int
	}{
		"day":       {at(2026, 11, 25, 0, 0), at(2026, 11, 26, 0, 0), "00:00 06:00 12:00 18:00 24:00", 9},
		"23 hours":  {at(2026, 3, 29, 0, 0), at(2026, 3, 30, 0, 0), "00:00 06:00 12:00 18:00 24:00", 9},
		"25 hours":  {at(2026, 10, 25, 0, 0), at(2026, 10, 26, 0, 0), "00:00 06:00 12:00 18:00 24:00", 9},
		"from noon": {at(2026, 11, 24, 12, 25), at(2026, 11, 25, 12, 25), "18:00 00:00 06:00 12:00", 8},
		"hour":      {at(2026, 11, 25, 7, 0), at(2026, 11, 25, 8, 0), "07:00 07:10 07:20 07:30 07:40 07:50 08:00", 13},
		"two days":  {at(2026, 11, 23, 0, 0), at(2026, 11, 25, 0, 0), "Mon 23 Nov/12:00/Tue 24 Nov/12:00/Wed 25 Nov", 9},
		"week":      {at(2026, 11, 16, 0, 0), at(2026, 11, 23, 0, 0), "Mon 16 Nov/Tue 17 Nov/Wed 18 Nov/Thu 19 Nov/Fri 20 Nov/Sat 21 Nov/Sun 22 Nov", 15},
		"month":     {at(2026, 11, 1, 0, 0), at(2026, 12, 1, 0, 0), "Mon 2 Nov/Mon 9 Nov/Mon 16 Nov/Mon 23 Nov/Mon 30 Nov", 30},
		"year":      {at(2025, 12, 1, 0, 0), at(2026, 12, 1, 0, 0), "Jan 2026/Apr/Jul/Oct", 12},
		"ten years": {at(2017, 1, 1, 0, 0), at(2027, 1, 1, 0, 0), "2020/2025", 10},
		"instant":   {at(2026, 11, 25, 7, 0), at(2026, 11, 25, 7, 0).Add(1), "07:00", 0},
		"no midnight": {time.Date(2026, 3, 7, 0, 0, 0, 0, havana), time.Date(2026, 3, 10, 0, 0, 0, 0, havana),
			"Sat 7 Mar/12:00/12:00/Mon 9 Mar/12:00/Tue 10 Mar", 12},
	} {
		major, minor, distance := clock(c.start, c.end)
		var got []string
		for i, tick := range major {
			got = append(got, distance.forms(tick, c.start, c.end, i == 0)[0])
		}
		if want := strings.Split(c.want, map[bool]string{true: "/", false: " "}[strings.Contains(c.want, "/")]); strings.Join(got, "/") != strings.Join(want, "/") || len(minor) != c.minor {
			t.Errorf("%s: ticks %q and %d minor ones, want %q and %d", name, got, len(minor), want, c.minor)
		}
	}
}

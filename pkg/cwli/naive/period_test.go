package naive

import (
	"testing"
	"time"
)

// TestBinFloor has bins that the service returned (25m), the cap that AWS documents
// (300s) and what follows for other units.
func TestBinFloor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		at     string
		period period
		want   string
	}{
		{"12:27:03.000", period{25, "m"}, "12:25:00.000"},
		{"12:52:10.000", period{25, "min"}, "12:50:00.000"},
		{"13:07:00.000", period{25, "minutes"}, "13:00:00.000"},
		{"00:04:59.000", period{300, "s"}, "00:04:00.000"},
		{"00:05:00.000", period{300, "sec"}, "00:05:00.000"},
		{"00:00:50.999", period{45, "s"}, "00:00:45.000"},
		{"23:59:00.000", period{5, "h"}, "20:00:00.000"},
		{"23:59:00.000", period{48, "hours"}, "00:00:00.000"},
		{"23:59:00.000", period{1, "d"}, "00:00:00.000"},
		{"10:00:01.950", period{300, "ms"}, "10:00:01.900"},
		{"10:00:01.950", period{1500, "ms"}, "10:00:01.000"},
	} {
		at, _ := time.Parse(clock, "2024-04-06 "+test.at)
		got := time.UnixMilli(binFloor(at.UnixMilli(), test.period)).UTC().Format(clock)
		if want := "2024-04-06 " + test.want; got != want {
			t.Errorf("bin(%v) of %s is %s, want %s", test.period, test.at, got, want)
		}
	}
}

package sample_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

var midnight = time.Date(2025, 12, 10, 0, 0, 0, 0, time.UTC)

func TestTimes(t *testing.T) {
	t.Parallel()
	r := sample.Random(1)
	night := 0
	for _, at := range sample.Times(&r, midnight, 1000, sample.Office) {
		if at.Before(midnight) || !at.Before(midnight.Add(24*time.Hour)) || at.Nanosecond()%1e6 != 0 {
			t.Fatalf("%v is not a millisecond of the day", at)
		}
		if at.Hour() < 6 {
			night++
		}
	}
	if night < 10 || night > 100 {
		t.Errorf("%d of 1,000 in the first six hours, want about 45", night)
	}
}

func TestAbout(t *testing.T) {
	t.Parallel()
	r, least, most := sample.Random(1), 1000, 0
	for range 1000 {
		n := sample.About(&r, 80)
		least, most = min(least, n), max(most, n)
	}
	if least != 70 || most != 90 {
		t.Errorf("%d to %d, want 70 to 90", least, most)
	}
}

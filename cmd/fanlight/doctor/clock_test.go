package doctor

import (
	"net/http"
	"testing"
	"time"
)

// TestClock_compare keeps the difference of the quickest answer: the part of a second that
// a service leaves out, and the way, make others less exact.
func TestClock_compare(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	c := &clock{}
	c.compare("", at, at)
	if c.known {
		t.Error("a time is known without one")
	}
	c.compare(at.Format(http.TimeFormat), at.Add(30*time.Second), at.Add(40*time.Second))
	if c.ahead != 34500*time.Millisecond {
		t.Errorf("ahead by %s", c.ahead)
	}
	c.compare(at.Format(http.TimeFormat), at.Add(-time.Second), at)
	if c.ahead != -time.Second {
		t.Errorf("ahead by %s after a quicker answer", c.ahead)
	}
	c.compare(at.Format(http.TimeFormat), at, at.Add(time.Minute))
	if c.ahead != -time.Second || c.difference() != "this machine is 1s behind AWS" {
		t.Errorf("ahead by %s after a slower answer", c.ahead)
	}
}

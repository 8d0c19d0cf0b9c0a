package cli

import (
	"fmt"
	"time"
)

// span is what is known of the events in log files.
type span struct {
	events      int
	first, last int64 // Unix milliseconds
}

func (s *span) add(ms int64) {
	if s.events == 0 {
		s.first, s.last = ms, ms
	}
	s.events++
	s.first, s.last = min(s.first, ms), max(s.last, ms)
}

// String reads "3 events from … to …".
func (s span) String() string {
	return fmt.Sprintf("%s from %s to %s", count(s.events, "event", "events"),
		stamp(time.UnixMilli(s.first)), stamp(time.UnixMilli(s.last)))
}

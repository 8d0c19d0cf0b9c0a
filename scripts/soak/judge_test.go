package main

import (
	"strings"
	"testing"
	"time"
)

// ended returns a run that has ended as it should.
func ended(name string) listed {
	r := listed{Run: name, State: "sent"}
	n := 3
	r.Queries.Total, r.Queries.Settled = n, &n
	r.Destinations.Total, r.Destinations.Sent = 1, 1
	return r
}

func TestStack_lost(t *testing.T) {
	t.Parallel()
	s := &stack{plan: plan{due: 1}, due: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC), receiver: newReceiver(1)}
	const due = "due-000@2026-01-02T12:30:00Z"
	s.starts.add("a")
	for _, run := range []string{"a", due} {
		s.receiver.keys[run] = []string{"key of " + run}
	}
	if lost := s.lost([]listed{ended("a"), ended(due)}); len(lost) > 0 {
		t.Errorf("lost %v", lost)
	}
	open := ended(due)
	open.State, open.Queries.Settled = "running", nil
	for want, runs := range map[string][]listed{
		"a was accepted or due, and is not there":      {ended(due)},
		due + " is running: 0 of 3 queries settled":    {ended("a"), open},
		"b is sent, and the receiver does not have it": {ended("a"), ended("b"), ended(due)},
		due + " was accepted or due, and is not there": {ended("a")},
	} {
		if lost := s.lost(runs); len(lost) != 1 || !strings.HasPrefix(lost[0], want) {
			t.Errorf("lost %q, want %q", lost, want)
		}
	}
}

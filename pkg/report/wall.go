package report

import "time"

// wallTime returns what a clock in the zone shows, written down as if it were
// UTC, so that it can be reckoned with.
func wallTime(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// firstInstant returns the first instant, in UTC, at which a clock in the zone
// shows the wall time. If clocks skip it, the instant is that of the skip, and
// false.
func firstInstant(wall time.Time, zone *time.Location) (time.Time, bool) {
	year, month, day := wall.Date()
	guess := time.Date(year, month, day, wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
	begin, end := guess.ZoneBounds()
	first, found := time.Time{}, false
	for _, near := range []time.Time{begin.Add(-time.Second), guess, end} {
		_, offset := near.In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		if wallTime(t, zone).Equal(wall) && (!found || t.Before(first)) {
			first, found = t, true
		}
	}
	if !found {
		return nearer(guess, begin, end).UTC(), false
	}
	return first, true
}

func nearer(t, a, b time.Time) time.Time {
	if t.Sub(a).Abs() < b.Sub(t).Abs() {
		return a
	}
	return b
}

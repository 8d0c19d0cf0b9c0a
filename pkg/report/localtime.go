package report

import "time"

// toLocal returns the date and time that a clock in the zone shows at t. The
// result is labelled UTC, so that shown times can be compared and added to.
func toLocal(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// fromLocal returns the first time, in UTC, at which a clock in the zone shows
// the local time. Where clocks are set forward over the local time, it returns
// the time of that change, and false.
func fromLocal(local time.Time, zone *time.Location) (time.Time, bool) {
	year, month, day := local.Date()
	guess := time.Date(year, month, day, local.Hour(), local.Minute(), local.Second(), 0, zone)
	begin, end := guess.ZoneBounds()
	first, found := time.Time{}, false
	for _, near := range []time.Time{begin.Add(-time.Second), guess, end} {
		_, offset := near.In(zone).Zone()
		t := local.Add(-time.Duration(offset) * time.Second)
		if toLocal(t, zone).Equal(local) && (!found || t.Before(first)) {
			first, found = t, true
		}
	}
	if !found {
		return nearer(guess, begin, end).UTC(), false
	}
	return first, true
}

// nearer returns the one of a and b that is nearer to t.
func nearer(t, a, b time.Time) time.Time {
	if t.Sub(a).Abs() < b.Sub(t).Abs() {
		return a
	}
	return b
}

package cli

import (
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// mostTries bounds the times that are looked at. It reaches beyond a month in
// hours, for a monthly report without a schedule.
const mostTries = 32 * 24

// fittingTime returns the time, of those at which the report is due, whose
// window is over and covers most of the span.
func fittingTime(r *report.Report, s span, now time.Time) (best time.Time, ok bool) {
	var most time.Duration
	from, to := time.UnixMilli(s.first).UTC(), time.UnixMilli(s.last).UTC()
	t, more := firstTime(r, from, to)
	for range mostTries {
		if !more {
			break
		}
		start, end := r.WindowAt(t)
		if start.After(to) || end.After(now) {
			break
		}
		if common := overlap(start, end, from, to); common > most {
			best, most = t, common
		}
		t, more = timeAfter(r, t)
	}
	return best, most > 0
}

// firstTime returns the first time that comes into question. Without a schedule
// that is the minute whose window ends just behind the last event.
func firstTime(r *report.Report, from, to time.Time) (time.Time, bool) {
	if r.Schedule != nil {
		return r.Schedule.Next(from.Add(-time.Second))
	}
	return to.Add(time.Duration(r.Delay)).Truncate(time.Minute).Add(time.Minute), true
}

func timeAfter(r *report.Report, t time.Time) (time.Time, bool) {
	if r.Schedule != nil {
		return r.Schedule.Next(t)
	}
	return t.Add(time.Hour), true
}

// overlap returns how much of [from, to], which may be a single event, lies in
// [start, end).
func overlap(start, end, from, to time.Time) time.Duration {
	if from.After(start) {
		start = from
	}
	if to = to.Add(time.Millisecond); to.Before(end) {
		end = to
	}
	return end.Sub(start)
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// timeLayouts are the forms of a time on the command line; without a zone it is
// UTC.
var timeLayouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
}

// unixTime matches seconds and milliseconds since 1970, which differ in their
// length: ten digits are enough for seconds until the year 2286.
var unixTime = lazyregexp.New(`^(\d{9,10})(\d{3})?$`)

// parseTime reads the value of a flag that takes a time, or a length of time
// before now. A day is its first moment.
func parseTime(flag, s string, now time.Time) (time.Time, error) {
	if day, ok := parseDay(s, now.UTC()); ok {
		return day, nil
	}
	if s == "now" {
		return now.UTC(), nil
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	if m := unixTime().FindStringSubmatch(s); m != nil {
		n, err := strconv.ParseInt(m[1]+m[2], 10, 64)
		if err == nil && m[2] == "" {
			n *= 1000
		}
		return time.UnixMilli(n).UTC(), err
	}
	if before, ok := parseLength(s); ok {
		return now.Add(-before).UTC(), nil
	}
	return time.Time{}, invalid("--"+flag, s,
		"a time such as 2026-01-02T12:30:00Z, a day such as 2026-01-02 (UTC), seconds since 1970, or a length of time before now such as 24h")
}

// parseEnd is parseTime for the end of a span, which it does not include: a day is
// included whole.
func parseEnd(flag, s string, now time.Time) (time.Time, error) {
	if day, ok := parseDay(s, now.UTC()); ok {
		return day.AddDate(0, 0, 1), nil
	}
	return parseTime(flag, s, now)
}

// parseDay returns the first moment of a day, in UTC; today is that of the clock that shows
// now. It reports false if s names anything but a day.
func parseDay(s string, now time.Time) (time.Time, bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	switch s {
	case "today":
		return today, true
	case "yesterday":
		return today.AddDate(0, 0, -1), true
	}
	day, err := time.Parse(time.DateOnly, s)
	return day, err == nil
}

// weeks matches the weeks that a length of time begins with.
var weeks = lazyregexp.New(`^(\d{1,4})w`)

// parseLength reads a length of time such as 90m, 7d, 1h30m or 2w.
func parseLength(s string) (time.Duration, bool) {
	var length time.Duration
	if m := weeks().FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1]) // it has four digits at most
		if length, s = time.Duration(n)*7*24*time.Hour, s[len(m[0]):]; s == "" {
			return length, true
		}
	}
	rest, err := report.ParseDuration(s)
	length += time.Duration(rest)
	return length, err == nil && length >= 0
}

// formatTime returns a time in the form that a user can give again.
func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// formatLocal returns a time in the report's time zone, as its readers see it.
func formatLocal(r *report.Report, t time.Time) string {
	return t.In(r.Location()).Format("Mon 2006-01-02 15:04 MST")
}

// scheduledTime returns the minute that a run is for: the one asked for, of a day the one
// at which the report is due, else the last one at which the report was due, else the
// present one.
func scheduledTime(r *report.Report, at string, now time.Time) (time.Time, error) {
	if day, is := parseDay(at, now.In(r.Location())); is && r.Schedule != nil {
		return dueOn(r, at, day)
	}
	if at != "" {
		t, err := parseTime("at", at, now)
		return fanlight.Minute(t), err
	}
	if r.Schedule != nil {
		if last, ok := r.Schedule.Last(now); ok {
			return fanlight.Minute(last), nil
		}
	}
	return fanlight.Minute(now), nil
}

// dueOn returns the only time at which a report is due on a day in its time zone.
func dueOn(r *report.Report, at string, day time.Time) (time.Time, error) {
	first := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, r.Location())
	due, runs := r.Schedule.Next(first.Add(-time.Nanosecond))
	if over := first.AddDate(0, 0, 1); !runs || !due.Before(over) {
		want := "a day with an edition, or a time"
		if runs {
			want += ": report " + r.Name + " is due next at " + formatTime(due)
		}
		return time.Time{}, invalid("--at", at, want)
	} else if second, more := r.Schedule.Next(due); more && second.Before(over) {
		return time.Time{}, invalid("--at", at, fmt.Sprintf("the time of one edition: report %s is due at %s, at %s and so on", r.Name, formatTime(due), formatTime(second)))
	}
	return fanlight.Minute(due), nil
}

// checkWindowOver refuses a run whose window is not over: its report would never
// have the events that are still to come.
func checkWindowOver(r *report.Report, scheduled, now time.Time) error {
	_, end := r.WindowAt(scheduled)
	if !end.After(now) {
		return nil
	}
	return invalid("--at", formatTime(scheduled), fmt.Sprintf("a time whose window is over: that of report %s ends at %s", r.Name, formatTime(end)))
}

// errFound ends the reading of files once an event in the window is found.
var errFound = errors.New("there is an event in the window")

// checkWindowHasEvents refuses a run over files that have events, but none in the
// window: its report would be empty, and would not say why. The word stands before a time
// that fits.
func checkWindowHasEvents(ctx context.Context, r *report.Report, scheduled, now time.Time, sets map[string]*logfile.Set, word string) error {
	start, end := r.WindowAt(scheduled)
	seen, err := findEvent(ctx, start, end, sets)
	if errors.Is(err, errFound) || err == nil && seen.events == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for the window's events: %w", err)
	}
	remedy := "name another " + strings.Trim(word, " :")
	if at, ok := suggestTime(r, seen, now); ok {
		remedy = "try " + word + formatTime(at)
	}
	return fmt.Errorf("no event is in the window from %s to %s: the log files hold %s; %s", formatTime(start), formatTime(end), seen, remedy)
}

// findEvent reads until it finds an event in the window, and returns errFound
// then. Else it returns the range of all events.
func findEvent(ctx context.Context, start, end time.Time, sets map[string]*logfile.Set) (timeRange, error) {
	var seen timeRange
	from, to := start.UnixMilli(), end.UnixMilli()
	for _, group := range sortedGroups(sets) {
		err := sets[group].Each(ctx, group, func(e *cwli.Event) error {
			if from <= e.Timestamp && e.Timestamp < to {
				return errFound
			}
			seen.add(e.Timestamp)
			return nil
		})
		if err != nil {
			return seen, err
		}
	}
	return seen, nil
}

// timeRange is the number of events in log files, and their first and last time.
type timeRange struct {
	events      int
	first, last int64 // Unix milliseconds
}

func (r *timeRange) add(ms int64) { r.addAll(1, ms, ms) }

// addAll adds n events, of which there is one at least.
func (r *timeRange) addAll(n int, first, last int64) {
	if r.events == 0 {
		r.first, r.last = first, last
	}
	r.events += n
	r.first, r.last = min(r.first, first), max(r.last, last)
}

// String returns "3 events from … to …".
func (r timeRange) String() string {
	return fmt.Sprintf("%s from %s to %s", count(r.events, "event", "events"),
		formatTime(time.UnixMilli(r.first)), formatTime(time.UnixMilli(r.last)))
}

// maxCandidates limits the times that suggestTime tries. In hours they are more
// than a month, for a monthly report without a schedule.
const maxCandidates = 32 * 24

// suggestTime returns, of the times at which a report is due, the one whose
// window is over and covers most of the events. It reports false if no window
// covers any.
func suggestTime(r *report.Report, events timeRange, now time.Time) (best time.Time, ok bool) {
	var most time.Duration
	from, to := time.UnixMilli(events.first).UTC(), time.UnixMilli(events.last).UTC()
	t, more := firstCandidate(r, from, to)
	for range maxCandidates {
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
		t, more = nextCandidate(r, t)
	}
	return best, most > 0
}

// firstCandidate returns the first time at which the report is due. Without a
// schedule that is the minute whose window ends just after the last event.
func firstCandidate(r *report.Report, from, to time.Time) (time.Time, bool) {
	if r.Schedule != nil {
		return r.Schedule.Next(from.Add(-time.Second))
	}
	return to.Add(time.Duration(r.Delay)).Truncate(time.Minute).Add(time.Minute), true
}

func nextCandidate(r *report.Report, t time.Time) (time.Time, bool) {
	if r.Schedule != nil {
		return r.Schedule.Next(t)
	}
	return t.Add(time.Hour), true
}

// overlap returns how much of [from, to], which may be a single event, is in
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

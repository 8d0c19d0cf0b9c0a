package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// scheduledTime returns the minute that a run is for: the one asked for, else
// the last one at which the report was due, else the present one.
func scheduledTime(r *report.Report, at string, now time.Time) (time.Time, error) {
	if at != "" {
		t, err := parseMoment("at", at, now)
		return t.Truncate(time.Minute), err
	}
	if r.Schedule != nil {
		if last, ok := r.Schedule.Last(now); ok {
			return last, nil
		}
	}
	return now.UTC().Truncate(time.Minute), nil
}

// checkPast refuses a run whose window is not over: what is still to come would
// be missing from its report for good.
func checkPast(r *report.Report, scheduled, now time.Time) error {
	if _, end := r.WindowAt(scheduled); end.After(now) {
		return misused("--at %s: the window of report %s ends at %s, in the future", stamp(scheduled), r.Name, stamp(end))
	}
	return nil
}

// errSeen ends the reading of files once an event in the window is found.
var errSeen = errors.New("there is an event in the window")

// checkWindow refuses a run whose window is empty although there are events:
// it would report nothing, and nobody would see why.
func checkWindow(ctx context.Context, r *report.Report, scheduled, now time.Time, sets map[string]*logfile.Set) error {
	start, end := r.WindowAt(scheduled)
	seen, err := eventsOutside(ctx, start, end, sets)
	if errors.Is(err, errSeen) || err == nil && seen.events == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for the window's events: %w", err)
	}
	remedy := "name another --at"
	if at, ok := fittingTime(r, seen, now); ok {
		remedy = "try --at " + stamp(at)
	}
	return fmt.Errorf("no event lies in the window from %s to %s: the log files hold %s; %s", stamp(start), stamp(end), seen, remedy)
}

// eventsOutside reads until there is an event in the window, which is errSeen.
func eventsOutside(ctx context.Context, start, end time.Time, sets map[string]*logfile.Set) (span, error) {
	var seen span
	from, to := start.UnixMilli(), end.UnixMilli()
	for _, group := range sortedGroups(sets) {
		err := interruptible{sets[group]}.Each(ctx, group, func(e *cwli.Event) error {
			if from <= e.Timestamp && e.Timestamp < to {
				return errSeen
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

package render

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// window returns the run's window in the report's time zone, with its length:
// "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)". Years appear unless both ends lie in
// the year of the scheduled time; both zone abbreviations appear if the clocks
// changed in between.
func window(d *fanlight.Document) string {
	zone := zoneOf(d)
	start, end := d.Window.Start.In(zone), d.Window.End.In(zone)
	year := d.Scheduled.In(zone).Year()
	form := timeLayout(start, end, start.Year() != year || end.Year() != year)
	from, to := start.Format(form), end.Format(form)
	if abbreviation(start) != abbreviation(end) {
		from += " " + abbreviation(start)
	}
	return fmt.Sprintf("%s – %s %s (%s)", from, to, abbreviation(end), length(start, end))
}

// zoneOf returns the report's time zone; one that this machine does not know is
// UTC.
func zoneOf(d *fanlight.Document) *time.Location {
	zone, err := time.LoadLocation(d.Timezone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// timeLayout returns the form of both times: years if asked, seconds if needed.
func timeLayout(start, end time.Time, years bool) string {
	layout := "2 Jan 15:04"
	if years {
		layout = "2 Jan 2006 15:04"
	}
	if start.Second() != 0 || end.Second() != 0 {
		layout += ":05"
	}
	return layout
}

// abbreviation returns the name of a time's zone. A zone without a name has its
// offset instead.
func abbreviation(t time.Time) string {
	name, _ := t.Zone()
	if strings.HasPrefix(name, "+") || strings.HasPrefix(name, "-") {
		return "UTC" + name
	}
	return name
}

// length returns the time from start to end: in days if it is several whole
// days of the calendar, else in hours, minutes and seconds. A single day has 23,
// 24 or 25 hours.
func length(start, end time.Time) string {
	days := calendarDays(start, end)
	if days > 1 && start.AddDate(0, 0, days).Equal(end) {
		return fmt.Sprintf("%d days", days)
	}
	span := end.Sub(start)
	var parts []string
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := span / unit.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", formatCount(float64(n)), unit.name))
		}
		span %= unit.size
	}
	return strings.Join(parts, " ")
}

// calendarDays returns the number of midnights from start to end.
func calendarDays(start, end time.Time) int {
	date := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(date(end).Sub(date(start)) / (24 * time.Hour))
}

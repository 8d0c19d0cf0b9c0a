package edition

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Window returns the run's window in the report's time zone. A calendar period has its
// name, "Wed 25 Nov 2026, 00:00–24:00 CET", and its length if that is unusual; any other
// window its ends and its length: "1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)". Years appear
// there unless both ends lie in the year of the scheduled time; both zone abbreviations
// appear if the clocks changed in between.
func Window(d *fanlight.Document) string {
	zone := Zone(d)
	start, end := d.Window.Start.In(zone), d.Window.End.In(zone)
	if d.Period.Calendar != "" {
		return calendarWindow(d.Period.Calendar, start, end)
	}
	year := d.Scheduled.In(zone).Year()
	form := timeLayout(start, end, start.Year() != year || end.Year() != year)
	from, to := start.Format(form), end.Format(form)
	if abbreviation(start) != abbreviation(end) {
		from += " " + abbreviation(start)
	}
	return fmt.Sprintf("%s – %s %s (%s)", from, to, abbreviation(end), length(start, end))
}

// calendarWindow names a period of the calendar.
func calendarWindow(period report.Calendar, start, end time.Time) string {
	last := end.AddDate(0, 0, -1)
	switch period {
	case report.Day:
		name := start.Format("Mon 2 Jan 2006") + ", 00:00–24:00 " + abbreviation(end)
		if hours := end.Sub(start).Hours(); hours != 24 {
			name = fmt.Sprintf("%s, 00:00 %s – 24:00 %s, a day of %g hours", start.Format("Mon 2 Jan 2006"), abbreviation(start), abbreviation(end), hours)
		}
		return name
	case report.Week:
		return fmt.Sprintf("Week from %s to %s %s", start.Format("Mon 2 Jan"), last.Format("Sun 2 Jan 2006"), abbreviation(end))
	default:
		return start.Format("January 2006") + ", " + abbreviation(end)
	}
}

// Name returns the name of another edition of the document's report, by the window that it
// covers: "Tue 24 Nov", "the week from 16 Nov", "October", "Tue 24 Nov 14:00". Of a window
// of a length it is the day of its end.
func Name(d *fanlight.Document, end, start time.Time) string {
	zone := Zone(d)
	start, end = start.In(zone), end.In(zone)
	year := ""
	if end.Year() != d.Window.End.In(zone).Year() {
		year = " 2006"
	}
	name := end.Format("Mon 2 Jan" + year)
	switch {
	case d.Period.Calendar == report.Day:
		name = start.Format("Mon 2 Jan" + year)
	case d.Period.Calendar == report.Week:
		return "the week from " + held(start.Format("2 Jan"+year))
	case d.Period.Calendar == report.Month:
		name = start.Format("January" + year)
	case end.Sub(start) < 24*time.Hour:
		name = end.Format("Mon 2 Jan" + year + " 15:04")
	}
	return held(name)
}

// Day returns the day, in the report's zone, under which an edition with a window stands in
// a calendar: the first one of a period, else the one in which the window ends.
func Day(d *fanlight.Document, w fanlight.Window) time.Time {
	at := w.End
	if d.Period.Calendar != "" {
		at = w.Start
	}
	return at.In(Zone(d))
}

// maxAhead is how far ahead a next edition is looked for, in days: a calendar has all days
// of the month after an edition.
const maxAhead = 28

// Next returns the day under which the edition after the document's will stand, and the
// name of its period. The name is empty for a window of a length, of which the schedule
// says when the next one ends: the day is the one that a length like it leads to.
func Next(d *fanlight.Document) (day time.Time, name string) {
	w := d.Window
	start := w.End.In(Zone(d))
	switch d.Period.Calendar {
	case report.Day:
		return start, Name(d, start.AddDate(0, 0, 1), start)
	case report.Week:
		return start, Name(d, start.AddDate(0, 0, 7), start)
	case report.Month:
		return start, Name(d, start.AddDate(0, 1, 0), start)
	}
	return start.Add(min(w.End.Sub(w.Start), maxAhead*24*time.Hour)), ""
}

// held returns a date whose parts no line break parts.
func held(date string) string { return strings.ReplaceAll(date, " ", "\u00a0") }

// compared returns the name of the edition that the document is compared with; empty if
// there is none. If sections are compared with several, it is the first one's.
func compared(d *fanlight.Document) string {
	for _, b := range d.Baselines {
		if b.Figures != nil {
			return Name(d, b.Window.End, b.Window.Start)
		}
	}
	return ""
}

// Zone returns the report's time zone; one that this machine does not know is
// UTC.
func Zone(d *fanlight.Document) *time.Location {
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
			parts = append(parts, fmt.Sprintf("%s %s", amount.Count(float64(n)), unit.name))
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

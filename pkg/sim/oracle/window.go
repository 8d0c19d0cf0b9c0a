package oracle

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// window returns the window of an edition that is due at a time: one of a fixed length ends the
// delay before that, a day, week or month is the last that was over in the report's time zone.
func (d Definition) window(due time.Time) (start, end time.Time) {
	if d.Calendar == "" {
		end = due.Add(-d.Delay)
		return end.Add(-d.Length), end
	}
	end = d.midnight(due)
	for d.Calendar == report.Week && end.In(d.Zone).Weekday() != time.Monday || d.Calendar == report.Month && end.In(d.Zone).Day() != 1 {
		end = d.midnight(end.Add(-time.Hour))
	}
	return d.back(end), end
}

// back returns the beginning of the day, week or month that ends at a midnight.
func (d Definition) back(end time.Time) time.Time {
	start := d.midnight(end.Add(-time.Hour))
	for d.Calendar == report.Week && start.In(d.Zone).Weekday() != time.Monday || d.Calendar == report.Month && start.In(d.Zone).Day() != 1 {
		start = d.midnight(start.Add(-time.Hour))
	}
	return start
}

// midnight returns the moment at which the day began that clocks show at a time.
func (d Definition) midnight(t time.Time) time.Time {
	t = t.Truncate(15 * time.Minute) // no offset is of less
	for today := t.In(d.Zone).Day(); t.Add(-time.Minute).In(d.Zone).Day() == today; {
		t = t.Add(-15 * time.Minute)
	}
	return t
}

// windowBefore returns the window that one of a run is compared with: so many windows back, or
// seven days in the report's time zone (rule R6).
func (r *runState) windowBefore(c report.Compare, w fanlight.Window) (start, end time.Time) {
	d := Definition{Zone: time.UTC}
	if r.definition != nil {
		d = *r.definition
	}
	if c == report.CompareWeekday {
		return w.Start.In(d.Zone).AddDate(0, 0, -7), w.End.In(d.Zone).AddDate(0, 0, -7)
	}
	back := 1
	if c != report.ComparePrevious {
		back = must(strconv.Atoi(string(c)))
	}
	if d.Calendar == "" { // the reports of such windows go by UTC here
		length := time.Duration(back) * w.End.Sub(w.Start)
		return w.Start.Add(-length), w.End.Add(-length)
	}
	for start, end = w.Start, w.End; back > 0; back-- {
		start, end = d.back(start), start
	}
	return start, end
}

package report

import "time"

// WindowAt returns the half-open span [start, end) that a run for the scheduled
// time covers, in UTC: a length ends the report's delay before that time; a
// day, week or month is the last full one before it in the report's time zone.
func (r *Report) WindowAt(scheduled time.Time) (start, end time.Time) {
	if r.Window.Calendar == "" {
		end = scheduled.Add(-time.Duration(r.Delay)).UTC()
		return end.Add(-time.Duration(r.Window.Length)), end
	}
	local := scheduled.In(r.Location())
	year, month, day := local.Date()
	switch r.Window.Calendar {
	case Week:
		sinceMonday := (int(local.Weekday()) + 6) % 7
		return r.midnight(year, month, day-sinceMonday-7), r.midnight(year, month, day-sinceMonday)
	case Month:
		return r.midnight(year, month-1, 1), r.midnight(year, month, 1)
	default:
		return r.midnight(year, month, day-1), r.midnight(year, month, day)
	}
}

// Location returns the report's time zone, UTC if it is not known here. Load
// and Definition refuse unknown zones.
func (r *Report) Location() *time.Location {
	if zone, err := time.LoadLocation(r.Timezone); err == nil {
		return zone
	}
	return time.UTC
}

// midnight returns the first instant of a day. Some zones set their clocks
// forward over it, or back across it.
func (r *Report) midnight(year int, month time.Month, day int) time.Time {
	first, _ := firstInstant(time.Date(year, month, day, 0, 0, 0, 0, time.UTC), r.Location())
	return first
}

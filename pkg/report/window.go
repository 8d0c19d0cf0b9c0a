package report

import "time"

// WindowAt returns the half-open window [start, end) of the run at the scheduled
// time, in UTC. A window with a length ends at that time minus the report's
// delay; a day, week or month is the last full one before that time in the
// report's time zone.
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

// Location returns the report's time zone, or UTC if the zone is not known on this
// machine. Definition and package source refuse unknown zones.
func (r *Report) Location() *time.Location {
	if zone, err := time.LoadLocation(r.Timezone); err == nil {
		return zone
	}
	return time.UTC
}

// midnight returns the time at which a day begins. Some zones set their clocks
// forward over midnight, or back across it.
func (r *Report) midnight(year int, month time.Month, day int) time.Time {
	first, _ := fromLocal(time.Date(year, month, day, 0, 0, 0, 0, time.UTC), r.Location())
	return first
}

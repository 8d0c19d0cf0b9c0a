package report

import (
	"fmt"
	"time"
)

// CheckDay returns an error unless the text is a day that a schedule may end with, such as
// 2026-12-31.
func CheckDay(text string) error {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < firstYear || day.Year() > lastYear {
		return fmt.Errorf("invalid day %.60q: want a day from %d to %d such as 2026-12-31", text, firstYear, lastYear)
	}
	return nil
}

// End returns the first moment, in UTC, at which a schedule with a last day is not due any
// more: that day's end in its time zone. It returns false if the schedule has no last day,
// or if ParseSchedule or CheckDay would refuse it.
func (s Schedule) End() (time.Time, bool) {
	zone, err := LoadZone(s.Timezone)
	if err != nil || s.Until == "" || CheckDay(s.Until) != nil {
		return time.Time{}, false
	}
	return endOf(s.Until, zone), true
}

// endOf returns the first moment after a day. Clocks that skip midnight show a later time
// then.
func endOf(day string, zone *time.Location) time.Time {
	date, _ := time.Parse(time.DateOnly, day)
	end, _ := fromLocal(date.AddDate(0, 0, 1), zone)
	return end
}

// ending is a schedule that is not due from a time on.
type ending struct {
	parsedSchedule
	end time.Time
}

func (e ending) next(after time.Time, zone *time.Location) (time.Time, bool) {
	t, ok := e.parsedSchedule.next(after, zone)
	if !ok || !t.Before(e.end) {
		return time.Time{}, false
	}
	return t, true
}

func (e ending) last(atOrBefore time.Time, zone *time.Location) (time.Time, bool) {
	if latest := e.end.Add(-time.Second); atOrBefore.After(latest) {
		atOrBefore = latest
	}
	return e.parsedSchedule.last(atOrBefore, zone)
}

// DueBy returns the schedule by which editions of the report are due; nil if it has none,
// or is paused.
func (r *Report) DueBy() *Schedule {
	if r.Paused {
		return nil
	}
	return r.Schedule
}

// String returns the schedule as people read it: the expression, the time zone and the last
// day, if there is one.
func (s Schedule) String() string {
	text := s.Expression + " " + s.Timezone
	if s.Until != "" {
		text += " until " + s.Until
	}
	return text
}

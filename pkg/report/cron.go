package report

import (
	"iter"
	"sort"
	"strings"
	"time"
)

// cron is a parsed cron expression: the values of each field as distances from
// the field's least, and which of the two day fields counts.
type cron struct {
	text                          string
	minutes, hours, months, years set
	daysOfMonth, daysOfWeek       set
	byWeekday                     bool
}

func parseCron(whole token) (timetable, error) {
	inner, _ := whole.unwrap("cron")
	parts := inner.fields()
	if len(parts) != len(cronFields) {
		return nil, whole.errorf("minute hour day-of-month month day-of-week year, as in 30 12 * * ? *",
			"a cron has 6 fields, this one has %d", len(parts))
	}
	c := &cron{text: cronText(parts)}
	if err := c.parse(parts); err != nil {
		return nil, err
	}
	for range c.days(time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), forward) {
		return c, nil
	}
	return nil, whole.errorf("", "this cron never runs: no such date exists")
}

func cronText(parts []token) string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = part.text
	}
	return "cron(" + strings.Join(texts, " ") + ")"
}

// parse reads the fields. Exactly one of the two day fields is ?: AWS refuses
// the other two cases.
func (c *cron) parse(parts []token) error {
	sets := [len(cronFields)]*set{&c.minutes, &c.hours, &c.daysOfMonth, &c.months, &c.daysOfWeek, &c.years}
	const dayOfMonth, dayOfWeek = 2, 4
	c.byWeekday = parts[dayOfMonth].text == "?"
	if c.byWeekday == (parts[dayOfWeek].text == "?") {
		return parts[dayOfWeek].errorf("as in 30 12 * * ? *", "exactly one of day of month and day of week must be ?")
	}
	for i, part := range parts {
		if part.text == "?" && cronFields[i].isDay {
			continue
		}
		parsed, err := cronFields[i].parse(part)
		if err != nil {
			return err
		}
		*sets[i] = parsed
	}
	return nil
}

func (c *cron) expression() string { return c.text }

const minutesPerDay = 24 * 60

// next relies on first instants rising with the wall time: nothing that the
// clock showed before it shows `after` can begin later than that.
func (c *cron) next(after time.Time, zone *time.Location) (time.Time, bool) {
	now := wallTime(after, zone)
	today := now.Truncate(Day24)
	for day := range c.days(today, forward) {
		begin := 0
		if day.Equal(today) {
			begin = now.Hour()*60 + now.Minute()
		}
		for minute := begin; minute < minutesPerDay; minute++ {
			if t, ok := c.at(day, minute, zone); ok && t.After(after) {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// last begins a day late: clocks that were set back over midnight have already
// shown times of the next day. It finds the end of each day's past by halving,
// since instants rise with the wall time.
func (c *cron) last(atOrBefore time.Time, zone *time.Location) (time.Time, bool) {
	tomorrow := wallTime(atOrBefore, zone).Truncate(Day24).Add(Day24)
	for day := range c.days(tomorrow, backward) {
		future := sort.Search(minutesPerDay, func(minute int) bool {
			t, _ := firstInstant(day.Add(time.Duration(minute)*time.Minute), zone)
			return t.After(atOrBefore)
		})
		for minute := future - 1; minute >= 0; minute-- {
			if t, ok := c.at(day, minute, zone); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// at returns the run of a minute of a day, if there is one.
func (c *cron) at(day time.Time, minute int, zone *time.Location) (time.Time, bool) {
	if !c.hours.has(minute/60) || !c.minutes.has(minute%60) {
		return time.Time{}, false
	}
	return firstInstant(day.Add(time.Duration(minute)*time.Minute), zone)
}

// A direction steps through the calendar, day by day.
type direction int

const (
	forward  direction = 1
	backward direction = -1
)

// days yields the days that match, as midnights in UTC, from the given one on.
func (c *cron) days(from time.Time, step direction) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for day := clampYear(from, step); day.Year() >= firstYear && day.Year() <= lastYear; {
			switch {
			case !c.years.has(day.Year() - firstYear):
				day = step.leaveYear(day)
			case !c.months.has(int(day.Month()) - 1):
				day = step.leaveMonth(day)
			default:
				if c.matches(day) && !yield(day) {
					return
				}
				day = day.AddDate(0, 0, int(step))
			}
		}
	}
}

func (c *cron) matches(day time.Time) bool {
	if c.byWeekday {
		return c.daysOfWeek.has(int(day.Weekday()))
	}
	return c.daysOfMonth.has(day.Day() - 1)
}

// clampYear begins at the first day that can match, so that a time far off
// finds the runs beyond it.
func clampYear(day time.Time, step direction) time.Time {
	if step == forward && day.Year() < firstYear {
		return time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if step == backward && day.Year() > lastYear {
		return time.Date(lastYear, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return day
}

func (d direction) leaveYear(day time.Time) time.Time {
	if d == forward {
		return time.Date(day.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(day.Year(), 1, 0, 0, 0, 0, 0, time.UTC)
}

func (d direction) leaveMonth(day time.Time) time.Time {
	if d == forward {
		return time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(day.Year(), day.Month(), 0, 0, 0, 0, 0, time.UTC)
}

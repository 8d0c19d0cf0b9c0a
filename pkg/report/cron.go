package report

import (
	"iter"
	"sort"
	"strings"
	"time"
)

// cron is a parsed cron expression: the values of each field, as distances from
// the field's minimum.
type cron struct {
	text                          string
	minutes, hours, months, years set
	daysOfMonth, daysOfWeek       set
	byWeekday                     bool    // daysOfWeek counts, else daysOfMonth
	rule                          dayRule // if there is one it counts in place of both
}

func parseCron(whole token) (parsedSchedule, error) {
	inner, _ := whole.unwrap("cron")
	parts := inner.fields()
	if len(parts) != len(cronFields) {
		return nil, whole.invalid("cron", "6 fields (minute, hour, day of month, month, day of week, year) such as 30 12 * * ? *")
	}
	c := &cron{text: cronText(parts)}
	if err := c.parse(parts); err != nil {
		return nil, err
	}
	for range c.days(time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), forward) {
		return c, nil
	}
	return nil, whole.invalid("cron", "a date that exists")
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
		return parts[dayOfWeek].invalid("day of week", "? in one of day of month and day of week, as in 30 12 * * ? *")
	}
	for i, part := range parts {
		if part.text == "?" && cronFields[i].isDay {
			continue
		}
		if err := c.parseField(cronFields[i], part, sets[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *cron) parseField(f field, part token, values *set) error {
	var err *ExpressionError
	if f.hasDayRule(part) {
		c.rule, err = f.parseDayRule(part)
	} else {
		*values, err = f.parse(part)
	}
	if err != nil { // not a nil pointer in an error
		return err
	}
	return nil
}

func (c *cron) expression() string { return c.text }

const minutesPerDay = 24 * 60

// next begins at the local time of after. Earlier local times are left out
// because fromLocal rises with its argument: they ran before after, too.
func (c *cron) next(after time.Time, zone *time.Location) (time.Time, bool) {
	now := toLocal(after, zone)
	today := now.Truncate(Day24)
	for day := range c.days(today, forward) {
		begin := 0
		if day.Equal(today) {
			begin = int(now.Sub(today) / time.Minute)
		}
		for minute := begin; minute < minutesPerDay; minute++ {
			if t, ok := c.at(day, minute, zone); ok && t.After(after) {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// last begins one day late: clocks that were set back over midnight have already
// shown times of the next day. It finds the first minute of a day that is in the
// future by binary search, since fromLocal rises with its argument.
func (c *cron) last(atOrBefore time.Time, zone *time.Location) (time.Time, bool) {
	tomorrow := toLocal(atOrBefore, zone).Truncate(Day24).Add(Day24)
	for day := range c.days(tomorrow, backward) {
		future := sort.Search(minutesPerDay, func(minute int) bool {
			t, _ := fromLocal(day.Add(time.Duration(minute)*time.Minute), zone)
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

// at returns the run at a minute of a day, false if there is none.
func (c *cron) at(day time.Time, minute int, zone *time.Location) (time.Time, bool) {
	if !c.hours.has(minute/60) || !c.minutes.has(minute%60) {
		return time.Time{}, false
	}
	return fromLocal(day.Add(time.Duration(minute)*time.Minute), zone)
}

// direction is the way in which days are stepped through.
type direction int

const (
	forward  direction = 1
	backward direction = -1
)

// days yields the days that match, as midnights in UTC, from the given one on.
// It skips years and months that do not match.
func (c *cron) days(from time.Time, step direction) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for day := clamped(from); day.Year() >= firstYear && day.Year() <= lastYear; {
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
	switch {
	case c.rule != dayRule{}:
		return c.rule.matches(day)
	case c.byWeekday:
		return c.daysOfWeek.has(int(day.Weekday()))
	default:
		return c.daysOfMonth.has(day.Day() - 1)
	}
}

// clamped moves a day before the first year or after the last one to the nearest day that
// can match.
func clamped(day time.Time) time.Time {
	first, last := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(lastYear, 12, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case day.Before(first):
		return first
	case day.After(last):
		return last
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

package oracle

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// schedule is cron(minutes hours days * ? *) in a time zone, where each field is *, a list, or
// from/step.
type schedule struct{ expression, zone string }

// next returns the first time after another that is due. A local time that clocks skip is not due,
// one that they show twice is due the first time. ok is false if there is none within a year.
func (s schedule) next(after time.Time) (due time.Time, ok bool) {
	fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(s.expression, "cron("), ")"))
	if len(fields) != 6 {
		return due, false
	}
	zone := must(time.LoadLocation(s.zone))
	t := after.Truncate(time.Minute).Add(time.Minute)
	for end := t.Add(366 * day); t.Before(end); {
		shown := t.In(zone)
		switch {
		case !inField(fields[2], shown.Day()) || !inField(fields[1], shown.Hour()):
			t = t.Truncate(15 * time.Minute).Add(15 * time.Minute) // offsets are whole quarters of an hour
		case !inField(fields[0], shown.Minute()) || shownBefore(shown):
			t = t.Add(time.Minute)
		default:
			return t.UTC(), true
		}
	}
	return due, false
}

// shownBefore reports whether clocks showed the same time before, because they were set back.
func shownBefore(t time.Time) bool {
	for back := 15 * time.Minute; back <= 3*time.Hour; back += 15 * time.Minute {
		if before := t.Add(-back); before.Format(time.DateTime) == t.Format(time.DateTime) {
			return true
		}
	}
	return false
}

func inField(field string, n int) bool {
	if first, step, ok := strings.Cut(field, "/"); ok {
		from, by := must(strconv.Atoi(first)), must(strconv.Atoi(step))
		return n >= from && (n-from)%by == 0
	}
	return field == "*" || slices.Contains(strings.Split(field, ","), strconv.Itoa(n))
}

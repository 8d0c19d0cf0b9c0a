package oracle

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// nextDue returns the first time after another that is due by cron(minutes hours days * ? *)
// in UTC, where each is *, a list, or from/step. ok is false if there is none within a year.
func nextDue(expression string, after time.Time) (due time.Time, ok bool) {
	fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(expression, "cron("), ")"))
	if len(fields) != 6 {
		return due, false
	}
	t := after.UTC().Truncate(time.Minute).Add(time.Minute)
	for end := t.Add(366 * day); t.Before(end); {
		switch {
		case !inField(fields[2], t.Day()) || !inField(fields[1], t.Hour()):
			t = t.Truncate(time.Hour).Add(time.Hour)
		case !inField(fields[0], t.Minute()):
			t = t.Add(time.Minute)
		default:
			return t, true
		}
	}
	return due, false
}

func inField(field string, n int) bool {
	if first, step, ok := strings.Cut(field, "/"); ok {
		from, by := must(strconv.Atoi(first)), must(strconv.Atoi(step))
		return n >= from && (n-from)%by == 0
	}
	return field == "*" || slices.Contains(strings.Split(field, ","), strconv.Itoa(n))
}

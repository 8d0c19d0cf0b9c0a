package report

import (
	"strconv"
	"strings"
	"time"
)

// dayRule names a day of each month other than by its number. The zero value names none.
type dayRule struct {
	kind dayKind
	n    int // the day of the month, or of the week from 1, which is Sunday
	nth  int // which of these days in the month, from 1
}

type dayKind byte

const (
	lastDay     dayKind = iota + 1 // L in day of month
	nearestWork                    // 15W: the day from Monday to Friday that is nearest to day 15
	lastOfWeek                     // 6L: the last Friday of the month
	nthOfWeek                      // 6#3: the third Friday of the month
	everyWeek                      // L in day of week: every Saturday
)

const (
	daysOfWeek = 7
	maxNth     = 5 // a month has no day of the week more often
)

// The forms that AWS documents for EventBridge Scheduler. L in day of week is the last day
// of the week, which is Saturday. Of a field with # AWS documents that it takes one
// expression; lists and ranges with L or W, LW and L-3 are not documented.
//
// Source: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html,
// docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
const (
	wantLastDay = "L for the last day or 15W for the weekday nearest to day 15, alone in the field"
	wantWeekday = "L for Saturday, 6L for the last Friday or 6#3 for the third Friday, alone in the field"
)

// hasDayRule reports whether a field of days holds L, W or #. The names of days hold a W
// too.
func (f field) hasDayRule(t token) bool {
	return f.isDay && strings.ContainsAny(f.withoutNames(t.text), "LW#")
}

func (f field) withoutNames(text string) string {
	for _, name := range f.names {
		text = strings.ReplaceAll(text, name, "")
	}
	return text
}

// parseDayRule reads a field that holds L, W or #.
func (f field) parseDayRule(t token) (dayRule, *ExpressionError) {
	if f.ofWeek {
		return f.parseWeekdayRule(t)
	}
	if t.text == "L" {
		return dayRule{kind: lastDay}, nil
	}
	if day, is := strings.CutSuffix(t.text, "W"); is && wholeNumber(day) {
		n, err := f.parseValue(token{day, t.offset})
		return dayRule{kind: nearestWork, n: n}, err
	}
	return dayRule{}, t.invalid(f.name, "%s", wantLastDay)
}

func (f field) parseWeekdayRule(t token) (dayRule, *ExpressionError) {
	if t.text == "L" {
		return dayRule{kind: everyWeek, n: daysOfWeek}, nil
	}
	day, nth, numbered := t.cut("#")
	if !numbered {
		before, is := strings.CutSuffix(t.text, "L")
		if day = (token{before, t.offset}); !is {
			return dayRule{}, t.invalid(f.name, "%s", wantWeekday)
		}
	}
	n, err := f.parseRuleDay(t, day)
	if err != nil || !numbered {
		return dayRule{kind: lastOfWeek, n: n}, err
	}
	which, bad := strconv.Atoi(nth.text)
	if bad != nil || len(nth.text) != 1 || which < 1 || which > maxNth {
		return dayRule{}, t.invalid(f.name, "a number from 1 to %d after #, as in %d#3, alone in the field", maxNth, n)
	}
	return dayRule{kind: nthOfWeek, n: n, nth: which}, nil
}

// parseRuleDay reads the day before L or #: AWS documents numbers there, no names.
func (f field) parseRuleDay(whole, day token) (int, *ExpressionError) {
	n, err := f.parseValue(day)
	switch {
	case err != nil && wholeNumber(day.text):
		return 0, err
	case err != nil:
		return 0, whole.invalid(f.name, "%s", wantWeekday)
	case !wholeNumber(day.text):
		return 0, whole.invalid(f.name, "the number of the day, %d%s", n, strings.TrimPrefix(whole.text, day.text))
	}
	return n, nil
}

// wholeNumber reports whether a text consists of digits.
func wholeNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// matches reports whether a day, as midnight in UTC, is the one that the rule names in its
// month.
func (r dayRule) matches(day time.Time) bool {
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch r.kind {
	case lastDay:
		return day.Day() == last
	case nearestWork:
		return r.n <= last && day.Day() == nearestWorkday(day.AddDate(0, 0, r.n-day.Day()), last)
	case lastOfWeek:
		return int(day.Weekday())+1 == r.n && day.Day()+daysOfWeek > last
	case nthOfWeek:
		return int(day.Weekday())+1 == r.n && (day.Day()-1)/daysOfWeek+1 == r.nth
	default:
		return int(day.Weekday())+1 == r.n
	}
}

// nearestWorkday returns the day of the month, from Monday to Friday, that is nearest to a
// day. It is in the same month, whose last day is given.
func nearestWorkday(day time.Time, last int) int {
	switch d := day.Day(); {
	case day.Weekday() == time.Saturday && d == 1:
		return d + 2
	case day.Weekday() == time.Saturday:
		return d - 1
	case day.Weekday() == time.Sunday && d == last:
		return d - 2
	case day.Weekday() == time.Sunday:
		return d + 1
	default:
		return d
	}
}

package report

import (
	"slices"
	"strconv"
	"strings"
)

// set holds small numbers, from 0 to 255.
type set [4]uint64

func (s *set) add(n int)      { s[n/64] |= 1 << (n % 64) }
func (s *set) has(n int) bool { return s[n/64]>>(n%64)&1 == 1 }

// field is one of the six fields of a cron expression. Its numbers are kept in
// a set as distances from min.
//
// Source: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
type field struct {
	name     string
	min, max int
	names    []string // for min, min+1, …
	isDay    bool     // takes ?, and L, W or # (dayrule.go)
	ofWeek   bool     // takes # and no steps
}

var cronFields = [6]field{
	{name: "minute", max: 59},
	{name: "hour", max: 23},
	{name: "day of month", min: 1, max: 31, isDay: true},
	{name: "month", min: 1, max: 12, names: strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")},
	{name: "day of week", min: 1, max: 7, names: strings.Fields("SUN MON TUE WED THU FRI SAT"), isDay: true, ofWeek: true},
	{name: "year", min: firstYear, max: lastYear},
}

// The years that EventBridge Scheduler takes.
const firstYear, lastYear = 1970, 2199

// parse reads a list of values, ranges and steps.
func (f field) parse(t token) (set, *ExpressionError) {
	var all set
	items := t.split(",")
	for _, item := range items {
		if len(items) > 1 && (item.text == "*" || item.text == "?") {
			return all, t.invalid(f.name, "a list without %s, or %s without a list", item.text, item.text)
		}
		if err := f.parseItem(item, &all); err != nil {
			return all, err
		}
	}
	return all, nil
}

func (f field) parseItem(t token, all *set) *ExpressionError {
	span, step, stepped := t.cut("/")
	low, high, err := f.parseRange(span, stepped)
	if err != nil {
		return err
	}
	width, err := f.parseStep(t, step, stepped)
	if err != nil {
		return err
	}
	for n := low; n <= high; n += width {
		all.add(n - f.min)
	}
	return nil
}

// parseRange reads *, a value or a range. A value with a step runs to the
// field's end.
func (f field) parseRange(t token, stepped bool) (low, high int, err *ExpressionError) {
	if t.text == "*" {
		return f.min, f.max, nil
	}
	from, to, ranged := t.cut("-")
	if low, err = f.parseValue(from); err != nil {
		return 0, 0, err
	}
	high = low
	if ranged {
		high, err = f.parseValue(to)
	} else if stepped {
		high = f.max
	}
	if err == nil && high < low {
		err = t.invalid(f.name, "two ranges, %s-%d,%d-%s", from.text, f.max, f.min, to.text)
	}
	return low, high, err
}

func (f field) parseValue(t token) (int, *ExpressionError) {
	if i := slices.Index(f.names, t.text); i >= 0 {
		return f.min + i, nil
	}
	if upper := strings.ToUpper(t.text); slices.Contains(f.names, upper) {
		return 0, t.invalid(f.name, "%s", upper)
	}
	n, err := strconv.ParseUint(t.text, 10, 16)
	if err != nil || int(n) < f.min || int(n) > f.max {
		return 0, t.invalid(f.name, "%s", f.values())
	}
	return int(n), nil
}

// values says what the field takes: 1 to 7 or SUN to SAT.
func (f field) values() string {
	values := strconv.Itoa(f.min) + " to " + strconv.Itoa(f.max)
	if len(f.names) > 0 {
		values += " or " + f.names[0] + " to " + f.names[len(f.names)-1]
	}
	return values
}

func (f field) parseStep(item, t token, stepped bool) (int, *ExpressionError) {
	if !stepped {
		return 1, nil
	}
	if f.ofWeek {
		return 0, item.invalid(f.name, "a list of days, not a step")
	}
	n, err := strconv.ParseUint(t.text, 10, 16)
	if err != nil || n == 0 || int(n) > f.max {
		return 0, item.invalid(f.name, "a step from 1 to %d", f.max)
	}
	return int(n), nil
}

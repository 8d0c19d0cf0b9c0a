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
	isDay    bool     // takes ?, L, W or #
	noSteps  bool
}

var cronFields = [6]field{
	{name: "minute", max: 59},
	{name: "hour", max: 23},
	{name: "day of month", min: 1, max: 31, isDay: true},
	{name: "month", min: 1, max: 12, names: strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")},
	{name: "day of week", min: 1, max: 7, names: strings.Fields("SUN MON TUE WED THU FRI SAT"), isDay: true, noSteps: true},
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
			return all, item.errorf("", "%s: %s stands alone, not in a list", f.name, item.text)
		}
		if err := f.item(item, &all); err != nil {
			return all, err
		}
	}
	return all, nil
}

func (f field) item(t token, all *set) *ExpressionError {
	if err := f.later(t); err != nil {
		return err
	}
	span, step, stepped := t.cut("/")
	low, high, err := f.span(span, stepped)
	if err != nil {
		return err
	}
	width, err := f.step(t, step, stepped)
	if err != nil {
		return err
	}
	for n := low; n <= high; n += width {
		all.add(n - f.min)
	}
	return nil
}

// later refuses the wildcards L, W and #. The names of days hold a W too.
func (f field) later(t token) *ExpressionError {
	letters := t.text
	for _, name := range f.names {
		letters = strings.ReplaceAll(letters, name, "")
	}
	if at := strings.IndexAny(letters, "LW#"); f.isDay && at >= 0 {
		return t.errorf("", "%s: %c is not supported yet", f.name, letters[at])
	}
	return nil
}

// span reads *, a value or a range. A value with a step runs to the field's end.
func (f field) span(t token, stepped bool) (low, high int, err *ExpressionError) {
	if t.text == "*" {
		return f.min, f.max, nil
	}
	from, to, ranged := t.cut("-")
	if low, err = f.value(from); err != nil {
		return 0, 0, err
	}
	high = low
	if ranged {
		high, err = f.value(to)
	} else if stepped {
		high = f.max
	}
	if err == nil && high < low {
		err = t.errorf("write it as two ranges in a list", "%s: the range %s runs backwards", f.name, t.text)
	}
	return low, high, err
}

func (f field) value(t token) (int, *ExpressionError) {
	if i := slices.Index(f.names, t.text); i >= 0 {
		return f.min + i, nil
	}
	if upper := strings.ToUpper(t.text); slices.Contains(f.names, upper) {
		return 0, t.errorf("write "+upper, "%s: names are in capitals", f.name)
	}
	n, err := strconv.ParseUint(t.text, 10, 16)
	if err != nil {
		return 0, t.errorf(f.takes(), "%s: %q is no value of it", f.name, t.text)
	}
	if int(n) < f.min || int(n) > f.max {
		return 0, t.errorf(f.takes(), "%s: %s is out of range", f.name, t.text)
	}
	return int(n), nil
}

func (f field) takes() string {
	hint := "it takes " + strconv.Itoa(f.min) + " to " + strconv.Itoa(f.max)
	if len(f.names) > 0 {
		hint += " or " + f.names[0] + " to " + f.names[len(f.names)-1]
	}
	return hint
}

func (f field) step(item, t token, stepped bool) (int, *ExpressionError) {
	if !stepped {
		return 1, nil
	}
	if f.noSteps {
		return 0, item.errorf("list the days", "%s takes no steps", f.name)
	}
	n, err := strconv.ParseUint(t.text, 10, 16)
	if err != nil || n == 0 || int(n) > f.max {
		return 0, item.errorf("", "%s: a step is a number from 1 to %d", f.name, f.max)
	}
	return int(n), nil
}

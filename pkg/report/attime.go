package report

import "time"

// atTime is a parsed at(…): one run at a local date and time.
type atTime struct{ local time.Time }

const atTimeLayout = "2006-01-02T15:04:05"

func parseAtTime(whole token) (parsedSchedule, error) {
	inner, _ := whole.unwrap("at")
	inner = inner.trim()
	local, err := time.Parse(atTimeLayout, inner.text)
	if err != nil || local.Format(atTimeLayout) != inner.text {
		return nil, inner.invalid("at", "a date and time such as 2026-01-02T12:30:00")
	}
	if local.Year() < firstYear || local.Year() > lastYear {
		return nil, inner.invalid("at", "a year from %d to %d", firstYear, lastYear)
	}
	return atTime{local}, nil
}

func (a atTime) expression() string { return "at(" + a.local.Format(atTimeLayout) + ")" }

func (a atTime) next(after time.Time, zone *time.Location) (time.Time, bool) {
	if t, ok := fromLocal(a.local, zone); ok && t.After(after) {
		return t, true
	}
	return time.Time{}, false
}

func (a atTime) last(atOrBefore time.Time, zone *time.Location) (time.Time, bool) {
	if t, ok := fromLocal(a.local, zone); ok && !t.After(atOrBefore) {
		return t, true
	}
	return time.Time{}, false
}

package report

import "time"

// ParseSchedule reads an expression of EventBridge Scheduler, with or without
// the word cron around it, in an IANA time zone. The error is an
// *ExpressionError if the expression is at fault.
func ParseSchedule(expression, timezone string) (*Schedule, error) {
	return nil, nil
}

// Next returns the first time after the given one at which the schedule runs,
// in UTC, and false if there is none.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	return time.Time{}, false
}

// Last returns the last time at or before the given one at which the schedule
// ran, in UTC, and false if there is none.
func (s Schedule) Last(atOrBefore time.Time) (time.Time, bool) {
	return time.Time{}, false
}

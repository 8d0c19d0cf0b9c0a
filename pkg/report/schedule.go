package report

import (
	"fmt"
	"time"
	_ "time/tzdata" // a function's host may have no time zones of its own
)

// ParseSchedule reads an expression of EventBridge Scheduler, cron(…), at(…), the
// bare six fields of a cron, or a rate(…) that a cron is equal to and that becomes
// this cron, in an IANA time zone. The error is an
// *ExpressionError if the mistake is in the expression; a schedule that never
// runs is one.
func ParseSchedule(expression, timezone string) (*Schedule, error) {
	zone, err := LoadZone(timezone)
	if err != nil {
		return nil, err
	}
	parsed, err := parseExpression(expression)
	if err != nil {
		return nil, err
	}
	if _, runs := parsed.next(time.Time{}, zone); !runs {
		return nil, token{expression, 0}.invalid("schedule", "a time that clocks in %s show", timezone)
	}
	return &Schedule{Expression: parsed.expression(), Timezone: timezone}, nil
}

// LoadZone returns the time zone of an IANA name. Unlike time.LoadLocation it
// refuses the empty name and "Local".
func LoadZone(name string) (*time.Location, error) {
	if name != "" && name != "Local" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, nil
		}
	}
	return nil, fmt.Errorf("invalid time zone %q: want an IANA name such as UTC or Europe/Berlin", name)
}

// Next returns the first time after the given one at which the schedule runs,
// in UTC. It returns false if there is none, or if ParseSchedule would refuse
// the schedule. A local time that clocks skip in spring does not run; one that
// they show twice in autumn runs the first time only.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	parsed, zone, err := s.parse()
	if err != nil {
		return time.Time{}, false
	}
	return parsed.next(after, zone)
}

// Last returns the last time at or before the given one at which the schedule
// ran, in UTC, by the same rules as Next.
func (s Schedule) Last(atOrBefore time.Time) (time.Time, bool) {
	parsed, zone, err := s.parse()
	if err != nil {
		return time.Time{}, false
	}
	return parsed.last(atOrBefore, zone)
}

func (s Schedule) parse() (parsedSchedule, *time.Location, error) {
	zone, err := LoadZone(s.Timezone)
	if err != nil {
		return nil, nil, err
	}
	parsed, err := parseExpression(s.Expression)
	if err == nil && s.Until != "" {
		err = CheckDay(s.Until)
		parsed = ending{parsed, endOf(s.Until, zone)}
	}
	return parsed, zone, err
}

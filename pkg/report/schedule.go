package report

import (
	"fmt"
	"time"
	_ "time/tzdata" // a function's host may have no time zones of its own
)

// ParseSchedule reads an expression of EventBridge Scheduler, cron(…) or at(…)
// or the bare fields of a cron, in an IANA time zone. The error is an
// *ExpressionError if the expression is at fault.
func ParseSchedule(expression, timezone string) (*Schedule, error) {
	zone, err := LoadZone(timezone)
	if err != nil {
		return nil, err
	}
	table, err := parseExpression(expression)
	if err != nil {
		return nil, err
	}
	if _, runs := table.next(time.Time{}, zone); !runs {
		whole := token{expression, 0}
		return nil, whole.errorf("clocks are set forward over it", "this schedule never runs: the time does not exist in %s", timezone)
	}
	return &Schedule{Expression: table.expression(), Timezone: timezone}, nil
}

// LoadZone returns the time zone of an IANA name. Unlike time.LoadLocation it
// refuses what stands for the machine's own zone.
func LoadZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("unknown time zone %q", name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("unknown time zone %q", name)
	}
	return zone, nil
}

// Next returns the first time after the given one at which the schedule runs,
// in UTC. It is false if there is none, or if the schedule is not one that
// ParseSchedule takes. A time that clocks skip in spring does not run; one that
// they show twice in autumn runs the first time only.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	table, zone, err := s.parse()
	if err != nil {
		return time.Time{}, false
	}
	return table.next(after, zone)
}

// Last returns the last time at or before the given one at which the schedule
// ran, in UTC, under the same rules as Next.
func (s Schedule) Last(atOrBefore time.Time) (time.Time, bool) {
	table, zone, err := s.parse()
	if err != nil {
		return time.Time{}, false
	}
	return table.last(atOrBefore, zone)
}

func (s Schedule) parse() (timetable, *time.Location, error) {
	zone, err := LoadZone(s.Timezone)
	if err != nil {
		return nil, nil, err
	}
	table, err := parseExpression(s.Expression)
	return table, zone, err
}

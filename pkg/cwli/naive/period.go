package naive

import "strconv"

// period is a length of time as the language writes it: 5m, 1hour.
type period struct {
	count int64
	unit  string
}

func (p period) String() string { return strconv.FormatInt(p.count, 10) + p.unit }

// millis returns the length: a count beyond the unit's most is that one.
func (p period) millis() int64 { return min(p.count, units[p.unit].most) * units[p.unit].millis }

// unit is a unit of time. Bins of it start again with each larger unit, which is
// seen in rows of the service: bin(25m) began at 12:25, 12:50, 13:00 and 13:25.
type unit struct {
	millis, larger int64
	most           int64 // larger counts are this one: CWL_QuerySyntax-operations-functions
}

const (
	second = 1000
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

var units = map[string]unit{
	"ms": {1, second, 1000}, "msec": {1, second, 1000},
	"s": {second, minute, 60}, "sec": {second, minute, 60}, "seconds": {second, minute, 60},
	"m": {minute, hour, 60}, "min": {minute, hour, 60}, "minutes": {minute, hour, 60},
	"h": {hour, day, 24}, "hr": {hour, day, 24}, "hours": {hour, day, 24},
	"d": {day, day, 1}, "day": {day, day, 1},
}

// binFloor returns the start of the bin that a time after 1970 lies in.
func binFloor(ms int64, p period) int64 {
	start := ms - ms%units[p.unit].larger
	return start + (ms-start)/p.millis()*p.millis()
}

package syntax

import "strings"

// Unit is a unit of a Period.
type Unit string

// The units that bin supports. Weeks, months, quarters and years are refused:
// nobody has documented where their bins begin.
const (
	Millisecond Unit = "ms"
	Second      Unit = "s"
	Minute      Unit = "m"
	Hour        Unit = "h"
	Day         Unit = "d"
)

// milliseconds is the length of one unit.
func (u Unit) milliseconds() int64 { return unitLength[u] }

var unitLength = map[Unit]int64{
	Millisecond: 1, Second: 1000, Minute: 60_000, Hour: 3_600_000, Day: 86_400_000,
}

// unitCap is the largest count that counts: the service takes bin(300s) as
// bin(60s), says its page on date functions.
var unitCap = map[Unit]int64{Millisecond: 1000, Second: 60, Minute: 60, Hour: 24}

var unitNames = map[string]Unit{
	"ms": Millisecond, "msec": Millisecond, "millisecond": Millisecond,
	"s": Second, "sec": Second, "second": Second,
	"m": Minute, "min": Minute, "minute": Minute,
	"h": Hour, "hr": Hour, "hour": Hour,
	"d": Day, "day": Day,
}

var unsupportedUnits = map[string]bool{
	"w": true, "week": true, "mo": true, "mon": true, "month": true,
	"q": true, "qtr": true, "quarter": true, "y": true, "yr": true, "year": true,
}

// singular drops the plural's s, which only names of several letters have.
func singular(name string) string {
	name = strings.ToLower(name)
	if len(name) > 2 {
		return strings.TrimSuffix(name, "s")
	}
	return name
}

// Milliseconds is the period's length after the service's cap on its unit.
func (p *Period) Milliseconds() int64 {
	count := p.Count
	if limit, ok := unitCap[p.Unit]; ok {
		count = min(count, limit)
	}
	return count * p.Unit.milliseconds()
}

package syntax

import "strings"

// Unit is a unit of a Period.
type Unit string

// The units that bin supports. Weeks, months, quarters and years are refused: AWS
// does not document where their bins start.
const (
	Millisecond Unit = "ms"
	Second      Unit = "s"
	Minute      Unit = "m"
	Hour        Unit = "h"
	Day         Unit = "d"
)

// milliseconds returns the length of one unit.
func (u Unit) milliseconds() int64 { return unitLength[u] }

var unitLength = map[Unit]int64{
	Millisecond: 1, Second: 1000, Minute: 60_000, Hour: 3_600_000, Day: 86_400_000,
}

// unitCap is the largest count of a unit; a larger one is taken as this one, as
// bin(300s) is as bin(60s)
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html).
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

// singular returns a unit's name in lower case and without the s of the plural,
// which only names of several letters have.
func singular(name string) string {
	name = strings.ToLower(name)
	if len(name) > 2 {
		return strings.TrimSuffix(name, "s")
	}
	return name
}

// Milliseconds returns the period's length, with its count cut to the largest
// that the service takes for the unit: 60 s, 60 m, 24 h or 1000 ms.
func (p *Period) Milliseconds() int64 {
	count := p.Count
	if limit, ok := unitCap[p.Unit]; ok {
		count = min(count, limit)
	}
	return count * p.Unit.milliseconds()
}

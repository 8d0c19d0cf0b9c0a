package expr

import "strings"

// Unit is a unit of a Period.
type Unit string

// The units of periods.
const (
	Millisecond Unit = "ms"
	Second      Unit = "s"
	Minute      Unit = "m"
	Hour        Unit = "h"
	Day         Unit = "d"
	Week        Unit = "w"
	Month       Unit = "mo"
	Quarter     Unit = "q"
	Year        Unit = "y"
)

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
	"w": Week, "week": Week,
	"mo": Month, "mon": Month, "month": Month,
	"q": Quarter, "qtr": Quarter, "quarter": Quarter,
	"y": Year, "yr": Year, "year": Year,
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

// Shifts returns the periods that are added to or subtracted from the time of a call of
// bin, datefloor or dateceil, as in datefloor(@timestamp + 9h, 1h). AWS documents none;
// the service runs such queries, and users report odd times as their result.
func (x *Call) Shifts() (list []*Period) {
	first, last := Param{}, Param{}
	if len(x.Args) == 2 && len(x.Func.Params) == 2 {
		first, last = x.Func.Params[0], x.Func.Params[1]
	}
	if first.Name != "time" || last.Type != PeriodParam {
		return nil
	}
	for time, period := shift(x.Args[0]); period != nil; time, period = shift(time) {
		list = append(list, period)
	}
	return list
}

// shift takes a sum of a time and a period, or a difference, apart; period is nil for
// other expressions.
func shift(x Expr) (time Expr, period *Period) {
	b, ok := x.(*Binary)
	if !ok || b.Op != Add && b.Op != Subtract {
		return nil, nil
	}
	left, before := b.X.(*Period)
	right, after := b.Y.(*Period)
	switch {
	case after && !before:
		return b.X, right
	case before && !after && b.Op == Add:
		return b.Y, left
	}
	return nil, nil
}

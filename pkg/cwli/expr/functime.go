package expr

import (
	"math"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func timeFunctions() []*Function {
	return []*Function{
		{Name: "bin", Params: params("time?, period"), Result: GivesTime, make: bin,
			Summary: "the start of the bin that the time, by default @timestamp, lies in"},
		{Name: "datefloor", Params: params("time, period"), Result: GivesTime, make: stepped((*Period).Floor),
			Summary: "the time cut to the period, as 1h cuts to the hour"},
		{Name: "dateceil", Params: params("time, period"), Result: GivesTime, make: stepped((*Period).Ceil),
			Summary: "the start of the next period, or the time itself if one starts there"},
		{Name: "fromMillis", Params: params("number"), Result: GivesTime, make: ofTime(value.OfTime),
			Summary: "the time of that many milliseconds since 1970"},
		{Name: "toMillis", Params: params("time"), make: ofTime(func(ms int64) value.Value { return value.OfNumber(float64(ms)) }),
			Summary: "the milliseconds since 1970 of the time"},
		{Name: "now", make: contextual("now()"),
			Summary: "when the query began, in seconds since 1970"},
		{Name: "parseDate", Params: params("text, pattern, zone?"), check: checkParseDate, make: parseDate,
			Summary: "the milliseconds since 1970 of a date that is written by a pattern of Java's DateTimeFormatter, such as yyyy-MM-dd; in UTC unless a time zone is given"},
		{Name: "formatDate", Aliases: []string{"strftime"}, Params: params("time, pattern, zone?"), check: checkFormatDate, make: formatDate,
			Summary: "the time as a text by a pattern of strftime, such as %Y-%m-%d; in UTC unless a time zone is given"},
	}
}

// firstTime and lastTime are the milliseconds since 1970 of the years 0 to 9999, the
// times that show as a date. Others are absent.
var (
	firstTime = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	lastTime  = time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli() - 1
)

// milliseconds returns a time, or a number of milliseconds, as whole milliseconds.
func milliseconds(v value.Value) (ms int64, ok bool) {
	f, ok := v.Float()
	if f = math.Floor(f); !ok || f < float64(firstTime) || f > float64(lastTime) {
		return 0, false
	}
	return int64(f), true
}

// timeOf returns the time of a number of milliseconds, absent if it cannot be shown.
func timeOf(f float64) value.Value {
	ms, ok := milliseconds(value.OfNumber(f))
	if !ok {
		return value.Value{}
	}
	return value.OfTime(ms)
}

// ofTime makes the evaluator of a function of one time.
func ofTime(f func(ms int64) value.Value) maker {
	return one(func(v value.Value) value.Value {
		ms, ok := milliseconds(v)
		if !ok {
			return value.Value{}
		}
		return f(ms)
	})
}

// bin makes the evaluator of bin(period) and bin(time, period).
func bin(c *Compiler, x *Call) (Evaluator, error) {
	if len(x.Args) == 1 {
		x = &Call{Span: x.Span, Func: x.Func, Args: []Expr{&Field{Name: "@timestamp"}, x.Args[0]}}
	}
	return stepped((*Period).Floor)(c, x)
}

// stepped makes the evaluator of a function of a time and a period.
func stepped(step func(*Period, int64) int64) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		if shifts := x.Shifts(); len(shifts) > 0 {
			return nil, mistake(x, "`%s` in `%s` is not supported here, only milliseconds in place of %s", Shorten(x.Args[0].String()), x.Func.Name, shifts[0]).unsupported()
		}
		period := x.Args[1].(*Period) // as the parser checked
		return ofTime(func(ms int64) value.Value { return value.OfTime(step(period, ms)) })(c, x)
	}
}

// dateArguments reads the literal arguments of parseDate and formatDate: the pattern,
// and the time zone, UTC without one.
func dateArguments(x *Call) (pattern string, zone *time.Location, err *Error) {
	zone = time.UTC
	if len(x.Args) == 3 {
		name := x.Args[2].(*Text).Value
		if zone = zoneOf(name); zone == nil {
			return "", nil, mistake(x.Args[2], "unknown time zone %s: want one such as UTC, Europe/Berlin or +02:00", Quote(Shorten(name)))
		}
	}
	return x.Args[1].(*Text).Value, zone, nil
}

func checkParseDate(x *Call) *Error {
	pattern, _, err := dateArguments(x)
	if err == nil {
		_, err = datePatternOf(pattern, x.Args[1])
	}
	return err
}

func parseDate(c *Compiler, x *Call) (Evaluator, error) {
	text, zone, wrong := dateArguments(x)
	if wrong != nil {
		return nil, wrong
	}
	pattern, wrong := datePatternOf(text, x.Args[1])
	if wrong != nil {
		return nil, wrong
	}
	return ofText(func(s string) value.Value {
		ms, ok := pattern.parse(s, zone)
		if !ok {
			return value.Value{}
		}
		return value.OfNumber(float64(ms))
	})(c, x)
}

func checkFormatDate(x *Call) *Error {
	pattern, _, err := dateArguments(x)
	if err == nil {
		_, err = strftimeOf(pattern, x.Args[1])
	}
	return err
}

func formatDate(c *Compiler, x *Call) (Evaluator, error) {
	text, zone, wrong := dateArguments(x)
	if wrong != nil {
		return nil, wrong
	}
	pattern, wrong := strftimeOf(text, x.Args[1])
	if wrong != nil {
		return nil, wrong
	}
	return ofTime(func(ms int64) value.Value {
		return value.OfText(string(pattern.append(nil, time.UnixMilli(ms).In(zone))))
	})(c, x)
}

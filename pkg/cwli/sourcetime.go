package cwli

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// sourceTimes are START and END of SOURCE, as the console writes them before a query. They
// hold instead of the window of the run; one that is missing is that of the run.
type sourceTimes struct{ start, end *sourceTime }

// sourceTime is a time in milliseconds, since 1970 or from now.
type sourceTime struct {
	ms      int64
	fromNow bool
}

// within returns the window for a run over w. The end is included, as StartQuery's is.
func (t sourceTimes) within(w Window, now time.Time) Window {
	if t.start == nil && t.end == nil {
		return w
	}
	if (w == Window{}) {
		w = Window{minTime, maxTime}
	}
	if t.start != nil {
		w.Start = t.start.at(now)
	}
	if t.end != nil {
		w.End = t.end.at(now) + 1
	}
	return w
}

func (t *sourceTime) at(now time.Time) int64 {
	if t.fromNow {
		return now.UnixMilli() + t.ms
	}
	return t.ms
}

// readSourceTimes reads the times of a SOURCE. The error is an *expr.Error.
func readSourceTimes(c *syntax.Source) (times sourceTimes, err error) {
	if times.start, err = readSourceTime(c, c.Start); err == nil {
		times.end, err = readSourceTime(c, c.End)
	}
	if err == nil && times.reversed() {
		err = &expr.Error{Offset: c.Offset, End: c.Span.End, Message: "invalid times of `SOURCE`: want START=" + c.Start + " before END=" + c.End}
	}
	return times, err
}

// reversed reports whether the end is before the start whenever the query runs.
func (t sourceTimes) reversed() bool {
	return t.start != nil && t.end != nil && t.start.fromNow == t.end.fromNow && t.start.ms > t.end.ms
}

var (
	relativeTime = lazyregexp.New(`^(-?\d{1,9})(ms|s|m|h|d|w)$`)
	relativeUnit = map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}
)

func readSourceTime(c *syntax.Source, text string) (*sourceTime, error) {
	const millisFrom = 100_000_000_000 // seconds would be the year 5138
	if text == "" {
		return nil, nil
	}
	if text == "now" {
		return &sourceTime{fromNow: true}, nil
	}
	if part := relativeTime().FindStringSubmatch(text); part != nil {
		count, err := strconv.ParseInt(part[1], 10, 64)
		return &sourceTime{count * relativeUnit[part[2]].Milliseconds(), true}, err
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= millisFrom {
		return &sourceTime{ms: n}, nil
	} else if err == nil {
		return &sourceTime{ms: n * 1000}, nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return &sourceTime{ms: t.UnixMilli()}, nil
		}
	}
	return nil, unsupported(c, "`SOURCE` with the time "+text+" is not supported here: want one such as -1d, now or 2026-01-31T12:30:00Z")
}

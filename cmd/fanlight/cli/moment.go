package cli

import (
	"regexp"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// layouts are the forms of a time on the command line; without a zone it is
// UTC.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly}

// epochTime matches seconds and milliseconds since 1970, told apart by their
// length: ten digits last until the year 2286.
var epochTime = regexp.MustCompile(`^(\d{9,10})(\d{3})?$`)

// parseMoment reads the time that a flag gives: a time, or a span before now.
func parseMoment(flag, s string, now time.Time) (time.Time, error) {
	if s == "now" {
		return now.UTC(), nil
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	if m := epochTime.FindStringSubmatch(s); m != nil {
		n, err := strconv.ParseInt(m[1]+m[2], 10, 64)
		if err == nil && m[2] == "" {
			n *= 1000
		}
		return time.UnixMilli(n).UTC(), err
	}
	if span, err := report.ParseDuration(s); err == nil {
		return now.Add(-time.Duration(span)).UTC(), nil
	}
	return time.Time{}, misused("--%s %q is no time: want 2026-01-02T12:30:00Z, 2026-01-02 (UTC), seconds since 1970, or a span before now such as 24h", flag, s)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

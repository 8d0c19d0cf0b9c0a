package cli

import (
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// FuzzParseTime reads a text as each of the words that stand for a time or a run on the command line:
// a mistake is one of usage, a time is the same when it is written and given again, and a length of time
// lies before now.
func FuzzParseTime(f *testing.F) {
	for _, s := range []string{
		"2026-01-02T12:30:00Z", "2026-01-02 12:30", "2026-01-02", "today", "yesterday", "now", "24h", "2w1d", "9999w106751d", "1767225601", "1767225601000",
		"bot-usage", "bot-usage@-1", "@", "@-999999", "bot@2026-01-02T12", "bot@", "0000-00-00", "9999-12-31T23:59:59+24:00",
	} {
		f.Add(s)
	}
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if at, err := parseTime("at", s, now); err != nil {
			checkUsage(t, s, err)
		} else if again, err := parseTime("at", formatTime(at), now); 0 <= at.Year() && at.Year() < 10_000 && (err != nil || !again.Equal(at.Truncate(time.Second))) {
			t.Errorf("%q is %s, given again %s, %v", s, at, again, err)
		}
		if _, err := parseEnd("until", s, now); err != nil {
			checkUsage(t, s, err)
		}
		if length, ok := parseLength(s); ok && length < 0 {
			t.Errorf("%q is %s", s, length)
		}
		if n, err := parseRunName(s); err != nil {
			checkUsage(t, s, err)
		} else if n.report != "" && !report.ValidName(n.report) || n.back < 0 {
			t.Errorf("%q is %+v", s, n)
		}
	})
}

func checkUsage(t *testing.T, s string, err error) {
	t.Helper()
	if usage, ok := errors.AsType[*usageError](err); !ok || usage.Error() == "" {
		t.Errorf("%q: %v is not a mistake of usage", s, err)
	}
}

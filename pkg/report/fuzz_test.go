package report

import (
	"errors"
	"testing"
	"time"
)

// FuzzParseSchedule asserts that errors point into the expression and that
// what is taken can be written and read again, and runs.
func FuzzParseSchedule(f *testing.F) {
	for _, seed := range []string{"30 12 * * ? *", "cron(0/5 8-17 ? * MON-FRI 2026-2030)", "at(2026-01-02T12:30:00)", "rate(5 minutes)", "rate(7 days)", "0 0 L * ? *", "0 0 15W * ? *", "0 0 ? * 6L *", "0 0 ? * 6#3 *"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		s, err := ParseSchedule(expression, "Europe/Berlin")
		if bad := (*ExpressionError)(nil); errors.As(err, &bad) {
			if bad.Offset < 0 || bad.End < bad.Offset || bad.End > len(expression) {
				t.Fatalf("%q: error at %d to %d", expression, bad.Offset, bad.End)
			}
			return
		}
		again, err := ParseSchedule(s.Expression, s.Timezone)
		if err != nil || *again != *s {
			t.Fatalf("%q became %q, read again as %v, %v", expression, s.Expression, again, err)
		}
		first, ok := s.Next(time.Time{})
		if last, ran := s.Last(first); !ok || !ran || !last.Equal(first) {
			t.Fatalf("%q first runs at %v (%v), last before that %v (%v)", expression, first, ok, last, ran)
		}
	})
}

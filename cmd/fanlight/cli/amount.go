package cli

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/render"
)

// formatPart returns how many bytes there are of a number: "1.2 of 3.4 GB", and
// "812 B of 3.4 GB". The joint stands between the two.
func formatPart(part float64, joint string, whole float64) string {
	some, all := render.Bytes(part), render.Bytes(whole)
	if number, unit, ok := strings.Cut(some, " "); ok && strings.HasSuffix(all, " "+unit) {
		some = number
	}
	return some + joint + all
}

// formatLength returns a length of time in whole seconds, or tenths of the first ten:
// 0.4s, 12s, 1m19s.
func formatLength(d time.Duration) string {
	if d < 10*time.Second {
		return d.Truncate(100 * time.Millisecond).String()
	}
	return d.Truncate(time.Second).String()
}

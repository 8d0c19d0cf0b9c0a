package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/price"
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

// formatLength returns a length of time, shorter than a day, by its two largest units:
// 0.4s, 12s, 1m19s, 2h05m.
func formatLength(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1fs", d.Truncate(100*time.Millisecond).Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%ds", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%dm%02ds", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%dh%02dm", d/time.Hour, d%time.Hour/time.Minute)
}

// formatCost returns what a scan costs, in few characters.
func formatCost(bytes float64) string {
	return formatDollars(bytes * price.ScannedByte)
}

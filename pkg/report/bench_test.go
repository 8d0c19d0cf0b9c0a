package report

import (
	"testing"
	"time"
)

func BenchmarkNext(b *testing.B) { benchmark(b, Schedule.Next) }
func BenchmarkLast(b *testing.B) { benchmark(b, Schedule.Last) }

func benchmark(b *testing.B, find func(Schedule, time.Time) (time.Time, bool)) {
	for _, expression := range []string{"30 12 * * ? *", "* * * * ? *", "0 0 29 2 ? *"} {
		b.Run(expression, func(b *testing.B) {
			s, now := *mustParse(b, expression, "Europe/Berlin"), at(b, "2026-01-02T02:30Z")
			for b.Loop() {
				find(s, now)
			}
		})
	}
}

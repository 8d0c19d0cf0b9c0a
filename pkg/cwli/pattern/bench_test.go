package pattern_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/pattern"
)

func BenchmarkMiner(b *testing.B) {
	for _, bench := range []struct {
		name   string
		format string
	}{
		{"text", "2026-01-31T12:30:%02d.123Z [INFO] user %s of 8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f logged in from 10.0.0.1 in 327 ms"},
		{"JSON", `{"ts":"2026-01-31T12:30:%02d.123Z","level":"info","user":"%s","ok":true,"latency_ms":12.5,"message":"handled an update of a user"}`},
		{"long", "took %d ms for %s " + strings.Repeat("word ", 3_000)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			texts, size := make([]string, 10_000), 0
			for i := range texts {
				texts[i] = fmt.Sprintf(bench.format, i%60, letters(i%100))
				size += len(texts[i])
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				m := pattern.New(10 << 20)
				for _, text := range texts {
					if err := m.Add(text); err != nil {
						b.Fatal(err)
					}
				}
				m.Patterns()
			}
		})
	}
}

// BenchmarkMiner_distinct has no two equal texts, and merges when the bound is reached.
func BenchmarkMiner_distinct(b *testing.B) {
	texts, size := make([]string, 100_000), 0
	for i := range texts {
		texts[i] = fmt.Sprintf("user %s of team %s logged in", letters(i), letters(i%5_000))
		size += len(texts[i])
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		m := pattern.New(10 << 20)
		for _, text := range texts {
			if err := m.Add(text); err != nil {
				b.Fatal(err)
			}
		}
		m.Patterns()
	}
}

package substring_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/internal/substring"
)

func TestPattern_In(t *testing.T) {
	t.Parallel()
	texts := []string{"", "e", "er", "error", "aa", "aab", "\x00\x01", "\xff\xfe", "a text that is longer than a word of eight bytes"}
	fillers := []string{"", "e", "er", "erro", "rorre", "aaaaaaaaaaaaaaaaaaaaaaa", "\x00\x80\xff\xfe\x01\x00", "a text that is longer than a word of eight byte"}
	for _, text := range texts {
		f := substring.New(text)
		for _, filler := range fillers {
			for n := range 40 {
				before, after := strings.Repeat(filler, n%5)+strings.Repeat("x", n), strings.Repeat("y", 39-n)
				for _, s := range []string{before + after, before + text + after, before + text, text + after} {
					if got := f.In(s); got != strings.Contains(s, text) {
						t.Fatalf("%q in %q: %v", text, s, got)
					}
				}
			}
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("error", `{"level":"error"}`)
	f.Add("\x00a", "\x01\x00\x00a")
	f.Fuzz(func(t *testing.T, text, s string) {
		if got := substring.New(text).In(s); got != strings.Contains(s, text) {
			t.Fatalf("%q in %q: %v", text, s, got)
		}
	})
}

func BenchmarkPattern_In(b *testing.B) {
	line := strings.Repeat(`{"level":"INFO","message":"update 500000001 decoded, 6 entities","latency_ms":9.984,"request_id":"baadcc27-9ed7"}`, 3)
	for _, text := range []string{"error", `"level":"ERROR"`, "timeout"} {
		f := substring.New(text)
		b.Run(fmt.Sprintf("%q", text), func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			for b.Loop() {
				f.In(line)
			}
		})
		b.Run(fmt.Sprintf("%q by package strings", text), func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			for b.Loop() {
				strings.Contains(line, text)
			}
		})
	}
}

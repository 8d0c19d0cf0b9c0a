package cwli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// diverse returns n messages that have nothing in common.
func diverse(n int) (messages []string) {
	for i := range n {
		messages = append(messages, strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i)))
	}
	return messages
}

func TestPattern_memory(t *testing.T) {
	t.Parallel()
	_, err := run(t, "pattern @message", Options{Memory: 1 << 20}, diverse(50_000)...)
	if e, ok := errors.AsType[*MemoryError](err); !ok || e.Command != "pattern" || e.Limit != 1<<20 {
		t.Errorf("error %v, want a *MemoryError of pattern", err)
	}
	r, err := run(t, "pattern @message", Options{Memory: 1 << 20}, numbered(50_000)...)
	if err != nil || len(r.Rows) != 1 || column(r, "@sampleCount")[0] != "50000" {
		t.Errorf("rows %v, %v, want one of 50,000 events", r.Rows, err)
	}
}

func TestPattern_cancelled(t *testing.T) {
	t.Parallel()
	q, err := Compile("pattern @message")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := q.Execution(Options{}).Result(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestPattern_explain(t *testing.T) {
	t.Parallel()
	q, err := Compile("filter a = 1 | pattern @message | diff | estimate")
	if err != nil {
		t.Fatal(err)
	}
	var runs []string
	for _, s := range q.Explain() {
		runs = append(runs, s.RunsAs)
	}
	if got := strings.Join(runs, ", "); got != "scan, patterns, rows, bytes of the events" {
		t.Errorf("runs as %s", got)
	}
}

func BenchmarkPattern(b *testing.B) {
	events, size := botLog(), 0
	for i := range events {
		size += len(events[i].Message)
	}
	q, err := Compile("pattern @message")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		x := q.Execution(Options{})
		for i := range events {
			if err := x.Add(&events[i]); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := x.Result(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

package cli

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestReading_format(t *testing.T) {
	t.Parallel()
	r := &reading{bytes: 1_240_000_000, total: 3_400_000_000, seen: timeRange{events: 6_204_118}}
	for _, c := range []struct {
		total int64
		took  time.Duration
		want  string
	}{
		{3_400_000_000, 4 * time.Second, "1.2 of 3.4 GB read, 310 MB/s · 6,204,118 events · 4.0s"},
		{3_400_000_000, 1250 * time.Millisecond, "1.2 of 3.4 GB read, 992 MB/s · 6,204,118 events · 1.2s"},
		{0, 124 * time.Second, "1.2 GB read, 10.0 MB/s · 6,204,118 events · 2m04s"},
		{1_000_000_000, 0, "1.0 of 1.0 GB read, 1.2 TB/s · 6,204,118 events · 0.0s"}, // messages are not all of a file
	} {
		if r.total = c.total; r.format(c.took) != c.want {
			t.Errorf("got %q, want %q", r.format(c.took), c.want)
		}
	}
}

// stepping is a clock that goes on by a step each time it is read.
func stepping(step time.Duration) func() time.Time {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(step); return now }
}

// TestReading_interrupted interrupts a query when its progress is shown first, from half
// a second on: 5 times 100 ms, each with 256 events.
func TestReading_interrupted(t *testing.T) {
	t.Parallel()
	_, log := files(t, 5000)
	ctx, cancel := context.WithCancelCause(t.Context())
	var out bytes.Buffer
	err := screen{onWrite: func(text string) {
		if strings.Contains(text, "events") {
			cancel(Stopped{syscall.SIGINT})
		}
	}}
	s := onTerminal(&out, &err, map[string]string{"NO_COLOR": "1"})
	s.Now = stepping(100 * time.Millisecond)
	status := Run(ctx, []string{"query", "stats count(*) as n", "--logs", log}, s)
	const line = clearLine + "55.0 of 215 kB read, 110 kB/s · 1,280 events · 0.5s" + clearLine + "partial: after 55.0 of 215 kB\nfanlight: interrupted\n"
	if status != statusInterrupted || out.String() != "   n\n────\n1280\n" || err.String() != line {
		t.Errorf("status %d\n%s\ngot  %q\nwant %q", status, out.String(), err.String(), line)
	}
}

package cli

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

func TestEvent(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 52, 1, 0, time.UTC)
	var out, err screen
	s := onTerminal(&out, &err, map[string]string{"LANG": "C.UTF-8"})
	long := "bot-usage@2026-01-12T12:30:00Z ended as unsent: telegram: 403 Forbidden: bot was kicked"
	want := "12:52:01Z  ✗ bot-usage@2026-01-12T12:30:00Z ended as unsent: telegram: 403\n           Forbidden: bot was kicked"
	if got := event(&s, at, checkFailed, long); got != want || text.Width(want) > 160 {
		t.Errorf("got\n%s", got)
	}
	s.Width = func(io.Writer) int { return 0 }
	s.Getenv = func(string) string { return "" }
	if got := event(&s, at, checkBegun, long); got != "12:52:01Z  . "+long {
		t.Errorf("got %s", got)
	}
}

func TestPlayed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		queries int
		winners map[int]string
		want    string
	}{
		{2, nil, "runs 2 queries"},
		{1, map[int]string{0: "own"}, "runs 1 query"},
		{2, map[int]string{0: "1:first"}, "runs q1, keeps q0"},
		{3, map[int]string{0: "1:first", 1: "own", 2: "1:third"}, "runs q1, keeps q0, q2"},
		{9, map[int]string{0: "1:first"}, "runs 8 of 9 queries, keeps the results of the others"},
	} {
		run := fanlight.Run{Epoch: 2, Total: c.queries}
		for i := range c.queries {
			run.Definition.Queries = append(run.Definition.Queries, report.Query{ID: fmt.Sprintf("q%d", i)})
		}
		if got := played(run, []fanlight.Progress{{Size: c.queries, Winners: c.winners}}); got != c.want {
			t.Errorf("%v: got %q, want %q", c.winners, got, c.want)
		}
	}
}

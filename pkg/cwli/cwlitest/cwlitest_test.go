package cwlitest

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

// counter counts the queries and the events that it gets.
type counter struct{ queries, events atomic.Int64 }

func (c *counter) Run(_ context.Context, in Input) ([][]Field, error) {
	c.queries.Add(1)
	c.events.Add(int64(len(in.Events)))
	return nil, nil
}

func TestRunScripts(t *testing.T) {
	t.Parallel()
	c := &counter{}
	const head = "case x\n# source: by hand, it is empty\n"
	t.Run("scripts", func(t *testing.T) {
		RunScripts(t, c, fstest.MapFS{
			"one.txt": {Data: []byte(head + "query\n\tfields a\nrows\n\nlog\n\t2026-01-01T00:00:00Z x\nquery\n\tfields b\nrows\n\nquery\n\tparse a\nunsupported 0 5\n")},
			"two.txt": {Data: []byte(head + "query\n\tfields a\naccepted\n")},
			"other":   {Data: []byte("not a script")},
		})
	})
	if queries, events := c.queries.Load(), c.events.Load(); queries != 4 || events != 2 {
		t.Errorf("%d queries over %d events, want 4 over 2", queries, events)
	}
}

// sayings is an engine that answers each query with what it is set to.
type sayings map[string]error

func (e sayings) Run(_ context.Context, in Input) ([][]Field, error) { return nil, e[in.Query] }

func TestFailures(t *testing.T) {
	t.Parallel()
	const script = "case x\n# source: by hand, counted\nquery\n\ta\nrows\n\t{\"a\": \"1\"}\nquery\n\tb\nrows\nquery\n\tc\nrefused\nquery\n\td\nunsupported 0 1\nquery\n\tdown\naccepted\n"
	engine := sayings{"c": &Refusal{Offset: -1}, "down": errors.New("no connection")}
	failed, total, err := Failures(t.Context(), engine, fstest.MapFS{"one.txt": {Data: []byte(script)}})
	if want := []string{"one.txt:3", "one.txt:16"}; !slices.Equal(failed, want) || total != 5 || err != nil {
		t.Errorf("Failures = %q of %d, %v, want %q of 5", failed, total, err, want)
	}
	if _, _, err := Failures(t.Context(), engine, fstest.MapFS{}); err == nil {
		t.Error("Failures without scripts: no error")
	}
}

func TestRefusal_Error(t *testing.T) {
	t.Parallel()
	if got := (&Refusal{Offset: 1, End: 2, Message: "invalid x"}).Error(); got != "invalid x" {
		t.Errorf("Error = %q, want the message", got)
	}
}

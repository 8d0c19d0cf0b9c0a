package cwlitest

import (
	"context"
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

func TestRefusal_Error(t *testing.T) {
	t.Parallel()
	if got := (&Refusal{Offset: 1, End: 2, Message: "invalid x"}).Error(); got != "invalid x" {
		t.Errorf("Error = %q, want the message", got)
	}
}

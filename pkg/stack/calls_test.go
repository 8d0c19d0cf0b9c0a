package stack_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

// lasting returns a call that takes that long, or until its context ends, and
// whose reply notes its name.
func lasting(d time.Duration, name string, noted *[]string) func(context.Context) fanlight.Reply {
	return func(ctx context.Context) fanlight.Reply {
		err := stack.Clock{}.Sleep(ctx, d)
		return func(context.Context) {
			if err != nil {
				name += ": " + err.Error()
			}
			*noted = append(*noted, name)
		}
	}
}

// replies runs the replies that come within a time.
func replies(t *testing.T, calls fanlight.Calls, within time.Duration) {
	t.Helper()
	for until := time.Now().Add(within); ; {
		reply, ok := calls.Next(t.Context(), until)
		if !ok {
			return
		}
		reply(t.Context())
	}
}

// TestConcurrent has calls overlap: their replies come as they end, a call that
// hangs ends at its deadline, and End waits for what is under way.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		var noted []string
		calls := stack.Concurrent(t.Context())
		for _, c := range []struct {
			name string
			time.Duration
		}{{"hangs", time.Hour}, {"slow", 3 * time.Second}, {"quick", time.Second}} {
			calls.Begin(begun.Add(30*time.Second), lasting(c.Duration, c.name, &noted))
		}
		replies(t, calls, time.Minute)
		if want := []string{"quick", "slow", "hangs: context deadline exceeded"}; !slices.Equal(noted, want) {
			t.Errorf("replies %q, want %q", noted, want)
		}
		if took := time.Since(begun); took != time.Minute {
			t.Errorf("it waited for %s, want a minute", took)
		}
		calls.Begin(time.Now().Add(time.Hour), lasting(time.Hour, "dropped", &noted))
		calls.End()
		if len(noted) != 3 || time.Since(begun) != time.Minute {
			t.Errorf("after End: %q after %s", noted, time.Since(begun))
		}
	})
}

// TestConcurrent_ended_context returns at once from Next when its context ends.
func TestConcurrent_ended_context(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		calls := stack.Concurrent(t.Context())
		defer calls.End()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begun := time.Now()
		if _, ok := calls.Next(ctx, begun.Add(time.Hour)); ok || time.Since(begun) != time.Second {
			t.Errorf("%t after %s", ok, time.Since(begun))
		}
	})
}

// TestStack_NewCalls makes calls in order without a maker of calls, and by it if
// there is one.
func TestStack_NewCalls(t *testing.T) {
	t.Parallel()
	clock := &sim.Clock{}
	var noted []string
	calls := (&stack.Stack{Clock: clock}).NewCalls(t.Context())
	for _, name := range []string{"first", "second"} {
		calls.Begin(clock.Now(), func(context.Context) fanlight.Reply {
			noted = append(noted, name+" made")
			return func(context.Context) { noted = append(noted, name) }
		})
	}
	for range 2 {
		reply, ok := calls.Next(t.Context(), clock.Now())
		if !ok {
			t.Fatal("no reply")
		}
		reply(t.Context())
	}
	if want := []string{"first made", "second made", "first", "second"}; !slices.Equal(noted, want) {
		t.Errorf("got %q, want %q", noted, want)
	}
	begun := clock.Now()
	if _, ok := calls.Next(t.Context(), begun.Add(time.Minute)); ok || clock.Now().Sub(begun) != time.Minute {
		t.Errorf("without calls: %t after %s", ok, clock.Now().Sub(begun))
	}
	calls.End()
	made := (&stack.Stack{Calls: func(ctx context.Context) fanlight.Calls { return calls }}).NewCalls(t.Context())
	if made != calls {
		t.Error("the stack's Calls was not used")
	}
}

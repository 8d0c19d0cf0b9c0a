package cli

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestEachOf(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 3, 100} {
		var running, most, called atomic.Int64
		seen := make([]int, n)
		err := eachOf(t.Context(), n, 3, func(_ context.Context, i int) error {
			if now := running.Add(1); now > most.Load() {
				most.Store(now)
			}
			defer running.Add(-1)
			called.Add(1)
			seen[i]++
			return nil
		})
		if err != nil || int(called.Load()) != n || most.Load() > 3 {
			t.Errorf("%d: %d calls, %d at a time, %v", n, called.Load(), most.Load(), err)
		}
		for i, times := range seen {
			if times != 1 {
				t.Errorf("%d of %d was called %d times", i, n, times)
			}
		}
	}
}

func TestEachOf_error(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	called := 0
	err := eachOf(t.Context(), 10, 1, func(_ context.Context, i int) error {
		if called++; i == 2 {
			return failed
		}
		return nil
	})
	if !errors.Is(err, failed) || called != 3 {
		t.Errorf("%d calls, %v; want 3 and the error", called, err)
	}
	err = eachOf(t.Context(), 2, 2, func(ctx context.Context, i int) error {
		if i == 0 {
			return failed
		}
		<-ctx.Done() // the error ends the other call
		return ctx.Err()
	})
	if !errors.Is(err, failed) {
		t.Errorf("the first error: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := eachOf(ctx, 2, 2, func(context.Context, int) error { return failed }); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: %v", err)
	}
}

package cli

import (
	"context"
	"sync"
	"sync/atomic"
)

// eachOf calls do with each number below n, at most so many calls at a time, and returns when
// all have returned. The first error ends the context of the others, and is returned; so is
// the cause of a context that has ended before all were called.
func eachOf(ctx context.Context, n, most int, do func(ctx context.Context, i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var calls sync.WaitGroup
	for range min(most, n) {
		calls.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := do(ctx, i); err != nil {
					stop(err)
				}
			}
		})
	}
	calls.Wait()
	return context.Cause(ctx) //nolint:wrapcheck // do's, or why the caller's context ended
}

package fanlight

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// CallTime is the longest that calls of the table or of a queue take which overlap:
// one attempt of the SDK that hangs, and a second one.
const CallTime = 30 * time.Second

// errNoAnswer is the error of calls of which one did not end by its deadline.
var errNoAnswer = errors.New("no answer to a call that overlaps with others")

// Together carries out several functions side by side, and returns when all have
// ended: the error is that of the first one in their order that failed, which keeps
// no other from its effect. Each makes calls one after the other, with a context that
// ends CallTime after now. They share no variable. It ends the calls.
func Together(ctx context.Context, calls Calls, now time.Time, all ...func(context.Context) error) error {
	defer calls.End()
	deadline := now.Add(CallTime)
	failures := make([]error, len(all))
	for i, f := range all {
		calls.Begin(deadline, func(ctx context.Context) Reply {
			err := f(ctx)
			return func(context.Context) { failures[i] = err }
		})
	}
	for range all {
		answer, ok := calls.Next(ctx, deadline.Add(time.Second))
		if !ok {
			return cmp.Or(ctx.Err(), errNoAnswer)
		}
		answer(ctx)
	}
	return cmp.Or(failures...)
}

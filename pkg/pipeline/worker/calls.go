package worker

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// overlap makes a call of Logs Insights that overlaps with whatever the invocation
// does. Its answer runs in await. An answer that obliges is waited for before the
// invocation ends.
func (inv *invocation) overlap(obliges bool, call func(context.Context) fanlight.Reply) {
	if obliges {
		inv.obliged++
	}
	inv.calls.Begin(inv.now().Add(callTime), func(ctx context.Context) fanlight.Reply {
		answer := call(ctx)
		return func(ctx context.Context) {
			if obliges {
				inv.obliged--
			}
			answer(ctx)
		}
	})
}

// await waits for one answer until a time, and runs it. It reports whether one
// came.
func (inv *invocation) await(ctx context.Context, until time.Time) bool {
	answer, ok := inv.calls.Next(ctx, until)
	if ok {
		answer(ctx)
	}
	return ok
}

// awaitObliged waits for the answers that oblige, which all come by the deadline
// of their calls.
func (inv *invocation) awaitObliged(ctx context.Context) {
	until := inv.now().Add(callTime + time.Second)
	for inv.obliged > 0 && inv.await(ctx, until) {
		continue
	}
}

// stop stops a query whose results will not be read. It only frees a slot of the
// account sooner, so a failure is not repeated.
func (inv *invocation) stop(id string) {
	inv.overlap(true, func(ctx context.Context) fanlight.Reply {
		err := inv.insights.Stop(ctx, id)
		return func(context.Context) { inv.failed("stop", err) }
	})
}

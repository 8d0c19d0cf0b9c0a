package worker

import (
	"context"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/queue"
)

// invocation is one invocation of a worker: its slots and its appointments.
type invocation struct {
	*Worker
	slots     []*slot
	delivered map[string]bool // message IDs of the event source that are not done with

	draining   bool      // it hands back: what an answer asks for is done, however late it came
	until      time.Time // when the rest is handed back
	receive    backoff   // while the queue is empty
	finishing  backoff   // while what follows from settled queries fails
	nextPoll   time.Time // of the running queries
	renew      time.Time
	starts     *insights.Limiter
	reads      *insights.Limiter
	polled     bool // at least once
	inUse      int  // queries that the account was running at the last poll, and those started since
	queueEmpty bool // the last receive found nothing

	errors     []stepError
	progressed bool // some message was done with
}

func newInvocation(w *Worker) *invocation {
	now := w.clock.Now()
	return &invocation{
		Worker: w, delivered: map[string]bool{},
		until: now.Add(w.settings.DrainAfter), nextPoll: now, renew: now.Add(renewInterval),
		starts: insights.NewLimiter(w.settings.CallInterval, burst), reads: insights.NewLimiter(w.settings.CallInterval, burst),
	}
}

func (inv *invocation) now() time.Time { return inv.clock.Now() }

// interrupted reports whether it is time to renew the messages or to hand them
// back. Every loop over slots ends then and goes on at the next tick: an
// endpoint that hangs must cost neither.
func (inv *invocation) interrupted() bool { return !inv.now().Before(earlier(inv.renew, inv.until)) }

// begin takes what the event source delivered. Its visibility is shortened
// first, so that a crash does not cost the queue's own, which is long.
func (inv *invocation) begin(ctx context.Context, delivered []queue.Message) {
	if len(delivered) == 0 {
		return
	}
	for _, m := range delivered {
		inv.delivered[m.ID] = true
	}
	// Failing here costs time after a crash, nothing else.
	inv.failed("shorten visibility", inv.queries.SetVisibility(ctx, visibility, receipts(delivered)...))
	inv.adopt(ctx, delivered)
}

// step makes one round of the loop. Its steps leave a slot as it is when a
// call fails, and note that: the next step tries again.
func (inv *invocation) step(ctx context.Context) {
	inv.refill(ctx)
	inv.poll(ctx)
	inv.findAmbiguous(ctx)
	inv.startWaiting(ctx)
	inv.recordStarts(ctx)
	inv.readEnded(ctx)
	inv.settle(ctx)
	inv.finish(ctx)
	inv.acknowledge(ctx)
	inv.renewAll(ctx)
}

// refill takes messages from the queue into free slots, without waiting, and
// ever less often while there are none.
func (inv *invocation) refill(ctx context.Context) {
	free := inv.settings.Slots - len(inv.slots)
	if free <= 0 || inv.interrupted() || inv.now().Before(inv.receive.at) {
		return
	}
	messages, err := inv.queries.Receive(ctx, free, visibility, 0)
	inv.queueEmpty = inv.failed("receive", err) || len(messages) == 0
	inv.receive.next(inv.queueEmpty, inv.now(), time.Second)
	inv.adopt(ctx, messages)
}

// idle reports whether no query is held and the queue was empty at the last
// receive. A worker whose slots are full does not receive.
func (inv *invocation) idle() bool { return len(inv.slots) == 0 && inv.queueEmpty }

// pause sleeps until the next appointment.
func (inv *invocation) pause(ctx context.Context) error {
	next := earlier(inv.until, inv.renew)
	if len(inv.slots) < inv.settings.Slots {
		next = earlier(next, inv.receive.at)
	}
	if inv.pollDue() {
		next = earlier(next, inv.nextPoll)
	}
	for _, sl := range inv.slots {
		next = earlier(next, inv.due(sl))
	}
	if wait := next.Sub(inv.now()); wait > 0 {
		return inv.clock.Sleep(ctx, wait)
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// due returns when a slot's next step is, if it is not that of all slots.
func (inv *invocation) due(sl *slot) time.Time {
	switch sl.phase {
	case ambiguous:
		return sl.nextSearch
	case ended:
		return inv.reads.At()
	case starting, settling: // a call failed
		return inv.now().Add(inv.settings.PollInterval)
	case won:
		return inv.finishing.at
	case waiting:
		if inv.mayStart() {
			return inv.starts.At()
		}
	}
	return inv.until
}

// renewAll keeps the messages of all slots hidden (rule W1).
func (inv *invocation) renewAll(ctx context.Context) {
	if inv.now().Before(inv.renew) {
		return
	}
	// A message that could not be renewed is delivered again, to no harm.
	inv.failed("renew", inv.queries.SetVisibility(ctx, visibility, inv.receipts()...))
	inv.renew = inv.now().Add(renewInterval)
}

// drain makes what is left visible at once (rule W6). Queries that run go
// on: the worker that takes the message resumes them by their record. So those
// just started are put on it first, or stopped, if that does not take long.
func (inv *invocation) drain(ctx context.Context) {
	inv.draining, inv.until = true, inv.now().Add(renewInterval)
	inv.renew, inv.finishing = inv.until, backoff{}
	inv.recordStarts(ctx)
	inv.recordStarts(ctx) // what a joint update refused because of a settled query
	inv.stopUnrecorded(ctx)
	for _, g := range byShard(inv.inPhase(won)) {
		inv.stopSettled(ctx, g)
	}
	inv.finish(ctx)
	inv.acknowledge(ctx)
	if len(inv.slots) > 0 {
		inv.failed("hand back", inv.queries.SetVisibility(ctx, 0, inv.receipts()...))
	}
}

// unsettled returns the delivered messages that are not done with, in order.
func (inv *invocation) unsettled() []string {
	var ids []string
	for id := range inv.delivered {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (inv *invocation) receipts() []string {
	var all []string
	for _, sl := range inv.slots {
		all = append(all, receipts(sl.messages)...)
	}
	return all
}

func receipts(messages []queue.Message) []string {
	all := make([]string, len(messages))
	for i, m := range messages {
		all[i] = m.Receipt
	}
	return all
}

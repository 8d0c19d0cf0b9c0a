package worker

import (
	"context"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/queue"
)

// invocation is one invocation of a worker: its slots and its appointments.
type invocation struct {
	*Worker
	calls     fanlight.Calls
	slots     []*slot
	delivered map[string]bool // message IDs of the event source that are not done with

	draining   bool      // it hands back: what an answer asks for is done, however late it came
	until      time.Time // when the rest is handed back
	renew      time.Time
	receive    backoff // while the queue is empty
	recording  backoff // while starts cannot be recorded
	settling   backoff // while results cannot be settled
	finishing  backoff // while what follows from settled queries fails
	queueEmpty bool    // the last receive found nothing

	nextPoll  time.Time // of the running queries
	look      backoff   // while polls fail
	looking   bool      // a poll is under way
	lookBegun time.Time
	starts    *insights.Limiter
	reads     *insights.Limiter
	obliged   int    // calls under way whose answers are waited for at the end
	refusal   string // why the pace of starts is slowed, for people

	bounds    []*bound // of the epochs whose queries wait, or did
	census    census
	quotas    map[string]*quota // that refused starts, by log groups
	views     map[shardKey]*view
	nextCount time.Time // of the queries on record
	warned    time.Time // when an event last reported that queries wait

	errors     []stepError
	progressed bool // some message was done with
}

func newInvocation(w *Worker, calls fanlight.Calls) *invocation {
	now := w.clock.Now()
	return &invocation{
		Worker: w, calls: calls, delivered: map[string]bool{}, quotas: map[string]*quota{}, views: map[shardKey]*view{},
		until: now.Add(w.settings.DrainAfter), nextPoll: now, renew: now.Add(renewInterval),
		starts: insights.NewLimiter(interval(w.settings.StartRate), burst),
		reads:  insights.NewLimiter(interval(w.settings.ReadRate), burst),
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
	inv.ask() // the answer comes while the record is read
	for _, m := range delivered {
		inv.delivered[m.ID] = true
	}
	// Failing here costs time after a crash, nothing else.
	inv.failed("shorten visibility", inv.queries.SetVisibility(ctx, visibility, receipts(delivered)...))
	inv.adopt(ctx, delivered)
}

// step does everything that is due. Ledger and queue are called in place, Logs
// Insights' calls begin here: their answers come later, one by one. A step leaves
// a slot as it is when a call fails, and notes that: a later step tries again.
func (inv *invocation) step(ctx context.Context) {
	inv.poll()
	inv.readEnded()
	inv.readAsks()
	inv.recordEstimates(ctx)
	inv.decide(ctx)
	inv.startAsking()
	inv.startWaiting(ctx)
	inv.settle(ctx)
	inv.finish(ctx)
	inv.acknowledge(ctx)
	inv.recordStarts(ctx)
	inv.renewAll(ctx)
	inv.giveWay(ctx)
	inv.refill(ctx)
	inv.noteHeld(ctx)
	inv.recount(ctx)
}

// refill takes messages from the queue, without waiting, and ever less often while
// there are none: for free slots, and a few ahead, so that one call gets several
// and a slot that becomes free need not wait for it.
func (inv *invocation) refill(ctx context.Context) {
	room := inv.room()
	if room == 0 || inv.interrupted() || inv.now().Before(inv.receive.at) {
		return
	}
	messages := inv.receiveUpTo(ctx, room)
	inv.receive.next(inv.queueEmpty, inv.now(), time.Second)
	inv.adopt(ctx, messages)
}

// receiveUpTo receives at most so many messages, by further calls as long as full batches of them
// come: those that are adopted together share what is read and written for their shards.
func (inv *invocation) receiveUpTo(ctx context.Context, room int) (all []queue.Message) {
	for n := 0; n < inv.settings.Receives && (n == 0 || room >= atOnce); n++ {
		messages, err := inv.queries.Receive(ctx, room, visibility, 0)
		all, room = append(all, messages...), room-len(messages)
		if inv.queueEmpty = inv.failed("receive", err) || len(all) == 0; err != nil || len(messages) < atOnce {
			break
		}
	}
	return all
}

// room returns how many messages there is room for, none as long as enough
// queries wait to be started.
func (inv *invocation) room() int {
	active, next := inv.active(), 0
	for _, sl := range inv.slots {
		if sl.phase == waiting && !sl.busy && !inv.stands(sl) {
			next++
		}
	}
	ahead := min(mostAhead, perActive*active)
	if next > max(ahead/2, ahead-atOnce) && active+next >= inv.settings.Slots {
		return 0
	}
	return max(0, inv.settings.Slots+ahead-active-next)
}

// idle reports whether no query is held and the queue was empty at the last
// receive. A worker whose slots are full does not receive.
func (inv *invocation) idle() bool { return len(inv.slots) == 0 && inv.queueEmpty }

// appointment returns when there is something to do although no answer comes.
func (inv *invocation) appointment() time.Time {
	next := earlier(inv.until, inv.renew)
	if inv.room() > 0 {
		next = earlier(next, inv.receive.at)
	}
	if inv.pollDue() {
		next = earlier(next, inv.nextPoll)
	}
	mayStart := inv.mayStart()
	next = earlier(next, inv.askDue(mayStart))
	for _, sl := range inv.slots {
		if !sl.busy {
			next = earlier(next, inv.due(sl, mayStart))
		}
	}
	return next
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// due returns when a slot's next step is, if it is not that of all slots.
func (inv *invocation) due(sl *slot, mayStart bool) time.Time {
	switch sl.phase {
	case starting:
		return later(sl.record, inv.recording.at)
	case running:
		return inv.ownRead(sl)
	case ended:
		return inv.reads.At()
	case settling:
		return later(sl.settleBy, inv.settling.at)
	case won:
		return inv.finishing.at
	case waiting:
		return inv.startDue(sl, mayStart)
	}
	return inv.until
}

// startDue returns when a waiting query may be started, or when it is known
// whether it may.
func (inv *invocation) startDue(sl *slot, mayStart bool) time.Time {
	switch {
	case !sl.cleared:
		return inv.boundDue(sl, mayStart)
	case mayStart && inv.within(sl):
		return later(sl.startAt(), inv.starts.At())
	case mayStart && !inv.tried(groupsOf(sl.query)):
		return later(inv.quotas[groupsOf(sl.query)].at, inv.starts.At())
	case mayStart || inv.counted():
		return inv.until // an answer decides
	case inv.look.wait == 0 && inv.now().Before(inv.lookBy()):
		return inv.lookBy()
	}
	return inv.nextCount
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
	inv.awaitObliged(ctx)
	inv.draining, inv.until = true, inv.now().Add(renewInterval)
	inv.renew, inv.finishing, inv.settling = inv.until, backoff{}, backoff{}
	inv.recordStarts(ctx)
	inv.recordStarts(ctx) // what a joint update refused because of a settled query
	inv.stopUnrecorded()
	inv.stopAsks()
	inv.settle(ctx)
	for _, g := range byShard(inv.inPhase(won)) {
		inv.stopSettled(g)
	}
	inv.finish(ctx)
	inv.acknowledge(ctx)
	if len(inv.slots) > 0 {
		inv.failed("hand back", inv.queries.SetVisibility(ctx, 0, inv.receipts()...))
	}
	inv.awaitObliged(ctx)
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

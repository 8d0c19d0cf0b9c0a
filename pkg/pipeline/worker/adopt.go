package worker

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
)

// adopt gives each message a slot, or is done with it at once. Runs and shards
// are read once for all the messages that need them.
func (inv *invocation) adopt(ctx context.Context, messages []queue.Message) {
	var fresh []*slot
	for _, m := range messages {
		q, err := fanlight.ParseQueryMessage(m.Body)
		if err != nil {
			// A newer version may read it (rule G8). The event raises an alarm.
			inv.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventBroken, Detail: err.Error()})
			inv.postpone(ctx, unreadDelay, m)
			continue
		}
		sl := &slot{run: fanlight.Run{ID: q.Run, Epoch: q.Epoch}, query: q.Query, messages: []queue.Message{m}, since: inv.now(), cleared: !q.Query.Bounded()}
		if held := inv.find(sl.key(), fresh); held != nil {
			held.messages = append(held.messages, m)
			continue
		}
		fresh = append(fresh, sl)
	}
	for _, g := range byShard(inv.current(ctx, fresh)) {
		inv.resume(ctx, g)
	}
}

func (inv *invocation) find(k slotKey, fresh []*slot) *slot {
	for _, held := range slices.Concat(inv.slots, fresh) {
		if held.key() == k {
			return held
		}
	}
	return nil
}

// current returns the slots whose run is open at their epoch. The others'
// messages are acknowledged (rule W2), or postponed if the run cannot be read.
func (inv *invocation) current(ctx context.Context, slots []*slot) []*slot {
	var open []*slot
	runs := map[fanlight.RunID]fanlight.Run{}
	for _, sl := range slots {
		run, known := runs[sl.run.ID]
		if !known && inv.interrupted() {
			inv.postpone(ctx, retryDelay, sl.messages...)
			continue
		}
		if !known {
			var err error
			run, err = inv.ledger.RunState(ctx, sl.run.ID)
			if !errors.Is(err, ledger.ErrNotFound) && inv.failed("read run", err) {
				inv.postpone(ctx, retryDelay, sl.messages...)
				continue
			}
			runs[sl.run.ID] = run
		}
		if run.ID == "" || run.State.Final() || run.Epoch != sl.run.Epoch {
			inv.done(ctx, sl.messages)
			continue
		}
		sl.run = run
		open = append(open, sl)
	}
	return open
}

// resume takes the slots of one shard from where the record says that their
// queries are (rule W3).
func (inv *invocation) resume(ctx context.Context, g *shard) {
	p, read := inv.progress(ctx, g)
	if !read {
		for _, sl := range g.slots {
			inv.postpone(ctx, retryDelay, sl.messages...)
		}
		return
	}
	for _, sl := range g.slots {
		inv.slots = append(inv.slots, sl)
		sl.seen = inv.now()
		switch start, started := p.Starts[sl.query.Index]; {
		case p.Winners[sl.query.Index] != "":
			sl.follow(p)
			inv.logSlot(ctx, sl, "query found settled")
		case started:
			inv.takeOver(sl, start)
			inv.logSlot(ctx, sl, "query resumed")
		}
	}
}

// progress reads a shard, if there is time to, and if the dispatcher has come so
// far as to create it (rule W2).
func (inv *invocation) progress(ctx context.Context, g *shard) (p fanlight.Progress, ok bool) {
	if inv.interrupted() {
		return p, false
	}
	p, err := inv.ledger.Progress(ctx, g.run, g.shard)
	if errors.Is(err, ledger.ErrNotFound) || inv.failed("read progress", err) {
		return p, false
	}
	inv.saw(g.run, p)
	return p, true
}

// postpone gives messages back for later. How often they came before says
// nothing: each return of a long query's message counts as a receive, too.
func (inv *invocation) postpone(ctx context.Context, wait time.Duration, messages ...queue.Message) {
	inv.failed("postpone", inv.queries.SetVisibility(ctx, wait, receipts(messages)...))
}

// done acknowledges messages that carry no obligation any more (rule G3).
func (inv *invocation) done(ctx context.Context, messages []queue.Message) {
	// A message that could not be deleted is delivered again, to no harm.
	inv.failed("acknowledge", inv.queries.Acknowledge(ctx, receipts(messages)...))
	inv.progressed = true
	for _, m := range messages {
		delete(inv.delivered, m.ID)
	}
}

// acknowledge is done with every settled slot.
func (inv *invocation) acknowledge(ctx context.Context) {
	var messages []queue.Message
	for _, sl := range inv.inPhase(settled) {
		messages = append(messages, sl.messages...)
	}
	if len(messages) == 0 {
		return
	}
	inv.done(ctx, messages)
	inv.slots = slices.DeleteFunc(inv.slots, func(sl *slot) bool { return sl.phase == settled })
}

package worker

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
)

// adopt gives each message a slot, or is done with it at once. Runs and shards
// are read once for all the messages that need them.
func (s *shift) adopt(ctx context.Context, messages []queue.Message) {
	var fresh []*slot
	for _, m := range messages {
		q, err := fanlight.ParseQueryMessage(m.Body)
		if err != nil {
			// Not ours to understand: the queue gives it up to the dead letters, which a person hears of.
			s.notifier.Notify(ctx, fanlight.Notice{Kind: fanlight.NoticeBroken, Detail: err.Error()})
			s.postpone(ctx, []queue.Message{m})
			continue
		}
		sl := &slot{run: fanlight.Run{ID: q.Run, Epoch: q.Epoch}, query: q.Query, messages: []queue.Message{m}}
		if held := s.find(sl.key(), fresh); held != nil {
			held.messages = append(held.messages, m)
			continue
		}
		fresh = append(fresh, sl)
	}
	for _, g := range byShard(s.current(ctx, fresh)) {
		s.resume(ctx, g)
	}
}

func (s *shift) find(k slotKey, fresh []*slot) *slot {
	for _, held := range slices.Concat(s.slots, fresh) {
		if held.key() == k {
			return held
		}
	}
	return nil
}

// current returns the slots whose run is open at their epoch. The others'
// messages are acknowledged (rule W2), or postponed if that cannot be told.
func (s *shift) current(ctx context.Context, slots []*slot) []*slot {
	var open []*slot
	runs := map[fanlight.RunID]fanlight.Run{}
	for _, sl := range slots {
		run, known := runs[sl.run.ID]
		if !known && s.interrupted() {
			s.postpone(ctx, sl.messages)
			continue
		}
		if !known {
			var err error
			run, err = s.ledger.Standing(ctx, sl.run.ID)
			if !errors.Is(err, ledger.ErrNotFound) && s.failed("read run", err) {
				s.postpone(ctx, sl.messages)
				continue
			}
			runs[sl.run.ID] = run
		}
		if run.ID == "" || run.State.Final() || run.Epoch != sl.run.Epoch {
			s.done(ctx, sl.messages)
			continue
		}
		sl.run = run
		open = append(open, sl)
	}
	return open
}

// resume takes the slots of one shard from where the record says that their
// queries are (rule W3).
func (s *shift) resume(ctx context.Context, g *shard) {
	p, read := s.progress(ctx, g)
	if !read {
		for _, sl := range g.slots {
			s.postpone(ctx, sl.messages)
		}
		return
	}
	for _, sl := range g.slots {
		s.slots = append(s.slots, sl)
		switch start, started := p.Starts[sl.query.Index]; {
		case p.Winners[sl.query.Index] != "":
			sl.follow(p)
		case started:
			sl.start, sl.phase = start, running
		}
	}
}

// progress reads a shard, if there is time to, and if the dispatcher has come so
// far as to create it (rule W2).
func (s *shift) progress(ctx context.Context, g *shard) (p fanlight.Progress, ok bool) {
	if s.interrupted() {
		return p, false
	}
	p, err := s.ledger.Progress(ctx, g.run, g.shard)
	return p, !errors.Is(err, ledger.ErrNotFound) && !s.failed("read progress", err)
}

// postpone gives messages back for later: the later the more often they came,
// so that an outage of the ledger does not use up the receives that the queue
// allows before it takes a message for dead.
func (s *shift) postpone(ctx context.Context, messages []queue.Message) {
	alike := map[time.Duration][]queue.Message{}
	for _, m := range messages {
		wait := later << min(max(m.Receives-1, 0), doublings)
		alike[wait] = append(alike[wait], m)
	}
	for _, wait := range slices.Sorted(maps.Keys(alike)) {
		s.failed("postpone", s.queries.Hide(ctx, wait, receipts(alike[wait])...))
	}
}

// done acknowledges messages that carry no obligation any more (rule G3).
func (s *shift) done(ctx context.Context, messages []queue.Message) {
	// A message that could not be deleted is delivered again, to no harm.
	s.failed("acknowledge", s.queries.Acknowledge(ctx, receipts(messages)...))
	s.fruitful = true
	for _, m := range messages {
		delete(s.delivered, m.ID)
	}
}

// acknowledge is done with every settled slot.
func (s *shift) acknowledge(ctx context.Context) {
	var messages []queue.Message
	for _, sl := range s.inPhase(settled) {
		messages = append(messages, sl.messages...)
	}
	if len(messages) == 0 {
		return
	}
	s.done(ctx, messages)
	s.slots = slices.DeleteFunc(s.slots, func(sl *slot) bool { return sl.phase == settled })
}

package worker

import (
	"context"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/queue"
)

// shift is one invocation of a worker: its slots and its appointments.
type shift struct {
	*Worker
	slots     []*slot
	delivered map[string]bool // message IDs of the event source that are not done with

	closing   bool      // it hands back: what an answer asks for is done, however late it came
	until     time.Time // when the rest is handed back
	receive   backoff   // while the queue is empty
	finishing backoff   // while what follows from settled queries fails
	look      time.Time // next look
	renew     time.Time
	starts    *insights.Pace
	reads     *insights.Pace
	looked    bool // at least once
	inUse     int  // queries that the account was running at the last look, and those started since
	dry       bool // the last receive found nothing

	faults   []fault
	fruitful bool // some message was done with
}

func newShift(w *Worker) *shift {
	now := w.clock.Now()
	return &shift{
		Worker: w, delivered: map[string]bool{},
		until: now.Add(w.settings.Handback), look: now, renew: now.Add(renewal),
		starts: insights.NewPace(w.settings.Calls, burst), reads: insights.NewPace(w.settings.Calls, burst),
	}
}

func (s *shift) now() time.Time { return s.clock.Now() }

// interrupted reports whether it is time to renew the messages or to hand them
// back. Every loop over slots ends then and goes on at the next tick: an
// endpoint that hangs must cost neither.
func (s *shift) interrupted() bool { return !s.now().Before(earlier(s.renew, s.until)) }

// begin takes what the event source delivered. Its visibility is shortened
// first, so that a crash does not cost the queue's own, which is long.
func (s *shift) begin(ctx context.Context, delivered []queue.Message) {
	if len(delivered) == 0 {
		return
	}
	for _, m := range delivered {
		s.delivered[m.ID] = true
	}
	// Failing here costs time after a crash, nothing else.
	s.failed("shorten visibility", s.queries.Hide(ctx, visibility, receipts(delivered)...))
	s.adopt(ctx, delivered)
}

// tick makes one round of the loop. Its steps leave a slot as it is when a
// call fails, and note that: the next tick tries again.
func (s *shift) tick(ctx context.Context) {
	s.refill(ctx)
	s.lookAfter(ctx)
	s.findUnclear(ctx)
	s.startWaiting(ctx)
	s.recordStarts(ctx)
	s.readEnded(ctx)
	s.settle(ctx)
	s.finish(ctx)
	s.acknowledge(ctx)
	s.renewAll(ctx)
}

// refill takes messages from the queue into free slots, without waiting, and
// ever less often while there are none.
func (s *shift) refill(ctx context.Context) {
	free := s.settings.Slots - len(s.slots)
	if free <= 0 || s.interrupted() || s.now().Before(s.receive.at) {
		return
	}
	messages, err := s.queries.Receive(ctx, free, visibility, 0)
	s.dry = s.failed("receive", err) || len(messages) == 0
	s.receive.next(s.dry, s.now(), time.Second)
	s.adopt(ctx, messages)
}

// idle reports whether there is nothing left to do or to take. While all slots
// were full nobody asked for more, so there may be more.
func (s *shift) idle() bool { return len(s.slots) == 0 && s.dry }

// pause sleeps until the next appointment.
func (s *shift) pause(ctx context.Context) error {
	next := earlier(s.until, s.renew)
	if len(s.slots) < s.settings.Slots {
		next = earlier(next, s.receive.at)
	}
	if s.looks() {
		next = earlier(next, s.look)
	}
	for _, sl := range s.slots {
		next = earlier(next, s.due(sl))
	}
	if wait := next.Sub(s.now()); wait > 0 {
		return s.clock.Sleep(ctx, wait)
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
func (s *shift) due(sl *slot) time.Time {
	switch sl.phase {
	case unclear:
		return sl.search
	case ended:
		return s.reads.At()
	case starting, settling: // a call failed
		return s.now().Add(s.settings.Look)
	case won:
		return s.finishing.at
	case waiting:
		if s.mayStart() {
			return s.starts.At()
		}
	}
	return s.until
}

// renewAll keeps the messages of all slots hidden (rule W1).
func (s *shift) renewAll(ctx context.Context) {
	if s.now().Before(s.renew) {
		return
	}
	// A message that could not be renewed is delivered again, to no harm.
	s.failed("renew", s.queries.Hide(ctx, visibility, s.receipts()...))
	s.renew = s.now().Add(renewal)
}

// handBack makes what is left visible at once (rule W6). Queries that run go
// on: whoever takes the message resumes them by their record, which is why those
// just started are put on it first, or stopped, if that does not take long.
func (s *shift) handBack(ctx context.Context) {
	s.closing, s.until = true, s.now().Add(renewal)
	s.renew, s.finishing = s.until, backoff{}
	s.recordStarts(ctx)
	for _, g := range byShard(s.inPhase(won)) {
		s.stopSettled(ctx, g)
	}
	s.finish(ctx)
	s.acknowledge(ctx)
	if len(s.slots) > 0 {
		s.failed("hand back", s.queries.Hide(ctx, 0, s.receipts()...))
	}
}

// unsettled returns the delivered messages that are not done with, in order.
func (s *shift) unsettled() []string {
	var ids []string
	for id := range s.delivered {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (s *shift) receipts() []string {
	var all []string
	for _, sl := range s.slots {
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

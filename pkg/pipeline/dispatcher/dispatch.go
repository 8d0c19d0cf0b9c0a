package dispatcher

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

const (
	sideBySide = 8  // calls of a kind that overlap
	perBatch   = 10 // messages in one call (API_SendMessageBatch)
)

// dispatch creates the progress of an epoch and sends its queries (rule D1). Calls
// overlap: a shard's messages are sent as soon as its progress and that of all
// shards before it is stored, in sending order.
type dispatch struct {
	*Dispatcher
	calls     fanlight.Calls
	run       fanlight.Run
	plan      []fanlight.Query // nil: nothing is sent
	inherited []map[int]string // winners of earlier epochs, by shard

	shards   []fanlight.Progress // as they are stored, up to begun; of size 0: not known yet
	stored   []bool
	begun    int   // shards whose creation has begun
	ready    int   // shards whose queries are sent or in unsent
	unsent   []int // queries to be sent
	creating int   // calls under way
	sending  int
	err      error // the first one
}

// dispatch creates the progress items that are missing, sends the queries that are
// not settled if there is a plan, and returns all progress as it was stored before.
func (d *Dispatcher) dispatch(ctx context.Context, run fanlight.Run, plan []fanlight.Query) ([]fanlight.Progress, error) {
	inherited, err := d.inherit(ctx, run)
	if err != nil {
		return nil, err
	}
	n := fanlight.Shards(run.Total)
	s := &dispatch{
		Dispatcher: d, calls: d.calls(ctx), run: run, plan: plan, inherited: byShard(inherited, n),
		shards: make([]fanlight.Progress, n), stored: make([]bool, n),
	}
	defer s.calls.End()
	for s.begin(); s.creating+s.sending > 0 && s.err == nil; s.begin() {
		s.await(ctx)
	}
	return s.shards, s.err
}

func byShard(winners map[int]string, shards int) []map[int]string {
	all := make([]map[int]string, shards)
	for i, attempt := range winners {
		n := fanlight.ShardOf(i)
		if all[n] == nil {
			all[n] = map[int]string{}
		}
		all[n][i] = attempt
	}
	return all
}

// begin begins as many calls as may be under way.
func (s *dispatch) begin() {
	for s.begun < len(s.shards) && s.creating < sideBySide {
		s.create(s.begun)
		s.begun++
	}
	for s.plan != nil && s.sendable() && s.sending < sideBySide {
		n := min(perBatch, len(s.unsent))
		s.send(s.unsent[:n])
		s.unsent = s.unsent[n:]
	}
}

// sendable reports whether a batch is full, or is the last one.
func (s *dispatch) sendable() bool {
	return len(s.unsent) >= perBatch || len(s.unsent) > 0 && s.ready == len(s.shards)
}

func (s *dispatch) create(n int) {
	s.creating++
	s.overlap(func(ctx context.Context) fanlight.Reply {
		p, err := s.ledger.CreateProgress(ctx, s.run, n, s.inherited[n])
		return func(context.Context) { s.created(n, p, err) }
	})
}

func (s *dispatch) created(n int, p fanlight.Progress, err error) {
	s.creating--
	s.fail(err)
	s.shards[n], s.stored[n] = p, err == nil
	for s.ready < len(s.shards) && s.stored[s.ready] {
		s.unsent = append(s.unsent, s.shards[s.ready].Unsettled()...)
		s.ready++
	}
}

func (s *dispatch) send(indices []int) {
	s.sending++
	s.overlap(func(ctx context.Context) fanlight.Reply {
		err := s.SendQueries(ctx, s.run, s.plan, indices)
		return func(context.Context) {
			s.sending--
			s.fail(err)
		}
	})
}

func (s *dispatch) overlap(call func(context.Context) fanlight.Reply) {
	s.calls.Begin(s.clock.Now().Add(fanlight.CallTime), call)
}

// await waits for one answer, which comes by the deadline of its call.
func (s *dispatch) await(ctx context.Context) {
	answer, ok := s.calls.Next(ctx, s.clock.Now().Add(fanlight.CallTime+time.Second))
	if !ok {
		s.fail(fmt.Errorf("no answer to %d calls", s.creating+s.sending))
		return
	}
	answer(ctx)
}

func (s *dispatch) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

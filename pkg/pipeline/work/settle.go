package work

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
)

// settle settles what is known by now, shard by shard, and finds out whether it
// was the last.
func (s *shift) settle(ctx context.Context) {
	for _, g := range byShard(s.inPhase(settling)) {
		attempts := make([]ledger.Attempt, len(g.slots))
		for i, sl := range g.slots {
			if sl.attempt == "" {
				sl.attempt = pipeline.NewToken(s.Random)
			}
			attempts[i] = ledger.Attempt{Index: sl.query.Index, ID: sl.attempt, Result: sl.result}
		}
		p, err := s.Settler.Settle(ctx, g.run, g.shard, attempts)
		expired := errors.Is(err, settle.ErrExpired)
		if !expired && s.failed("settle", err) {
			continue
		}
		if !expired {
			s.stopSettled(ctx, g, p)
			if s.failed("finish", s.Settler.Finish(ctx, g.run, p)) {
				continue
			}
		}
		for _, sl := range g.slots {
			sl.phase = settled
		}
	}
}

// stopSettled stops what runs on for settled queries (rule G4): a slot's own
// start if it is to be stopped, and the one on record if the slot won with
// another's result, or with none because its start was refused. It does so
// before anything else may fail, since whoever takes the message over sees a
// settled query.
func (s *shift) stopSettled(ctx context.Context, g *shard, p pipeline.Progress) {
	for _, sl := range g.slots {
		if sl.stop != "" {
			s.stop(ctx, sl.stop)
		}
		recorded := p.Starts[sl.query.Index].ID
		if p.Winners[sl.query.Index] == sl.attempt && recorded != "" && recorded != sl.result.QueryID {
			s.stop(ctx, recorded)
		}
	}
}

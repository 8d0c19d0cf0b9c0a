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
		if err == nil {
			err = s.Settler.Finish(ctx, g.run, p)
		}
		if err != nil && !errors.Is(err, settle.ErrExpired) {
			continue
		}
		for _, sl := range g.slots {
			sl.phase = settled
			s.stopAfter(ctx, sl, p)
		}
	}
}

// stopAfter stops what runs on for a settled query (rule G4): the slot's own
// start if it is to be stopped, and the one on record if the slot won with
// another's result, or with none because its start was refused.
func (s *shift) stopAfter(ctx context.Context, sl *slot, p pipeline.Progress) {
	if sl.stop != "" {
		s.stop(ctx, sl.stop)
	}
	recorded := p.Starts[sl.query.Index].ID
	if p.Winners[sl.query.Index] == sl.attempt && recorded != "" && recorded != sl.result.QueryID {
		s.stop(ctx, recorded)
	}
}

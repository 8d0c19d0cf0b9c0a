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
			if sl.stop != "" {
				s.stop(ctx, sl.stop)
			}
		}
	}
}

package settle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// ErrExpired is returned when the run's items are gone: nothing resurrects
// them (rule G6).
var ErrExpired = errors.New("the run has expired")

// Settler settles queries in the ledger and announces complete epochs. Every
// method may be called again with the same arguments, also by other actors at the
// same time: a query counts once, and a second report message is harmless.
type Settler struct {
	ledger   *ledger.Ledger
	reports  *queue.Queue
	insights *insights.Client
	random   fanlight.Random
	clock    fanlight.Clock
	log      *slog.Logger
}

// New returns the settler of a stack.
func New(s *stack.Stack) *Settler {
	return &Settler{
		ledger: s.Ledger(), reports: s.Reports(), insights: s.Insights(),
		random: s.Random, clock: s.Clock, log: s.Logger(),
	}
}

// Settle makes the attempts' results durable and then each the winner of its
// query, unless another attempt won before (rules S1 and S2). The attempts are
// of one shard and of distinct queries. It returns the shard as it is then,
// with all of their queries settled, by these attempts or by others. Calling it
// again with the same attempts changes nothing.
func (s *Settler) Settle(ctx context.Context, r fanlight.Run, shard int, attempts []ledger.Attempt) (fanlight.Progress, error) {
	if err := s.ledger.PutResults(ctx, r, attempts); err != nil {
		return fanlight.Progress{}, err
	}
	open := make(map[int]string, len(attempts))
	for _, a := range attempts {
		open[a.Index] = a.ID
	}
	for {
		p, ok, err := s.ledger.SetWinners(ctx, r, shard, open)
		if err != nil {
			return p, err
		}
		if p.Size == 0 && !ok {
			return p, fmt.Errorf("settle shard %d of %s epoch %d: %w", shard, r.ID, r.Epoch, ErrExpired)
		}
		// After a refusal, a winner that bears our own attempt is our own
		// update whose answer was lost (rule G2).
		for i := range p.Winners {
			delete(open, i)
		}
		if ok || len(open) == 0 {
			s.logSettled(ctx, r, p, attempts)
			return p, nil
		}
	}
}

// Finish goes on from a shard that was read or settled: if the shard is full, and
// with it the epoch, it sends the report message (rules S3 and S4). Every actor
// that meets a settled query calls it too, so that a redelivery heals a crash
// between any two steps. It may be called again: a second report message is
// harmless. Likely is whether the epoch probably is complete, which only makes it faster. Complete
// reports that it is, and announced.
func (s *Settler) Finish(ctx context.Context, r fanlight.Run, p fanlight.Progress, likely bool) (complete bool, err error) {
	if !p.Full() {
		return false, nil
	}
	if fanlight.Shards(r.Total) > 1 {
		if complete, err := s.ledger.Complete(ctx, r, likely); err != nil || !complete {
			return false, err
		}
	}
	err = s.Announce(ctx, r, 1)
	return err == nil, err
}

// Announce sends the report message of a complete epoch's round.
func (s *Settler) Announce(ctx context.Context, r fanlight.Run, round int) error {
	if err := s.reports.Send(ctx, r.ID.Report(), fanlight.NewReportMessage(r, round).Body()); err != nil {
		return fmt.Errorf("announce %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	s.log.InfoContext(ctx, "report message sent", r.LogAttrs(), "round", round, "duration_ms", s.since(r.Begun))
	return nil
}

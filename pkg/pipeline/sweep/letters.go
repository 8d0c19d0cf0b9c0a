package sweep

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/queue"
)

// letterVisibility is how long a dead letter is hidden while it is settled.
const letterVisibility = time.Minute

// deadLetters settles what the query queue gave up as failed (rule J6).
func (s *Sweeper) deadLetters(ctx context.Context) error {
	for {
		letters, err := s.Letters.Receive(ctx, 10, letterVisibility, 0)
		if err != nil || len(letters) == 0 {
			return err
		}
		var failures []error
		for _, m := range letters {
			failures = append(failures, s.deadLetter(ctx, m))
		}
		if err := errors.Join(failures...); err != nil {
			return err
		}
	}
}

func (s *Sweeper) deadLetter(ctx context.Context, m queue.Message) error {
	q, err := pipeline.ParseQueryMessage(m.Body)
	if err != nil {
		// Nobody can carry it out; the notice is what is left of it.
		s.Notifier.Notify(ctx, pipeline.Notice{Kind: pipeline.NoticeDeadLetter, Detail: err.Error()})
		return s.Letters.Acknowledge(ctx, m.Receipt)
	}
	if err := s.settleLetter(ctx, q); err != nil {
		return err
	}
	return s.Letters.Acknowledge(ctx, m.Receipt)
}

func (s *Sweeper) settleLetter(ctx context.Context, q pipeline.QueryMessage) error {
	run, err := s.Ledger.Run(ctx, q.Run)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && (run.State.Final() || run.Epoch != q.Epoch) {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := s.Ledger.Progress(ctx, run, q.Shard)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil // the dispatcher, or J1, sends the query again once there is progress
	}
	if err != nil {
		return err
	}
	if !slices.Contains(p.Indices(), q.Query.Index) {
		return nil // the run has no such query
	}
	if p.Winners[q.Query.Index] == "" {
		s.Notifier.Notify(ctx, pipeline.Notice{
			Kind: pipeline.NoticeDeadLetter, Run: run.ID, Report: run.ID.Report(), Detail: "query " + q.Query.ID,
		})
	}
	why := pipeline.Result{Outcome: pipeline.Failed, Error: "its message was delivered too often without being settled"}
	p, err = s.Dispatcher.SettleOne(ctx, run, p, q.Query.Index, why)
	if err != nil {
		return err
	}
	return s.Settler.Finish(ctx, run, p)
}

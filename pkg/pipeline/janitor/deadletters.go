package janitor

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
)

// letterVisibility is how long a dead letter is hidden while it is settled.
const letterVisibility = time.Minute

// deadLetters settles what the query queue gave up as failed (rule J6).
func (j *Janitor) deadLetters(ctx context.Context) error {
	for {
		letters, err := j.letters.Receive(ctx, 10, letterVisibility, 0)
		if err != nil || len(letters) == 0 {
			return err
		}
		var failures []error
		for _, m := range letters {
			failures = append(failures, j.deadLetter(ctx, m))
		}
		if err := errors.Join(failures...); err != nil {
			return err
		}
	}
}

func (j *Janitor) deadLetter(ctx context.Context, m queue.Message) error {
	q, err := fanlight.ParseQueryMessage(m.Body)
	if err != nil {
		// No actor can carry it out. Only the event remains of it.
		j.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventDeadLetter, Detail: err.Error()})
		return j.letters.Acknowledge(ctx, m.Receipt)
	}
	if err := j.settleLetter(ctx, q); err != nil {
		return err
	}
	return j.letters.Acknowledge(ctx, m.Receipt)
}

func (j *Janitor) settleLetter(ctx context.Context, q fanlight.QueryMessage) error {
	run, err := j.ledger.Run(ctx, q.Run)
	if errors.Is(err, ledger.ErrNotFound) || run.ID != "" && (run.State.Final() || run.Epoch != q.Epoch) {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := j.ledger.Progress(ctx, run, q.Shard)
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
		j.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventDeadLetter, Run: run.ID, Report: run.ID.Report(), Detail: "query " + q.Query.ID,
		})
	}
	why := fanlight.Result{Outcome: fanlight.Failed, Error: "its message was delivered too often without being settled"}
	p, err = j.settler.SettleOne(ctx, run, p, q.Query.Index, why)
	if err != nil {
		return err
	}
	return j.settler.Finish(ctx, run, p)
}

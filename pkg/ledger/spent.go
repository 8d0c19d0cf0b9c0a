package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Spent counts the work of Logs Insights for an epoch of a run.
type Spent struct {
	Queries       int     // that were settled in it: those that it inherited are not among them
	BytesScanned  float64 // by these
	EstimateCalls int     // of Logs Insights, for estimates; they scan nothing
}

// Spent reads what each epoch of a run used, from the first one on. Of an epoch whose items
// have expired it is zero. The error is ErrNotFound for a run that has expired.
func (l *Ledger) Spent(ctx context.Context, id fanlight.RunID) ([]Spent, error) {
	run, err := l.RunState(ctx, id)
	if err != nil && !errors.Is(err, fanlight.ErrNewer) {
		return nil, err
	}
	epochs := make([]Spent, run.Epoch)
	for i := range epochs {
		run.Epoch = i + 1
		if epochs[i], err = l.spentBy(ctx, run); err != nil {
			return nil, fmt.Errorf("read what %s used in epoch %d: %w", id, i+1, err)
		}
	}
	return epochs, nil
}

// spentBy reads what the run's epoch used.
func (l *Ledger) spentBy(ctx context.Context, r fanlight.Run) (spent Spent, err error) {
	shards, err := l.AllProgress(ctx, r)
	if err != nil {
		return spent, err
	}
	own := map[int]string{}
	for i, winner := range fanlight.Winners(shards) {
		if fanlight.ParseWinner(winner, r.Epoch).Epoch == r.Epoch {
			own[i] = winner
		}
	}
	results, err := l.summaries(ctx, r, own)
	if err != nil {
		return spent, err
	}
	for _, result := range results {
		spent.BytesScanned += result.Statistics.BytesScanned
	}
	estimates, err := l.Estimates(ctx, r)
	spent.Queries, spent.EstimateCalls = len(own), estimates.Calls
	return spent, err
}

package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Findings are the progress of a run's epoch, and what its queries found. Both lie in
// one partition, so that of a small report one call reads them.
type Findings struct {
	Shards []fanlight.Progress // those that exist, in order

	ledger *Ledger
	run    fanlight.Run
	items  *cursor // at the first result
}

// Findings reads the progress of the run's epoch, and holds the first page of results
// that comes with it.
func (l *Ledger) Findings(ctx context.Context, r fanlight.Run) (*Findings, error) {
	pk := epochPK(r.ID, r.Epoch)
	f := &Findings{ledger: l, run: r, items: l.cursor(ctx, l.between(pk, progressPrefix, after(resultPrefix)))}
	for {
		it, err := f.items.peek()
		if err != nil {
			return nil, fmt.Errorf("read the progress of %s epoch %d: %w", r.ID, r.Epoch, err)
		}
		if it == nil || !begins(it, progressPrefix) {
			return f, nil
		}
		p, err := progressOf(it)
		if err != nil {
			return nil, err
		}
		f.Shards = append(f.Shards, p)
		f.items.skip()
	}
}

// EachResult hands on what the winners of the epoch found, in whichever epoch that
// was: the counts, and the rows, of which as many are read as the function asks
// for. It holds one piece of one result at a time. A winner of which the head is
// missing is left out; if another part is missing, the error wraps ErrNotFound. It may
// be called once.
func (f *Findings) EachResult(ctx context.Context, winners map[int]string, do func(index int, result fanlight.Result, rows RowReader) error) error {
	epochs := resultsByEpoch(f.run, winners)
	for _, epoch := range slices.Sorted(maps.Keys(epochs)) {
		items := f.items
		if epoch != f.run.Epoch {
			items = f.ledger.cursor(ctx, f.ledger.below(epochPK(f.run.ID, epoch), resultPrefix))
		}
		items.ctx = ctx
		if err := eachResult(items, epochs[epoch], do); err != nil {
			return fmt.Errorf("read results of %s epoch %d: %w", f.run.ID, epoch, err)
		}
	}
	return nil
}

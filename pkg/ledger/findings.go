package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Findings are the progress of a run's epoch, and what its queries found. Both lie in
// one partition, so that of a small report one call reads them. They are read once, in
// order: FirstPages or nothing, Progress, EachResult.
type Findings struct {
	ledger *Ledger
	run    fanlight.Run
	parts  []*cursor // of the partition, in order; the progress lies in the first
}

// wideRun is the number of queries from which on the results of a run are several
// pages, nearly always.
const wideRun = 2000

// widePlaces are where the results of a wide run are divided: by the first digit of
// their indices, so that of 10,000 none of the parts has more than two ninths.
var widePlaces = []string{
	after(progressPrefix), resultPrefix + "3", resultPrefix + "5", resultPrefix + "7", resultPrefix + "9",
}

// Findings returns what there is of the run's epoch, to be read.
func (l *Ledger) Findings(r fanlight.Run) *Findings {
	var places []string
	if r.Total >= wideRun {
		places = widePlaces
	}
	f := &Findings{ledger: l, run: r}
	from := progressPrefix
	for _, to := range append(slices.Clone(places), after(resultPrefix)) {
		f.parts = append(f.parts, &cursor{ledger: l, in: l.between(epochPK(r.ID, r.Epoch), from, to)})
		from = to
	}
	return f
}

// FirstPages returns functions that read the first page of each part (of 1 MB at
// most). They may run side by side.
func (f *Findings) FirstPages() []func(context.Context) error {
	all := make([]func(context.Context) error, len(f.parts))
	for i, part := range f.parts {
		all[i] = func(ctx context.Context) error {
			part.ctx = ctx
			if _, err := part.peek(); err != nil {
				return fmt.Errorf("read %s epoch %d: %w", f.run.ID, f.run.Epoch, err)
			}
			return nil
		}
	}
	return all
}

// Progress returns the shards that exist, in order.
func (f *Findings) Progress(ctx context.Context) (shards []fanlight.Progress, err error) {
	items := f.parts[0]
	items.ctx = ctx
	for {
		it, err := items.peek()
		if err != nil {
			return nil, fmt.Errorf("read the progress of %s epoch %d: %w", f.run.ID, f.run.Epoch, err)
		}
		if it == nil || !begins(it, progressPrefix) {
			return shards, nil
		}
		p, err := progressOf(it)
		if err != nil {
			return nil, err
		}
		shards = append(shards, p)
		items.skip()
	}
}

// EachResult hands on what the winners of the epoch found, in whichever epoch that
// was: the counts, and the rows, of which as many are read as the function asks
// for. It holds one piece of one result at a time, and the first pages if these were
// read. A winner of which the head is missing is left out; if another part is missing,
// the error wraps ErrNotFound.
func (f *Findings) EachResult(ctx context.Context, winners map[int]string, do func(index int, result fanlight.Result, rows RowReader) error) error {
	epochs := resultsByEpoch(f.run, winners)
	for _, epoch := range slices.Sorted(maps.Keys(epochs)) {
		parts := f.parts
		if epoch != f.run.Epoch {
			parts = []*cursor{f.ledger.cursor(ctx, f.ledger.below(epochPK(f.run.ID, epoch), resultPrefix))}
		}
		for _, part := range parts {
			part.ctx = ctx
			if err := eachResult(part, epochs[epoch], do); err != nil {
				return fmt.Errorf("read results of %s epoch %d: %w", f.run.ID, epoch, err)
			}
		}
	}
	return nil
}

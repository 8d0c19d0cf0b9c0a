package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// maxBackfill bounds the runs of one backfill: more than a year of days.
const maxBackfill = 400

// Backfill starts a report's scheduled editions of the past, from the first due
// time at or after from to the last at or before to (rule D7). If it has to stop
// before the last, it returns a refusal together with what it did until then.
func (d *Dispatcher) Backfill(ctx context.Context, name string, from, to time.Time) (fanlight.Backfilled, error) {
	done := fanlight.Backfilled{Started: []fanlight.RunID{}, Skipped: []fanlight.RunID{}} // lists, not null, in an answer
	due, err := d.dueTimes(ctx, name, from, to)
	if err != nil {
		return done, err
	}
	for n, t := range due {
		if err = d.backfillOne(ctx, name, t, &done); err != nil {
			err = fmt.Errorf("backfill %s: %w", fanlight.NewRunID(name, t, ""), err)
			if n > 0 { // an error would lose what is done
				err = fanlight.Refuse("stopped after %d of %d editions, repeat it to go on: %v", n, len(due), err)
			}
			return done, err
		}
	}
	return done, nil
}

func (d *Dispatcher) backfillOne(ctx context.Context, name string, due time.Time, done *fanlight.Backfilled) error {
	id := fanlight.NewRunID(name, due, "")
	_, err := d.ledger.RunState(ctx, id)
	if err == nil {
		done.Skipped = append(done.Skipped, id)
		return nil
	}
	if errors.Is(err, ledger.ErrNotFound) {
		if _, err = d.Start(ctx, name, due, ""); err == nil {
			done.Started = append(done.Started, id)
		}
	}
	return err
}

func (d *Dispatcher) dueTimes(ctx context.Context, name string, from, to time.Time) ([]time.Time, error) {
	definition, err := d.ledger.Definition(ctx, name)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return nil, fanlight.Refuse("no report %q is deployed", name)
	case err != nil:
		return nil, fmt.Errorf("backfill %s: %w", name, err)
	case definition.Report.Schedule == nil:
		return nil, fanlight.Refuse("%s has no schedule: start it by hand", name)
	case to.After(d.clock.Now()):
		return nil, fanlight.Refuse("%s lies ahead: its editions are not due yet", to.UTC().Format(time.RFC3339))
	}
	var due []time.Time
	for t := from.Add(-time.Second); len(due) <= maxBackfill; {
		next, ok := definition.Report.Schedule.Next(t)
		if !ok || next.After(to) {
			break
		}
		due, t = append(due, next), next
	}
	switch {
	case len(due) == 0:
		return nil, fanlight.Refuse("%s was not due between %s and %s", name, from.UTC().Format(time.RFC3339), to.UTC().Format(time.RFC3339))
	case len(due) > maxBackfill:
		return nil, fanlight.Refuse("more than %d editions of %s lie between these times: take a shorter span", maxBackfill, name)
	}
	return due, nil
}

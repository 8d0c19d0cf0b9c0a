package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	maxBackfill = 10_000 // editions of one backfill: more than a year of hours

	// A backfill has at most maxOpen editions open at once, and at most
	// maxOpenQueries queries in these, or one edition: so each edition is settled well
	// before its deadline, and a chat takes their messages. At the default of 25 slots
	// and one minute a query, 100 queries take four of the default 30 minutes; ten
	// reports in the two minutes between two sweeps are a quarter of the 20 messages a
	// minute that a Telegram group takes.
	maxOpen        = 10
	maxOpenQueries = 100
)

func paceOf(queries int) int { return min(maxOpen, max(1, maxOpenQueries/max(1, queries))) }

// Backfill starts a report's scheduled editions of the past, from the first due time
// at or after from to the last at or before to (rule D7): the first portion at once,
// the others by the janitor. It goes on with a backfill of the same editions that is
// open, and opens one again that is not. If it has to stop in its portion, it returns
// a refusal together with what it did until then; the janitor goes on. With Fill, later
// editions are compared with those that it starts (rule R6).
func (d *Dispatcher) Backfill(ctx context.Context, c fanlight.Command) (fanlight.Backfilled, error) {
	asked, err := d.plannedBackfill(ctx, c)
	if err != nil {
		return asked.Progress(), err
	}
	if asked.ID, err = d.named(ctx, asked.ID, fanlight.NewBackfillID(c.Report, c.From, c.To)); err != nil {
		return asked.Progress(), fmt.Errorf("backfill %s: %w", c.Report, err)
	}
	b, err := d.openBackfill(ctx, asked)
	if err != nil {
		return asked.Progress(), fmt.Errorf("open backfill %s: %w", asked.ID, err)
	}
	return d.ContinueBackfill(ctx, b)
}

// plannedBackfill returns the backfill that a command asks for, before it is stored.
func (d *Dispatcher) plannedBackfill(ctx context.Context, c fanlight.Command) (b fanlight.Backfill, err error) {
	name, from, to := c.Report, c.From, c.To
	definition, err := d.ledger.Definition(ctx, name)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return b, fanlight.Refuse("no report %q is deployed", name)
	case err != nil:
		return b, fmt.Errorf("backfill %s: %w", name, err)
	case definition.Report.Schedule == nil:
		return b, fanlight.Refuse("%s has no schedule: start it by hand", name)
	case to.After(d.clock.Now()):
		return b, fanlight.Refuse("%s lies ahead: its editions are not due yet", to.UTC().Format(time.RFC3339))
	}
	if err := checkAudience(c.Audience, definition.Report); err != nil {
		return b, err
	}
	b = fanlight.Backfill{
		Schedule: *definition.Report.Schedule, Pace: paceOf(len(definition.Report.Queries)), State: fanlight.BackfillOpen,
		Fill: c.Fill, Audience: c.Audience,
	}
	due, ok := b.Schedule.Next(from.Add(-time.Second))
	for b.From = due; ok && !due.After(to); due, ok = b.Schedule.Next(due) {
		if b.Editions++; b.Editions > maxBackfill {
			return b, fanlight.Refuse("more than %d editions of %s lie between these times: take a shorter span", maxBackfill, name)
		}
		b.To = due
	}
	if b.Editions == 0 {
		return b, fanlight.Refuse("%s was not due between %s and %s", name, from.UTC().Format(time.RFC3339), to.UTC().Format(time.RFC3339))
	}
	b.ID, b.Next = fanlight.NewBackfillID(name, b.From, b.To), b.From
	return b, nil
}

// checkAudience refuses an audience that a report does not have.
func checkAudience(a fanlight.Audience, r report.Report) error {
	archives := slices.ContainsFunc(r.Deliver, func(d report.Destination) bool { return d.S3 != nil })
	switch {
	case !a.Known():
		return fanlight.Refuse("a backfill delivers to no %q", a)
	case a == fanlight.ToArchive && !archives:
		return fanlight.Refuse("%s has no archive (a destination s3): deliver to none instead", r.Name)
	}
	return nil
}

// named returns the ID that a command's own times make if a backfill has it: its report
// may have had another schedule then. Else it returns the planned one.
func (d *Dispatcher) named(ctx context.Context, planned, named fanlight.BackfillID) (fanlight.BackfillID, error) {
	if named == planned {
		return planned, nil
	}
	_, err := d.ledger.Backfill(ctx, named)
	if errors.Is(err, ledger.ErrNotFound) {
		return planned, nil
	}
	return named, err
}

// openBackfill stores the backfill unless it is there, and returns it as it is
// stored then: open, and by the report's schedule.
func (d *Dispatcher) openBackfill(ctx context.Context, asked fanlight.Backfill) (fanlight.Backfill, error) {
	b, ok, err := d.ledger.PutBackfill(ctx, asked)
	for err == nil && !ok && (b.State != fanlight.BackfillOpen || b.Schedule != asked.Schedule || b.Fill != asked.Fill || b.Audience != asked.Audience) {
		b, ok, err = d.ledger.PutBackfill(ctx, b.Resumed(asked))
	}
	return b, err
}

// CancelBackfill lets a backfill start no further edition. Those that it began go on.
// It may be called again.
func (d *Dispatcher) CancelBackfill(ctx context.Context, id fanlight.BackfillID) (fanlight.Backfilled, error) {
	b, err := d.ledger.Backfill(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return b.Progress(), fanlight.Refuse("there is no backfill %s", id)
	}
	for ok := false; err == nil && !ok && b.State != fanlight.BackfillCancelled; {
		if b.State == fanlight.BackfillDone {
			return b.Progress(), fanlight.Refuse("%s has ended: it started %d editions, and %d existed", id, b.Started, b.Skipped)
		}
		b.State = fanlight.BackfillCancelled
		b, ok, err = d.ledger.PutBackfill(ctx, b)
	}
	if err != nil {
		return b.Progress(), fmt.Errorf("cancel backfill %s: %w", id, err)
	}
	return b.Progress(), nil
}

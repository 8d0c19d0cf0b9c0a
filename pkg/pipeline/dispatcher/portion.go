package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// maxLooked bounds the editions of a backfill that one step looks at.
const maxLooked = 400

// ContinueBackfill takes one step of an open backfill (rule J9): it forgets the
// editions that have ended, begins the next ones in their place, and starts their
// runs. The editions are recorded before they are started, so that a step that
// fails or dies in between is finished by the next one. It may be called again, and
// at the same time elsewhere.
func (d *Dispatcher) ContinueBackfill(ctx context.Context, b fanlight.Backfill) (fanlight.Backfilled, error) {
	p := portion{Backfill: b, d: d}
	err := p.look(ctx)
	if err != nil {
		return b.Progress(), fmt.Errorf("look at the editions of backfill %s: %w", b.ID, err)
	}
	if p.changed {
		stored, ok, err := d.ledger.PutBackfill(ctx, p.Backfill)
		if err != nil {
			return b.Progress(), fmt.Errorf("continue backfill %s: %w", b.ID, err)
		}
		p.Backfill = stored
		if !ok { // another has continued it
			return p.Progress(), nil
		}
	}
	done := p.Progress()
	done.Skipped = append(done.Skipped, p.skipped...)
	err = p.start(ctx, &done)
	if len(p.missing) > 0 || done.State != fanlight.BackfillOpen {
		d.log.InfoContext(ctx, "backfill continued", "backfill", b.ID, "report", b.ID.Report(), "state", done.State,
			"started", len(done.Started), "to_come", done.ToCome)
	}
	return done, err
}

// portion is one step of a backfill.
type portion struct {
	fanlight.Backfill
	d       *Dispatcher
	changed bool
	missing []time.Time      // editions that it began and that have no run
	skipped []fanlight.RunID // editions that existed
}

// look makes the backfill what it is after this step.
func (p *portion) look(ctx context.Context) error {
	before := len(p.Open)
	var open []time.Time
	for _, due := range p.Open {
		state, err := p.edition(ctx, due)
		if err != nil {
			return err
		}
		if state == noRun {
			p.missing = append(p.missing, due)
		}
		if state != ended {
			open = append(open, due)
		}
	}
	p.Open, p.changed = open, len(open) != before
	if err := p.begin(ctx); err != nil {
		return err
	}
	if p.Next.After(p.To) && len(p.Open) == 0 && p.State == fanlight.BackfillOpen {
		p.State, p.changed = fanlight.BackfillDone, true
	}
	return nil
}

// begin takes on the next editions, as many as may be open. Those that exist are
// skipped.
func (p *portion) begin(ctx context.Context) error {
	for looked := 0; len(p.Open) < p.Pace && !p.Next.After(p.To) && looked < maxLooked; looked++ {
		due := p.Next
		state, err := p.edition(ctx, due)
		if err != nil {
			return err
		}
		if state == noRun && !slices.ContainsFunc(p.Open, due.Equal) {
			p.Open, p.missing = append(p.Open, due), append(p.missing, due)
			p.Started++
		} else {
			p.skipped = append(p.skipped, p.run(due))
			p.Skipped++
		}
		next, ok := p.Schedule.Next(due)
		if !ok {
			next = p.To.Add(time.Second)
		}
		p.Next, p.changed = next, true
	}
	return nil
}

// start starts the editions that have no run. If the report is not deployed any
// more, the backfill ends.
func (p *portion) start(ctx context.Context, done *fanlight.Backfilled) error {
	for _, due := range p.missing {
		_, err := p.d.start(ctx, p.ID.Report(), edition{scheduled: due, apart: !p.Fill, audience: p.Audience})
		if refusal, ok := errors.AsType[*fanlight.Refusal](err); ok {
			_, err := p.d.CancelBackfill(ctx, p.ID)
			return errors.Join(refusal, err)
		}
		if err != nil {
			err = fmt.Errorf("backfill %s: %w", p.run(due), err)
			if len(done.Started) > 0 { // an error would lose what is done
				err = fanlight.Refuse("stopped after %d of %d editions, the janitor goes on with the others: %v", len(done.Started), p.Editions, err)
			}
			return err
		}
		done.Started = append(done.Started, p.run(due))
	}
	return nil
}

func (p *portion) run(due time.Time) fanlight.RunID { return fanlight.NewRunID(p.ID.Report(), due, "") }

// edition says how far the run of a due time is.
func (p *portion) edition(ctx context.Context, due time.Time) (editionState, error) {
	run, err := p.d.ledger.RunState(ctx, p.run(due))
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return noRun, nil
	case err == nil && run.State.Final(): // a resend's round does not count
		return ended, nil
	}
	return underWay, err
}

type editionState int

const (
	noRun editionState = iota
	underWay
	ended
)

package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Resend delivers a closed run's stored document again, to all destinations or
// to the named ones (rule D5).
func (d *Dispatcher) Resend(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.findKnown(ctx, c)
	if err != nil {
		return run, err
	}
	if !(run.Command == c.ID && run.Epoch == c.Epoch && run.Round == c.Round+1) {
		if run, err = d.openRound(ctx, run, c); err != nil {
			return run, err
		}
	}
	if err := d.ledger.KeepDocument(ctx, run); err != nil {
		return run, fmt.Errorf("resend %s: %w", run.ID, err)
	}
	return run, d.settler.Announce(ctx, run, run.Round)
}

func (d *Dispatcher) openRound(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	if run.Epoch != c.Epoch || run.Round != c.Round {
		return run, superseded(run)
	}
	if err := checkClosed(run); err != nil {
		return run, err
	}
	if err := checkDestinations(run, c.Destinations); err != nil {
		return run, err
	}
	if _, err := d.ledger.Document(ctx, run); errors.Is(err, ledger.ErrNotFound) {
		return run, fanlight.Refuse("%s has no stored report to send again: replay it", run.ID)
	} else if errors.Is(err, fanlight.ErrNewer) {
		return run, refuseNewer(run, "report")
	} else if err != nil {
		return run, err
	}
	if err := d.keepFrozen(ctx, run); err != nil {
		return run, err
	}
	next := run
	next.Round, next.Open, next.Command, next.Only = run.Round+1, true, c.ID, c.Destinations
	stored, ok, err := d.ledger.OpenRound(ctx, next, c.Round)
	if err == nil && !ok {
		err = superseded(stored)
	}
	return stored, err
}

func checkDestinations(run fanlight.Run, to []string) error {
	var names []string
	for _, d := range run.Definition.Deliver {
		names = append(names, d.Name)
	}
	for _, name := range to {
		if !slices.Contains(names, name) {
			return fanlight.Refuse("%s has no destination %q; it has %q", run.ID, name, names)
		}
	}
	return nil
}

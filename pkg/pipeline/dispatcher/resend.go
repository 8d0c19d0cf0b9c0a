package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Resend delivers a closed run's stored document again, to all destinations or
// to the named ones; with Now it ends the wait of an open round (rule D5).
func (d *Dispatcher) Resend(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	run, err := d.findKnown(ctx, c)
	if err != nil {
		return run, err
	}
	if c.Now {
		return run, d.sendNow(ctx, run, c)
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

// sendNow lets the deliveries of an open round be tried now that wait for a time.
func (d *Dispatcher) sendNow(ctx context.Context, run fanlight.Run, c fanlight.Command) error {
	switch {
	case run.Epoch != c.Epoch || run.Round != c.Round:
		return superseded(run)
	case run.Accepts(c) != nil:
		return run.Accepts(c)
	}
	// Also of a claimed round: a janitor claims one that is not complete to give it up.
	if err := d.checkComplete(ctx, run); err != nil {
		return err
	}
	claim, woken, err := d.ledger.WakeClaim(ctx, run)
	switch {
	case errors.Is(err, ledger.ErrNotFound): // nobody claimed it yet
		err = nil
	case err == nil && claim.Final():
		err = fanlight.Refuse("it has ended as %s: no delivery waits", claim.State)
	case err == nil && !woken && d.clock.Now().Before(claim.Lease):
		err = busy(run)
	}
	if err != nil {
		return err
	}
	return d.settler.Announce(ctx, run, run.Round)
}

// checkComplete refuses a run whose queries are not all settled.
func (d *Dispatcher) checkComplete(ctx context.Context, run fanlight.Run) error {
	shards, err := d.ledger.AllProgress(ctx, run)
	if err != nil || run.State.Final() || fanlight.Complete(shards, run.Total) {
		return err
	}
	return fanlight.Refuse("its queries still run: no delivery waits")
}

func (d *Dispatcher) openRound(ctx context.Context, run fanlight.Run, c fanlight.Command) (fanlight.Run, error) {
	if run.Epoch != c.Epoch || run.Round != c.Round {
		return run, superseded(run)
	}
	if err := run.Accepts(c); err != nil {
		return run, err
	}
	if err := checkDestinations(run, c.Destinations); err != nil {
		return run, err
	}
	if err := d.ledger.CheckDocument(ctx, run); errors.Is(err, ledger.ErrNotFound) {
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
			return fanlight.Refuse("%s has no destination %q: it has %s", run.ID, name, strings.Join(names, ", "))
		}
	}
	return nil
}

package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// checkWith refuses a definition that a replay cannot be with.
func checkWith(with string) error {
	if with != "" && with != fanlight.WithCurrent {
		return invalid("--with", with, fanlight.WithCurrent+": the definition that is deployed now")
	}
	return nil
}

// correct starts the correction of a run that has ended, by the definition that is
// deployed now. It prints the correction's ID before that exists, as start does.
func (c *stackCommand) correct(ctx context.Context, run fanlight.Run) error {
	if _, err := c.findReport(ctx, run.ID.Report()); err != nil {
		return fmt.Errorf("%w; a replay without --with runs the queries as they were:\n  fanlight replay %s", err, run.ID)
	}
	deployed, err := c.ledger.DeployedReport(ctx, run.ID.Report())
	if err != nil {
		return c.explain("find report "+run.ID.Report(), err)
	}
	id := fanlight.NewCorrectionID(run.ID, deployed.Hash)
	_, err = c.ledger.RunState(ctx, id)
	words := "exists already"
	switch edition, _ := id.Corrects(); {
	case errors.Is(err, ledger.ErrNotFound):
		words = "corrects " + string(edition)
	case err != nil:
		return c.explain("find run "+string(id), err)
	}
	if run.Hash != deployed.Hash { // else the dispatcher refuses it
		fmt.Fprintf(c.s.Err, "%s %s\n", id, words)
	}
	return c.sendForRun(ctx, id, c.commandOn(run, fanlight.Command{Action: fanlight.ActionReplay, With: fanlight.WithCurrent}))
}

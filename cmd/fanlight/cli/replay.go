package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/stack"
)

func newReplay(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var failed bool
	cmd := &cobra.Command{
		Use:   "replay RUN",
		Short: "Run the queries of an ended run again, and send a new report",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.change(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionReplay, Failed: failed})
		},
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "only the queries that gave no answer; the others keep theirs")
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

func newResend(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var to []string
	var failed bool
	cmd := &cobra.Command{
		Use:   "resend RUN",
		Short: "Deliver the report of an ended run once more",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if failed {
				if to, err = c.undelivered(cmd.Context(), run); err != nil {
					return err
				}
			}
			return c.change(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionResend, Destinations: to})
		},
	}
	cmd.Flags().StringSliceVar(&to, "to", nil, "`NAME` of a destination (may be repeated; default: all)")
	cmd.Flags().BoolVar(&failed, "failed", false, "only the destinations that are not known to have the report")
	cmd.MarkFlagsMutuallyExclusive("to", "failed")
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

// undelivered returns the destinations of the run's last round that are not
// known to have the report. None is an error.
func (c *stackCommand) undelivered(ctx context.Context, run fanlight.Run) ([]string, error) {
	records, err := c.ledger.Deliveries(ctx, run)
	if err != nil {
		return nil, c.explain(fmt.Sprintf("read the deliveries of %s", run.ID), err)
	}
	var names []string
	for _, destination := range run.Definition.Deliver {
		if run.Wants(destination.Name) && records[destination.Name].State != fanlight.DeliverySent {
			names = append(names, destination.Name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("every destination of %s has the report", run.ID)
	}
	return names, nil
}

func newCancel(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	cmd := &cobra.Command{
		Use:   "cancel RUN",
		Short: "End an open run without a report, or a backfill",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if id, ok := fanlight.ParseBackfillID(args[0]); ok {
				return c.cancelBackfill(cmd.Context(), id)
			}
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.change(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionCancel})
		},
	}
	c.addFlags(cmd)
	return cmd
}

// change sends a command on a run that was just read. The dispatcher refuses it
// if the run's epoch or round is another by then.
func (c *stackCommand) change(ctx context.Context, run fanlight.Run, command fanlight.Command) error {
	command.ID = fanlight.NewToken(stack.Random{})
	command.Run, command.Epoch, command.Round = run.ID, run.Epoch, run.Round
	return c.sendForRun(ctx, run.ID, command)
}

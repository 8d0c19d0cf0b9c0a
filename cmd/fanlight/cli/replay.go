package cli

import (
	"context"

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
	cmd.ValidArgsFunction = c.completeRun
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

// change sends a command on a run that was just read. The dispatcher refuses it
// if the run's epoch or round is another by then.
func (c *stackCommand) change(ctx context.Context, run fanlight.Run, command fanlight.Command) error {
	return c.sendForRun(ctx, run.ID, c.commandOn(run, command))
}

// commandOn returns a command with an ID of its own, on a run as it was seen.
func (c *stackCommand) commandOn(run fanlight.Run, command fanlight.Command) fanlight.Command {
	command.ID = fanlight.NewToken(stack.Random{})
	command.Run, command.Epoch, command.Round = run.ID, run.Epoch, run.Round
	return command
}

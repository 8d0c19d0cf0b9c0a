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
	var with string
	cmd := &cobra.Command{
		Use:   "replay RUN",
		Short: "Run the queries of an ended run again, and send a new report",
		Long: "Run the queries of an ended run again, and send a new report: the next epoch of the\n" +
			"run, by the definition that it was created with.\n\n" +
			"With --with current it starts another run for the same window, by the definition\n" +
			"that is deployed now. Its report says that it is a correction, and names the edition\n" +
			"that it corrects. The run that was given stays as it is.",
		Example: "  fanlight replay bot-usage@2026-01-02T12:30:00Z --failed\n" +
			"  fanlight replay bot-usage@2026-01-02T12:30:00Z --with current --wait",
		Args: arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkWith(with); err != nil {
				return err
			}
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if with != "" {
				return c.correct(cmd.Context(), run)
			}
			return c.change(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionReplay, Failed: failed})
		},
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "only the queries that gave no answer; the others keep theirs")
	cmd.Flags().StringVar(&with, "with", "", "`current`: correct the run by the definition that is deployed now")
	cmd.MarkFlagsMutuallyExclusive("failed", "with")
	cmd.ValidArgsFunction = c.completeRun
	_ = cmd.RegisterFlagCompletionFunc("with", cobra.FixedCompletions([]string{fanlight.WithCurrent}, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
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

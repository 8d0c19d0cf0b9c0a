package cli

import (
	"context"
	"fmt"
	"time"

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

func newBackfill(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var from, to string
	cmd := &cobra.Command{
		Use:     "backfill REPORT --from TIME --to TIME",
		Short:   "Start the scheduled editions of the past that do not exist",
		Example: "  fanlight backfill bot-usage --from 2026-01-01 --to 2026-01-31",
		Args:    arguments(1, 1, "the report's name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			first, last, err := backfillRange(from, to, s.Now())
			if err != nil {
				return err
			}
			return c.backfill(cmd.Context(), args[0], first, last)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "first `TIME` that an edition may be for")
	cmd.Flags().StringVar(&to, "to", "now", "last `TIME` that an edition may be for")
	c.addFlags(cmd)
	return cmd
}

func backfillRange(from, to string, now time.Time) (first, last time.Time, err error) {
	if from == "" {
		return first, last, usageErrorf("--from is missing: name the first day, as in --from 2026-01-01")
	}
	if first, err = parseTime("from", from, now); err != nil {
		return first, last, err
	}
	if last, err = parseTime("to", to, now); err == nil && last.Before(first) {
		err = invalid("--from", from, "a time that is not after --to")
	}
	return first, last, err
}

func (c *stackCommand) backfill(ctx context.Context, name string, first, last time.Time) error {
	if _, err := c.findReport(ctx, name); err != nil {
		return err
	}
	answer, err := c.send(ctx, fanlight.Command{Action: fanlight.ActionBackfill, Report: name, From: first, To: last})
	if err != nil {
		return err
	}
	return c.writeBackfilled(answer.Backfilled)
}

// writeBackfilled writes the runs that were started to stdout, one a line.
func (c *stackCommand) writeBackfilled(done *fanlight.Backfilled) error {
	if done == nil {
		done = &fanlight.Backfilled{}
	}
	if *c.format == "json" {
		return writeJSON(c.s.Out, done)
	}
	for _, run := range done.Skipped {
		fmt.Fprintf(c.s.Err, "%s exists already\n", run)
	}
	for _, run := range done.Started {
		if _, err := fmt.Fprintln(c.s.Out, run); err != nil {
			return fmt.Errorf("write the runs: %w", err)
		}
	}
	return nil
}

package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/stack"
)

func newBackfill(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var from, to string
	var fill bool
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
			return c.backfill(cmd.Context(), fanlight.Command{Action: fanlight.ActionBackfill, Report: args[0], From: first, To: last, Fill: fill})
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "first `TIME` that an edition may be for")
	cmd.Flags().StringVar(&to, "to", "now", "last `TIME` that an edition may be for")
	cmd.Flags().BoolVar(&fill, "fill", false, "let later editions be compared with these")
	cmd.ValidArgsFunction = c.completeReport
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

func (c *stackCommand) backfill(ctx context.Context, command fanlight.Command) error {
	if _, err := c.findReport(ctx, command.Report); err != nil {
		return err
	}
	answer, err := c.send(ctx, command)
	if err != nil {
		return err
	}
	return c.writeBackfilled(answer.Backfilled)
}

// writeBackfilled writes the runs that the command started to stdout, one a line,
// and how far the backfill is to stderr.
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
	if done.ID == "" { // the dispatcher is of an earlier version
		return nil
	}
	fmt.Fprintf(c.s.Err, "%s\n", formatBackfilled(done))
	if done.ToCome > 0 {
		fmt.Fprintf(c.s.Err, "The janitor starts the others when earlier ones have ended. The same command shows how far it is. To end it:\n  fanlight cancel %s\n", done.ID)
	}
	return nil
}

// formatBackfilled says how far a backfill is: its ID, and how many editions were
// started, existed and are to come or, after a cancel, were not started.
func formatBackfilled(b *fanlight.Backfilled) string {
	left := fmt.Sprintf("%d to come", b.ToCome)
	if b.State == fanlight.BackfillCancelled {
		left = fmt.Sprintf("%d not started", b.Left())
	}
	return fmt.Sprintf("%s: %s: %d started, %d existed, %s", b.ID, count(b.Editions, "edition", "editions"), b.Begun, b.Existed, left)
}

// cancelBackfill lets a backfill start no further edition, and writes its ID to
// stdout.
func (c *stackCommand) cancelBackfill(ctx context.Context, id fanlight.BackfillID) error {
	if err := c.connect(ctx); err != nil {
		return err
	}
	answer, err := c.send(ctx, fanlight.Command{
		Action: fanlight.ActionCancel, ID: fanlight.NewToken(stack.Random{}), Run: fanlight.RunID(id),
	})
	if err != nil {
		return err
	}
	if *c.format == "json" {
		return writeJSON(c.s.Out, answer)
	}
	if answer.Backfilled != nil {
		c.writeCancelled(answer.Backfilled)
	}
	_, err = fmt.Fprintln(c.s.Out, id)
	return err
}

// writeCancelled writes to stderr how far a cancelled backfill came, and the command
// that goes on with it.
func (c *stackCommand) writeCancelled(b *fanlight.Backfilled) {
	fmt.Fprintf(c.s.Err, "%s\nWhat it started goes on.", formatBackfilled(b))
	if b.Left() > 0 {
		first, last := b.ID.Span()
		fmt.Fprintf(c.s.Err, " To start the others:\n  fanlight backfill %s --from %s --to %s", b.ID.Report(), first, last)
	}
	fmt.Fprintln(c.s.Err)
}

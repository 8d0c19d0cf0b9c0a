package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/stack"
)

// backfillFlags are the flags of a backfill.
type backfillFlags struct {
	from, to, deliver string
	fill, dryRun, yes bool
}

func newBackfill(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var f backfillFlags
	cmd := &cobra.Command{
		Use:   "backfill REPORT --from TIME --to TIME",
		Short: "Start the scheduled editions of the past that do not exist",
		Long: "Start the scheduled editions of the past that do not exist, a few at a time. A date is\n" +
			"its whole day in the report's time zone: --to 2026-01-31 includes the editions of\n" +
			"31 January. On a terminal, or with --wait, the command shows how far it is; without\n" +
			"it, or after Ctrl-C, the janitor goes on. The same command shows it again.",
		Example: "  fanlight backfill bot-usage --from 2026-01-01 --to 2026-01-31 --dry-run\n" +
			"  fanlight backfill bot-usage --from 2026-01-01 --to 2026-01-31 --deliver none",
		Args: arguments(1, 1, "the report's name"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.backfill(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "first `TIME` that an edition may be for; of a day, its first moment")
	flags.StringVar(&f.to, "to", "now", "last `TIME` that an edition may be for; of a day, its last moment")
	flags.StringVar(&f.deliver, "deliver", "send", "who gets the reports: `send` (all destinations), none, or archive (s3 alone)")
	flags.BoolVar(&f.fill, "fill", false, "let later editions be compared with these")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be started and sent, and start nothing")
	flags.BoolVarP(&f.yes, "yes", "y", false, "ask nothing before more than ten deliveries")
	flags.BoolVar(&c.wait, "wait", false, "wait for the end of the editions, and fail if one failed")
	_ = cmd.RegisterFlagCompletionFunc("deliver", cobra.FixedCompletions([]string{"send", "none", "archive"}, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	cmd.ValidArgsFunction = c.completeReport
	c.addFlags(cmd)
	return cmd
}

// audience returns who is to get the reports.
func (f backfillFlags) audience() (fanlight.Audience, error) {
	if f.deliver == "send" {
		return fanlight.ToAll, nil
	}
	a := fanlight.Audience(f.deliver)
	if a == fanlight.ToAll || !a.Known() {
		return a, invalid("--deliver", f.deliver, "send, none or archive")
	}
	return a, nil
}

func (c *stackCommand) backfill(ctx context.Context, name string, f backfillFlags) error {
	audience, err := f.audience()
	if err == nil {
		err = checkSpan(f.from, f.to, c.s.Now())
	}
	if err != nil {
		return err
	}
	definition, err := c.findReport(ctx, name)
	if err != nil {
		return err
	}
	first, last, err := backfillRange(f.from, f.to, definition.Location(), c.s.Now())
	if err != nil {
		return err
	}
	command := fanlight.Command{Action: fanlight.ActionBackfill, Report: name, From: first, To: last, Fill: f.fill, Audience: audience}
	plan, err := c.planBackfill(ctx, definition, command)
	if err != nil {
		return fmt.Errorf("cannot backfill: %w", err)
	}
	if f.dryRun {
		return c.writePlan(plan)
	}
	if question := plan.question(); question != "" && !f.yes {
		if err := c.s.ask(ctx, question, "-y starts them"); err != nil {
			return err
		}
	}
	return c.startBackfill(ctx, plan, command)
}

// startBackfill sends the command. On a terminal, or if it is asked to, it waits for the
// editions.
func (c *stackCommand) startBackfill(ctx context.Context, plan backfillPlan, command fanlight.Command) error {
	answer, err := c.send(ctx, command)
	if err != nil {
		return err
	}
	done := answer.Backfilled
	if done == nil {
		done = &fanlight.Backfilled{}
	}
	follows := done.ID != "" && (c.wait || c.s.Interactive && *c.format == "text")
	if err := c.writeBackfilled(done, follows); err != nil || !follows {
		return err
	}
	return c.followBackfill(ctx, plan, done)
}

// writeBackfilled writes the runs that the command started to stdout, one a line,
// and how far the backfill is to stderr.
func (c *stackCommand) writeBackfilled(done *fanlight.Backfilled, follows bool) error {
	if *c.format == "json" {
		return writeJSON(c.s.Out, viewBackfilled(*done))
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
	if done.ToCome > 0 && !follows {
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
		return writeJSON(c.s.Out, answerView{1, answer})
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

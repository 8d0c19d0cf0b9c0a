package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func newStart(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	var at string
	cmd := &cobra.Command{
		Use:     "start REPORT",
		Short:   "Start a run of a report by hand",
		Example: "  RUN=$(fanlight start bot-usage --at 2026-01-02T12:30:00Z)",
		Args:    arguments(1, 1, "the report's name"),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.start(cmd.Context(), args[0], at) },
	}
	cmd.Flags().StringVar(&at, "at", "now", "`TIME` that the run is for, to the minute; of a day, the time at which the report is due")
	cmd.ValidArgsFunction = c.completeReport
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

// start prints the ID of the run before it exists, so that a user who interrupts
// can still find it.
func (c *stackCommand) start(ctx context.Context, name, at string) error {
	if !report.ValidName(name) {
		return invalid("report name", name, "the name of a deployed report, such as bot-usage")
	}
	if _, err := parseTime("at", at, c.s.Now()); err != nil { // without the report, whose day it may be
		return err
	}
	definition, err := c.findReport(ctx, name)
	if err != nil {
		return err
	}
	scheduled, err := scheduledTime(definition, at, c.s.Now())
	if err != nil {
		return err
	}
	if err := checkWindowOver(definition, scheduled, c.s.Now()); err != nil {
		return err
	}
	c.noteByHand(definition)
	command := fanlight.Command{
		Action: fanlight.ActionStart, Report: name, ScheduledTime: fanlight.Minute(scheduled), Suffix: newSuffix(),
	}
	run := fanlight.NewRunID(name, command.ScheduledTime, command.Suffix)
	fmt.Fprintf(c.s.Err, "%s: %s\n", command.Action, run)
	return c.sendForRun(ctx, run, command)
}

// newSuffix returns the six random characters that make the ID of a manual run
// unique.
func newSuffix() string { return strings.ToLower(rand.Text()[:6]) }

// replayed says what a replay of failures runs again.
func replayed(a fanlight.Answer) string {
	if a.Kept == 0 {
		return ""
	}
	return fmt.Sprintf(": %d of %s run again, the others keep their result", a.Again, count(a.Kept+a.Again, "query", "queries"))
}

// sendForRun sends a command on one run. With --wait it waits for the end of the
// run, else it writes the run's ID to stdout, for scripts.
func (c *stackCommand) sendForRun(ctx context.Context, run fanlight.RunID, command fanlight.Command) error {
	answer, err := c.send(ctx, command)
	if ctx.Err() != nil {
		fmt.Fprintf(c.s.Err, "%s of %s may still be carried out: fanlight show %[2]s\n", command.Action, run)
	}
	if err != nil {
		return err
	}
	if c.wait {
		return c.waitForEnd(ctx, answer.Run)
	}
	if *c.format != "json" {
		fmt.Fprintf(c.s.Err, "epoch %d, round %d, %s%s\n", answer.Epoch, answer.Round, answer.State, replayed(answer))
	}
	return c.writeAnswer(answer)
}

// writeAnswer writes the ID of the run that a command was for to stdout, or the
// whole answer as JSON.
func (c *stackCommand) writeAnswer(answer fanlight.Answer) error {
	if *c.format == "json" {
		return writeJSON(c.s.Out, answerView{1, answer})
	}
	_, err := fmt.Fprintln(c.s.Out, answer.Run)
	return err
}

package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func newBackfill(s *System) *cobra.Command {
	d := &deployed{s: s}
	var from, to string
	cmd := &cobra.Command{
		Use:     "backfill REPORT --from TIME --to TIME",
		Short:   "Start the scheduled editions of the past that do not exist",
		Example: "  fanlight backfill bot-usage --from 2026-01-01 --to 2026-01-31",
		Args:    arguments(1, 1, "the report's name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			c := fanlight.Command{Action: fanlight.ActionBackfill, Report: args[0]}
			var err error
			if c.From, c.To, err = period(from, to, s.Now()); err != nil {
				return err
			}
			if _, err := d.findReport(cmd.Context(), args[0]); err != nil {
				return err
			}
			answer, err := d.command(cmd.Context(), c)
			if err != nil {
				return err
			}
			return d.writeBackfilled(answer.Backfilled)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "first `TIME` that an edition may be for")
	cmd.Flags().StringVar(&to, "to", "now", "last `TIME` that an edition may be for")
	d.addFlags(cmd)
	return cmd
}

func period(from, to string, now time.Time) (first, last time.Time, err error) {
	if first, err = parseMoment("from", from, now); err != nil {
		return first, last, err
	}
	if last, err = parseMoment("to", to, now); err == nil && last.Before(first) {
		err = misused("--from must not lie behind --to")
	}
	return first, last, err
}

// writeBackfilled writes the runs that were started, one a line.
func (d *deployed) writeBackfilled(done *fanlight.Backfilled) error {
	if done == nil {
		done = &fanlight.Backfilled{}
	}
	if *d.format == "json" {
		return writeJSON(d.s.Out, done)
	}
	for _, run := range done.Skipped {
		fmt.Fprintf(d.s.Err, "%s exists already\n", run)
	}
	for _, run := range done.Started {
		if _, err := fmt.Fprintln(d.s.Out, run); err != nil {
			return fmt.Errorf("write the runs: %w", err)
		}
	}
	return nil
}

package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func newStart(s *System) *cobra.Command {
	d := &deployed{s: s}
	var at string
	cmd := &cobra.Command{
		Use:     "start REPORT",
		Short:   "Start a run of a report by hand",
		Example: "  RUN=$(fanlight start bot-usage --at 2026-01-02T12:30:00Z)",
		Args:    arguments(1, 1, "the report's name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !report.ValidName(args[0]) {
				return misused("%q is no report's name: a deployed report is started by name, as in bot-usage", args[0])
			}
			scheduled, err := parseMoment("at", at, s.Now())
			if err != nil {
				return err
			}
			definition, err := d.findReport(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if err := checkPast(definition, scheduled, s.Now()); err != nil {
				return err
			}
			return d.start(cmd.Context(), args[0], scheduled.Truncate(time.Minute))
		},
	}
	cmd.Flags().StringVar(&at, "at", "now", "`TIME` that the run is for, to the minute")
	d.addFlags(cmd)
	d.addWait(cmd)
	return cmd
}

// start tells the run before it exists: whoever interrupts can still find it.
func (d *deployed) start(ctx context.Context, name string, scheduled time.Time) error {
	c := fanlight.Command{Action: fanlight.ActionStart, Report: name, ScheduledTime: scheduled, Suffix: newSuffix()}
	run := fanlight.NewRunID(name, scheduled, c.Suffix)
	fmt.Fprintf(d.s.Err, "%s: %s\n", c.Action, run)
	return d.commandRun(ctx, run, c)
}

// findReport refuses a report that is not deployed, and names those that are.
func (d *deployed) findReport(ctx context.Context, name string) (*report.Report, error) {
	if err := d.connect(ctx); err != nil {
		return nil, err
	}
	all, err := d.ledger.Definitions(ctx)
	if err != nil {
		return nil, d.explain("find report "+name, err)
	}
	names := make([]string, len(all))
	for i, definition := range all {
		if names[i] = definition.Report.Name; names[i] == name {
			return &definition.Report, nil
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no report is deployed in %s", d.place())
	}
	return nil, fmt.Errorf("no report %q is deployed in %s: there is %s", name, d.place(), strings.Join(names, ", "))
}

// newSuffix draws what tells a run by hand from a scheduled edition and from
// every other.
func newSuffix() string { return strings.ToLower(rand.Text()[:6]) }

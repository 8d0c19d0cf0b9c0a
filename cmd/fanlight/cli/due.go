package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// formatSchedule returns a report's schedule with its time zone and last day, and whether
// it is paused.
func formatSchedule(r *report.Report) string {
	if r.Schedule == nil {
		return "no schedule"
	}
	if r.Paused {
		return r.Schedule.String() + ", paused"
	}
	return r.Schedule.String()
}

// neverDue returns why no edition of a report is due; nil if one is or may be.
func neverDue(r *report.Report) error {
	switch {
	case r.Schedule == nil:
		return fmt.Errorf("report %s has no schedule: it is started by hand", r.Name)
	case r.Paused:
		return fmt.Errorf("report %s is paused: no edition is due as long as its file says paused: true (by its schedule: %s)", r.Name, r.Schedule)
	}
	return nil
}

// noteByHand says that a report is started although no edition of it is due.
func (c *stackCommand) noteByHand(r *report.Report) {
	switch over, ends := end(r.Schedule); {
	case r.Paused:
		fmt.Fprintf(c.s.Err, "note: %s is paused: it runs by this command only\n", r.Name)
	case ends && !c.s.Now().Before(over):
		fmt.Fprintf(c.s.Err, "note: the last edition of %s was due on %s: it runs by commands only\n", r.Name, r.Schedule.Until)
	}
}

func end(s *report.Schedule) (time.Time, bool) {
	if s == nil {
		return time.Time{}, false
	}
	return s.End()
}

// deployed reads whether editions of a report are due now. A run is shown without it too:
// its report may have been taken away, or the user may read its runs only.
func (c *stackCommand) deployed(ctx context.Context, name string) ledger.Deployed {
	d, err := c.ledger.DeployedReport(ctx, name)
	if err != nil {
		return ledger.Deployed{}
	}
	return d
}

// dueNote says in a few words that no edition of a report is due, or until when one is; it
// is empty for a report to which nothing of that applies.
func dueNote(d ledger.Deployed, now time.Time) string {
	over, ends := end(d.Schedule)
	switch {
	case d.Paused:
		return "paused: no edition is due"
	case ends && !now.Before(over):
		return "over: the last edition was due on " + d.Schedule.Until
	case ends:
		return "until " + d.Schedule.Until
	}
	return ""
}

// elsewhere says of a report that the environment of the values file does not have; it is
// empty for any other report. Without a values file no environment is meant.
func (f *reportFiles) elsewhere(file source.File) string {
	if f.values == "" || file.In(f.environment) {
		return ""
	}
	return fmt.Sprintf("not in %s: only in %s", f.environment, strings.Join(file.Environments, ", "))
}

package cli

import (
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

const nextTimes = 5

// newNext shows times without sending anything, so names under deliver may be
// unknown.
func newNext(s *System) *cobra.Command {
	d := definitions{s: s, quiet: true}
	cmd := &cobra.Command{
		Use:   "next FILE [N]",
		Short: "Show when a report is due next, and the windows that it covers then",
		Args:  arguments(1, 2, "the report file"),
		RunE: func(_ *cobra.Command, args []string) error {
			n := nextTimes
			if len(args) == 2 {
				var err error
				if n, err = strconv.Atoi(args[1]); err != nil || n < 1 {
					return misused("%q is no number of times", args[1])
				}
			}
			reports, err := d.load(args[:1], source.Options{LenientDeliver: true})
			if err != nil {
				return err
			}
			return s.writeNext(reports[0], n)
		},
	}
	d.addFlags(cmd)
	return cmd
}

func (s *System) writeNext(r *report.Report, n int) error {
	if r.Schedule == nil {
		return fmt.Errorf("report %s has no schedule: it is started by hand", r.Name)
	}
	rows := [][]string{}
	t, ok := r.Schedule.Next(s.Now())
	for ; ok && len(rows) < n; t, ok = r.Schedule.Next(t) {
		start, end := r.WindowAt(t)
		rows = append(rows, []string{localStamp(r, t), localStamp(r, start), localStamp(r, end)})
	}
	if len(rows) == 0 {
		return fmt.Errorf("report %s is never due again: %s", r.Name, schedule(r))
	}
	return writeTable(s.Out, []string{"due", "window from", "to"}, rows, s.Width(s.Out))
}

// localStamp shows a time as the report's readers have it.
func localStamp(r *report.Report, t time.Time) string {
	return t.In(r.Location()).Format("Mon 2006-01-02 15:04 MST")
}

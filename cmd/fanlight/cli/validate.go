package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

func newValidate(s *System) *cobra.Command {
	d := definitions{s: s}
	cmd := &cobra.Command{
		Use:   "validate FILE…",
		Short: "Check report files and show every mistake",
		Args:  arguments(1, -1, "the report file"),
		RunE: func(_ *cobra.Command, paths []string) error {
			reports, err := d.load(paths, source.Options{})
			if err != nil {
				return err
			}
			for i, r := range reports {
				fmt.Fprintf(s.Out, "%s: report %s is fine: %s, %s, %s\n", paths[i], r.Name,
					count(len(r.Queries), "query", "queries"), count(len(r.Deliver), "destination", "destinations"), schedule(r))
			}
			return nil
		},
	}
	d.addFlags(cmd)
	return cmd
}

func schedule(r *report.Report) string {
	if r.Schedule == nil {
		return "no schedule"
	}
	return r.Schedule.Expression + " " + r.Schedule.Timezone
}

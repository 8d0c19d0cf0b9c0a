package cli

import (
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func newReplay(s *System) *cobra.Command {
	d := &deployed{s: s}
	var failed bool
	cmd := &cobra.Command{
		Use:   "replay RUN",
		Short: "Run the queries of an ended run again, and report anew",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := d.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return d.order(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionReplay, Failed: failed})
		},
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "only the queries that gave no answer; the others keep theirs")
	d.addFlags(cmd)
	d.addWait(cmd)
	return cmd
}

package cli

import (
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func newCancel(s *System) *cobra.Command {
	d := &deployed{s: s}
	cmd := &cobra.Command{
		Use:   "cancel RUN",
		Short: "End an open run without a report",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := d.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return d.order(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionCancel})
		},
	}
	d.addFlags(cmd)
	return cmd
}

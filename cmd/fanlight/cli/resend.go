package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func newResend(s *System) *cobra.Command {
	d := &deployed{s: s}
	var to []string
	var failed bool
	cmd := &cobra.Command{
		Use:   "resend RUN",
		Short: "Deliver the report of an ended run once more",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := d.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if failed {
				if to, err = d.missed(cmd.Context(), run); err != nil {
					return err
				}
			}
			return d.order(cmd.Context(), run, fanlight.Command{Action: fanlight.ActionResend, Destinations: to})
		},
	}
	cmd.Flags().StringSliceVar(&to, "to", nil, "`NAME` of a destination (may be repeated; default: all)")
	cmd.Flags().BoolVar(&failed, "failed", false, "only the destinations that did not surely get the report")
	cmd.MarkFlagsMutuallyExclusive("to", "failed")
	d.addFlags(cmd)
	d.addWait(cmd)
	return cmd
}

// missed returns the destinations of the run's last round that are not known to
// have the report.
func (d *deployed) missed(ctx context.Context, run fanlight.Run) ([]string, error) {
	records, err := d.ledger.Deliveries(ctx, run)
	if err != nil {
		return nil, d.explain(fmt.Sprintf("read the deliveries of %s", run.ID), err)
	}
	var names []string
	for _, destination := range run.Definition.Deliver {
		if run.Wants(destination.Name) && records[destination.Name].State != fanlight.DeliverySent {
			names = append(names, destination.Name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("every destination of %s has the report", run.ID)
	}
	return names, nil
}

package reporter

import (
	"context"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func archives(r report.Report) bool {
	return slices.ContainsFunc(r.Deliver, func(d report.Destination) bool { return d.S3 != nil })
}

// archived reports whether all archives of the report have the edition's page, so that
// later pages may lead to it. What is not known counts as no.
func (c claimed) archived(ctx context.Context, d *fanlight.Document, deliveries []fanlight.Delivery) bool {
	if !archives(c.run.Definition) || d.Verdict == fanlight.Notify {
		return false
	}
	all := !slices.ContainsFunc(c.run.Definition.Deliver, func(to report.Destination) bool {
		return to.S3 != nil && !slices.ContainsFunc(deliveries, func(d fanlight.Delivery) bool { return d.Name == to.Name && d.State == fanlight.DeliverySent })
	})
	if all || c.run.Round == 1 {
		return all
	}
	before, err := c.ledger.Figures(ctx, c.run.ID.Report(), d.Window.End) // of an earlier round: this one went elsewhere
	return err == nil && before.Run == d.Run && before.Epoch == d.Epoch && before.Archived
}

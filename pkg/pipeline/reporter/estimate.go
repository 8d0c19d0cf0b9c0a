package reporter

import (
	"context"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// noteEstimates notes at each query that had to be run without an estimate why there was
// none (rule W8). A report does not wait for that.
func (c claimed) noteEstimates(ctx context.Context, d *fanlight.Document, plan []fanlight.Query, places []int) {
	if !slices.ContainsFunc(plan, fanlight.Query.Bounded) {
		return
	}
	found, err := c.ledger.Estimates(ctx, c.run)
	if err != nil {
		c.log.WarnContext(ctx, "estimates not read", c.run.LogAttrs(), "error", err)
		return
	}
	for _, q := range plan {
		if why := found.Known[q.Scope().Key].Unknown; why != "" && q.Bounded() {
			d.Queries[places[q.Index]].Note = "no estimate of its scan: " + why
		}
	}
}

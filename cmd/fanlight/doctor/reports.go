package doctor

import (
	"context"
	"slices"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// checkReports reads the deployed reports.
func (d *Doctor) checkReports(ctx context.Context) []Check {
	if d.table == nil && d.unread == nil {
		return nil
	}
	deployed, err := d.ledger.Deployed(ctx)
	d.deployed = deployed
	var problems []Check
	switch {
	case isDenied(err):
		return []Check{d.unanswered("reports", err)}
	case err != nil:
		problems = append(problems, failed("reports", "deploy again", "%s", reason(err)))
	}
	for _, r := range deployed {
		definition, err := d.ledger.Definition(ctx, r.Name)
		if err != nil {
			problems = append(problems, failed("reports", "deploy again, or take the newest fanlight", "%s: %s", r.Name, reason(err)))
			continue
		}
		d.reports = append(d.reports, definition.Report)
	}
	const unit = 0.125e-6 // dollars of a read unit (https://aws.amazon.com/dynamodb/pricing/on-demand/)
	return priced(or(problems, ok("reports", "%d deployed", len(deployed))), float64(1+2*len(deployed))*unit)
}

// groupsOf returns the log groups that a report's queries name one by one.
func groupsOf(r report.Report) []string {
	all := r.AllLogGroups()
	for _, q := range r.Queries {
		all = append(all, source.Sources(q.Text).LogGroups...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

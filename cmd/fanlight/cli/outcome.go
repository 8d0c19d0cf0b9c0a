package cli

import (
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/text"
)

// checkOutcome says on stderr what a closed run missed. It returns nil only if
// the run was sent and every query gave an answer.
func checkOutcome(s *System, details ledger.RunDetails) error {
	good := details.Run.State == fanlight.Sent && !slices.ContainsFunc(details.Deliveries, missed)
	if details.Run.State != fanlight.Sent {
		fmt.Fprintf(s.Err, "fanlight: %s ended as %s\n", details.Run.ID, details.Run.State)
	}
	for _, d := range details.Deliveries {
		if missed(d) {
			fmt.Fprintf(s.Err, "  %s\n", formatDelivery(d))
		}
	}
	if failed := failedQueries(details.Document); len(failed) > 0 {
		good = false
		fmt.Fprintf(s.Err, "fanlight: %d of %s failed\n", len(failed), count(details.Run.Total, "query", "queries"))
		for _, q := range failed {
			fmt.Fprintf(s.Err, "  %s: %s: %s\n", q.ID, q.State, text.Clean(q.Error))
		}
	}
	if !good {
		return errReported
	}
	return nil
}

// missed reports whether a destination is not known to have the report: a round of
// a run that is sent may end so.
func missed(d fanlight.Delivery) bool { return d.State != fanlight.DeliverySent }

func failedQueries(d *fanlight.Document) []fanlight.QueryResult {
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.Queries), func(q fanlight.QueryResult) bool { return q.State.Good() })
}

// formatDelivery says in one line how a delivery ended.
func formatDelivery(d fanlight.Delivery) string {
	line := fmt.Sprintf("%s: %s", d.Name, d.State)
	if d.Error != "" {
		line += ": " + text.Clean(d.Error)
	}
	if d.Tries > 1 {
		line += fmt.Sprintf(" (%d tries)", d.Tries)
	}
	return line
}

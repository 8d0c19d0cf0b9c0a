package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// checkOutcome says on stderr what a closed run missed. It returns nil only if the run was
// sent, or skipped as its report says, and no more queries gave no answer than its report
// tolerates.
func checkOutcome(s *System, details ledger.RunDetails) error {
	good := checkState(s, details) && !slices.ContainsFunc(details.Deliveries, missed)
	for _, d := range details.Deliveries {
		if missed(d) {
			fmt.Fprintf(s.Err, "%s %s\n", mark(s, checkFailed), formatDelivery(d))
		}
	}
	if failed := failedQueries(details.Document); len(failed) > 0 {
		who := "fanlight"
		if good = good && !details.Document.Incomplete(); !details.Document.Incomplete() {
			who = "note"
		}
		fmt.Fprintf(s.Err, "%s: %d of %s failed\n", who, len(failed), count(details.Run.Total, "query", "queries"))
		for _, q := range failed {
			fmt.Fprintf(s.Err, "  %s: %s: %s\n", q.ID, q.State, text.Clean(q.Error))
		}
	}
	if !good {
		return errReported
	}
	return nil
}

// outcomeOf is checkOutcome after events have said what the run missed: it prints nothing.
func outcomeOf(details ledger.RunDetails) error {
	state, d := details.Run.State, details.Document
	good := state == fanlight.Skipped || state == fanlight.Sent && (d == nil || !d.Incomplete())
	if !good || slices.ContainsFunc(details.Deliveries, missed) {
		return errReported
	}
	return nil
}

// checkState says on stderr why a run was not sent. It reports whether the run ended as its
// report says.
func checkState(s *System, details ledger.RunDetails) bool {
	state, d := details.Run.State, details.Document
	switch {
	case state == fanlight.Skipped && d != nil:
		fmt.Fprintf(s.Err, "note: %s is skipped: %s\n", details.Run.ID, text.Clean(d.Reason))
		return true
	case state == fanlight.Held && d != nil:
		fmt.Fprintf(s.Err, "fanlight: %s is held: %d of %s gave no answer\n", details.Run.ID, d.Unanswered(), count(details.Run.Total, "query", "queries"))
	case state != fanlight.Sent:
		fmt.Fprintf(s.Err, "fanlight: %s ended as %s\n", details.Run.ID, state)
	}
	return state == fanlight.Sent || state == fanlight.Skipped
}

// printDelivered says on stderr which destinations got the report, but for this terminal.
func printDelivered(s *System, done ledger.RunDetails) {
	for _, d := range done.Deliveries {
		seen := func(to report.Destination) bool { return to.Name == d.Name && to.Kind == report.KindStdout }
		if !missed(d) && !slices.ContainsFunc(done.Run.Definition.Deliver, seen) {
			fmt.Fprintf(s.Err, "%s %s: sent%s\n", mark(s, checkOK), d.Name, prefixed(": ", text.Clean(d.Receipt)))
		}
	}
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

// reason returns why a delivery failed, without the destination that a sender's error begins
// with: it stands next to its name.
func reason(d fanlight.Delivery) string {
	why := text.Clean(d.Error)
	if rest, is := strings.CutPrefix(why, "deliver to "+text.Clean(d.Name)+" ("); is {
		if _, after, found := strings.Cut(rest, "): "); found {
			return after
		}
	}
	return why
}

// formatDelivery says in one line how a delivery ended.
func formatDelivery(d fanlight.Delivery) string {
	line := fmt.Sprintf("%s: %s", d.Name, d.State)
	if d.Error != "" {
		line += ": " + reason(d)
	}
	if d.Tries > 1 {
		line += fmt.Sprintf(" (%d tries)", d.Tries)
	}
	return line
}

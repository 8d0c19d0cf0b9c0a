package cli

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// ending is the state in which a cancel left a run.
type ending struct {
	already    bool // cancelled before
	run        fanlight.Run
	claim      fanlight.Claim        // of the run's round
	deliveries []fanlight.Delivery   // of the round, by name
	queries    []ledger.QueryDetails // of the epoch
	before     fanlight.State        // of the epoch before; empty: none, or not known
}

// String says in one line what was done.
func (e ending) String() string {
	switch {
	case e.already && !e.claim.Ended.IsZero():
		return fmt.Sprintf("%s was cancelled at %s", e.run.ID, formatTime(e.claim.Ended))
	case e.already:
		return fmt.Sprintf("%s is cancelled already", e.run.ID)
	case e.run.Round > 1:
		return fmt.Sprintf("%s: round %d is over: %s; the run is %s", e.run.ID, e.run.Round, e.reached(), e.run.State)
	case e.run.State != fanlight.Cancelled:
		return fmt.Sprintf("%s ends as %s%s: %s%s", e.run.ID, e.run.State, e.epoch(), e.reached(), e.earlier())
	case e.run.Epoch > 1:
		return fmt.Sprintf("%s is cancelled%s%s", e.run.ID, e.epoch(), e.earlier())
	case e.claim.Fence > 0: // a reporter had it
		return fmt.Sprintf("%s is cancelled before anybody had the report", e.run.ID)
	}
	return fmt.Sprintf("%s is cancelled: %snothing is sent", e.run.ID, e.outcomes())
}

// epoch names the run's epoch unless it is the first one.
func (e ending) epoch() string {
	if e.run.Epoch == 1 {
		return ""
	}
	return fmt.Sprintf(" in epoch %d", e.run.Epoch)
}

// earlier says how the epoch before ended.
func (e ending) earlier() string {
	if e.before == "" {
		return ""
	}
	return fmt.Sprintf("; epoch %d was %s", e.run.Epoch-1, e.before)
}

// outcomes counts the queries by how they ended.
func (e ending) outcomes() string {
	counts := map[fanlight.Outcome]int{}
	for _, q := range e.queries {
		counts[fanlight.Outcome(q.State)]++
	}
	var words strings.Builder
	for _, state := range []fanlight.Outcome{fanlight.OK, fanlight.Empty, fanlight.Failed, fanlight.TimedOut, fanlight.CancelledResult} {
		n := counts[state]
		if n == 0 {
			continue
		}
		number, verb := fmt.Sprint(n), plural(n, "was", "were")
		if words.Len() == 0 {
			number = count(n, "query", "queries")
		}
		if state == fanlight.CancelledResult {
			verb = plural(n, "is", "are")
		}
		fmt.Fprintf(&words, "%s %s %s, ", number, verb, strings.ReplaceAll(string(state), "_", " "))
	}
	return words.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// reached says of each destination whether it has the report.
func (e ending) reached() string {
	words := make([]string, len(e.deliveries))
	for i, d := range e.deliveries {
		words[i] = d.Name + " " + haveIt(d)
	}
	return strings.Join(words, ", ")
}

// haveIt says how far a delivery came.
func haveIt(d fanlight.Delivery) string {
	given := fmt.Sprintf("was given up after %d of %d tries", d.Tries, fanlight.MaxTries)
	if d.Tries == 0 {
		given = "was given up before its next try"
	}
	switch {
	case d.State == fanlight.DeliverySent:
		return "has it"
	case d.Parts > 0:
		return fmt.Sprintf("has %d of %d parts and %s", d.Parts, d.Total, given)
	case d.Unknown:
		return "may have it and " + given
	}
	return given
}

package sim

import (
	"slices"
	"testing"
	"time"
)

// bugBudget is the number of seeds in which a planted bug must be found.
const bugBudget = 10_000

// plantedBugs are bugs planted at the seam, and the invariants that may find them.
var plantedBugs = []struct {
	bug   string
	found []Rule
	Options
}{
	{"winners are set without a condition", []Rule{"S2", "first"}, planted(unconditional("ADD settled"))},
	{"a worker acknowledges without announcing", []Rule{"G3"}, planted(unannounced)},
	{"a winner is set before its result is there", []Rule{"S1"}, planted(resultless)},
	{"a delivery record is written without a condition", []Rule{"R4", "deliveries"}, slowly(planted(unconditional("receipt = :receipt")))},
	{"a run is ended without a condition", []Rule{"META"}, planted(unconditional("REMOVE #open"))},
	{"a claim ignores live leases", []Rule{"R1"}, planted(leaseless)},
	{"a claim does not count until its release", []Rule{"claims"}, killing(planted(replacedIn("tries, :zero) + :one", "tries, :zero) + :zero")))},
	{"every release uncounts its claim", []Rule{"claims", "tries", "end"}, refusing(planted(uncounting))},
	{"a try is not put on record", []Rule{"tries", "claims", "R4"}, refusing(planted(triedOnce))},
	{"a note says that the whole shard is held", []Rule{"J2", "calm"}, losing(Options{Queries: 8, bug: allHeld})},
	{"a time to wait is not put on record", []Rule{"R4"}, waiting(planted(impatient))},
	{"a claim is given back for an hour", []Rule{"R5", "end"}, waiting(planted(patient))},
	{"an accepted part is not put on record", []Rule{"deliveries", "R4"}, planted(partless)},
	{"a request to wait counts as a try", []Rule{"E3"}, waiting(planted(waitCounts))},
	{"a cancel claims against a live lease", []Rule{"R1"}, planted(replacedIn("OR released = fence", "OR fence > :zero"))},
	{"a cancel leaves the records as they are", []Rule{"E1"}, planted(unended)},
	{"resend now ends the lease of a try", []Rule{"R1"}, planted(wokenAnyway)},
	{"a lease never ends", []Rule{"end"}, planted(forever)},
	{"a start replaces another's on record", []Rule{"W3"}, planted(replacing)},
	{"a start is recorded although the query is settled", []Rule{"W3"}, planted(unconditional("if_not_exists(q"))},
	{"META is created anew", []Rule{"META", "plan"}, planted(created("META"))},
	{"progress is created anew", []Rule{"S2", "first"}, planted(created("PROGRESS#"))},
	{"a cancel ignores the claim", []Rule{"E1", "R1"}, planted(created("SEND#"))},
	{"META names a definition that is not stored", []Rule{"D1"}, planted(unstored("DEFINITION#"))},
	{"META names a sending order that is not stored", []Rule{"D1"}, planted(unstored("RUN#"))},
	{"a message is not stored", []Rule{"R3"}, planted(messageless)},
	{"a document is stored anew", []Rule{"R3"}, planted(created("DOCUMENT#"))},
	{"the editions before are read from the oldest on", []Rule{"R6"}, planted(oldest)},
	{"figures are stored for another window", []Rule{"R6"}, planted(shifted)},
	{"figures are not stored", []Rule{"R6"}, planted(figureless)},
	{"a replay does not find its earlier document", []Rule{"R6"}, planted(forgetful)},
	{"a correction has the window of its definition", []Rule{"D8"}, planted(moved)},
	{"a correction does not find the document of its edition", []Rule{"R6"}, planted(strange)},
	{"a skipped edition ends as sent", []Rule{"E1"}, planted(mislabelled)},
	{"a replay ignores the epoch seen", []Rule{"META"}, planted(unconditional("selection = :selection"))},
	{"StartQuery is sent again", []Rule{"starts", "G4", "W3"}, planted(restarted)},
	{"an answer is stored as a failure", []Rule{"W5"}, planted(failing)},
	{"a resend to one destination goes to all", []Rule{"D5"}, planted(widened)},
	{"an item does not expire", []Rule{"E4"}, planted(eternal)},
	{"a piece of a result is not stored", []Rule{"S1"}, planted(piecemeal)},
	{"a result loses its last rows", []Rule{"numbers"}, planted(headless)},
	{"a start does not bear the stack's name", []Rule{"W5"}, Options{Queries: 40, FaultFree: true, shuffled: true, bug: unmarked}},
	{"a backfill is written without a condition", []Rule{"J9", "end"}, planted(created("archive@"))},
	{"a backfill does not record what it begins", []Rule{"J9"}, planted(unbegun)},
	{"a backfill has no pace", []Rule{"J9"}, planted(hasty)},
	{"a backfill leaves out an edition", []Rule{"J9"}, planted(leaping)},
	{"a backfill by another schedule goes on at a time of the old one", []Rule{"D7", "J9"}, planted(mixed)},
	{"an edition of a backfill forgets for whom it is", []Rule{"D7"}, planted(forgotten)},
	{"a note passes over due times", []Rule{"J8", "end"}, planted(hurried)},
	{"a note outlives its schedule", []Rule{"J8"}, planted(outliving)},
	{"a note forgets the last day", []Rule{"J8"}, planted(endless)},
	{"an estimate is recorded anew", []Rule{"W8"}, planted(unconditional("#calls = :calls"))},
	{"an estimate is not put on record", []Rule{"W8"}, planted(offRecord)},
	{"a query does not bear the budget of its run", []Rule{"W8"}, planted(unbudgeted)},
	{"a run is for a second", []Rule{"D3"}, planted(second)},
	{"a run has the window of the hour before", []Rule{"D1"}, planted(metaLater("window_end", -time.Hour))},
	{"a deadline is an hour late", []Rule{"D1"}, planted(metaLater("deadline", time.Hour))},
	{"a query asks for a second more", []Rule{"G7"}, planted(longer)},
	{"an answer is stored as empty", []Rule{"W5"}, planted(emptied)},
	{"a result does not expire", []Rule{"E4"}, planted(eternalResult)},
	{"a claim expires with its run", []Rule{"E4"}, planted(shortLived)},
	{"an estimate is recorded as twice as much", []Rule{"W8"}, planted(overestimated)},
	{"what decides is read as it was", []Rule{"G1"}, planted(loosely)},
	{"each message has a group of its own", []Rule{"D1"}, planted(ungrouped)},
	{"a worker renews nothing", []Rule{"W1"}, planted(unrenewed)},
	{"a worker hands nothing back", []Rule{"W6"}, planted(hidingFor("worker", kept))},
	{"a report message returns too soon", []Rule{"R5"}, refusing(planted(hidingFor("reporter", sooner)))},
	{"no janitor runs", []Rule{"end"}, Options{Queries: Few, noSweep: true}},
}

// TestPlantedBug plants bugs that the simulator must find.
func TestPlantedBug(t *testing.T) {
	requireManySeeds(t)
	for _, c := range plantedBugs {
		t.Run(c.bug, func(t *testing.T) {
			var first *Result
			each(bugBudget, c.Options, func(r *Result) {
				if len(r.Violations) > 0 && (first == nil || r.Seed < first.Seed) {
					first = r
				}
			})
			switch {
			case first == nil:
				t.Errorf("not found in %d seeds", bugBudget)
			case !slices.Contains(c.found, first.Violations[0].Rule):
				t.Errorf("seed %d found it as %v, want one of %v", first.Seed, first.Violations, c.found)
			default:
				t.Logf("seed %d: %v", first.Seed, first.Violations[0])
			}
		})
	}
}

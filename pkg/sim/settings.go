package sim

import (
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// settings are drawn from the seed, as the faults are.
type settings struct {
	queries         int
	destinations    int
	parts           int // of the report's message to its first destination, if its queries find something
	perMinute       int // messages that each destination takes a minute; 0: any number
	onUnknown       report.OnUnknown
	owner           bool
	deadline        time.Duration // of the report
	queryTime       time.Duration // that a query takes at most when nothing is wrong
	work            worker.Settings
	sweep           janitor.Settings
	sweepEvery      time.Duration    // between two sweeps
	receives        int              // of a query message before it is a dead letter
	concurrency     int              // Insights queries that the account allows
	reporterTimeout time.Duration    // of the reporter's function; longer than the reporter knows: leases are stolen
	faultsUntil     time.Time        // when faults and operators stop
	patience        time.Duration    // how long a slow call takes at most
	seconds         time.Duration    // after Due's minute that the report is due
	extra           int              // queries of other reports that may be open at once
	rows            int              // that a query finds at most
	maxBytes        int64            // of a query's rows; 0: the default
	sendWhen        string           // of the report
	tolerate        int              // of the report
	onPartial       report.OnPartial // of the report
	chunk           int              // bytes of the ledger's chunks; 0: the default
	bounded         bool             // each query has a max_scan
	budget          int64            // bytes that a run may scan by its estimates; 0: no bound
}

func drawSettings(r *rand.Rand, o Options) settings {
	s := settings{
		queries:      o.Queries,
		destinations: 1 + r.IntN(2),
		parts:        oneOf(r, 1, 1, 1, 2, 3),
		perMinute:    oneOf(r, 0, 0, 0, 0, 0, 0, 1, 2),
		onUnknown:    oneOf(r, report.Resend, report.Skip),
		owner:        r.IntN(2) == 0,
		deadline:     oneOf(r, 3*time.Minute, 10*time.Minute, 30*time.Minute),
		queryTime:    oneOf(r, time.Second, 10*time.Second, 60*time.Second),
		work: worker.Settings{
			Slots: oneOf(r, 1, 2, 3, 12), PollInterval: oneOf(r, 600*time.Millisecond, 3*time.Second, 10*time.Second),
			DrainAfter: oneOf(r, 20*time.Second, 2*time.Minute, 10*time.Minute),
		},
		sweep: janitor.Settings{
			Stuck: oneOf(r, time.Minute, 2*time.Minute), Quiet: oneOf(r, 2*time.Minute, 12*time.Minute),
			GiveUp: oneOf(r, 20*time.Minute, time.Hour), Late: oneOf(r, 2*time.Minute, 10*time.Minute),
			CatchUp: oneOf(r, 1, 3), CatchUpAge: oneOf(r, time.Hour, 7*24*time.Hour),
		},
		sweepEvery:      oneOf(r, 2*time.Minute, 3*time.Minute, 5*time.Minute),
		receives:        oneOf(r, 3, stack.MaxReceives, stack.MaxReceives),
		concurrency:     oneOf(r, 0, 0, 20),
		reporterTimeout: oneOf(r, stack.Reporter.Timeout(), 20*time.Minute),
		faultsUntil:     Due.Add(time.Duration(1+r.IntN(40)) * time.Minute),
		patience:        oneOf(r, 2*time.Second, 40*time.Second, 8*time.Minute),
		rows:            oneOf(r, 1, 1, 1, 3*pageRows),
		maxBytes:        oneOf[int64](r, 0, 0, 0, 1000),
		chunk:           oneOf(r, 0, 1000),
	}
	if r.IntN(4) == 0 {
		s.sendWhen = oneOf(r, "results", "no_results", "changed", "q0 > 1000001", "q0 > 2000000")
	}
	if r.IntN(4) == 0 {
		s.tolerate, s.onPartial = r.IntN(2), oneOf(r, "", report.PartialHold, report.PartialNotify)
	}
	if r.IntN(4) == 0 {
		s.seconds = 30 * time.Second
	}
	if s.bounded = r.IntN(2) == 0; s.bounded {
		s.budget = oneOf[int64](r, 0, 0, 1500, 3000, 100_000)
	}
	if s.queries == Few {
		s.queries = r.IntN(4)
	}
	if o.slow {
		s.reporterTimeout, s.patience = 20*time.Minute, 8*time.Minute
	}
	if o.FaultFree {
		s.reporterTimeout, s.receives, s.perMinute = stack.Reporter.Timeout(), stack.MaxReceives, 0
	}
	return s
}

func oneOf[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

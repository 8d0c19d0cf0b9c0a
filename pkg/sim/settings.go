package sim

import (
	"cmp"
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
	wide            bool // they fill a shard, in a seed that may draw that
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
	batch           int              // messages that a worker is invoked with at most
	receives        int              // of a query message before it is a dead letter
	concurrency     int              // Insights queries that the account allows
	reporterTimeout time.Duration    // of the reporter's function; longer than the reporter knows: leases are stolen
	faultsUntil     time.Time        // when faults and operators stop
	patience        time.Duration    // how long a slow call takes at most
	seconds         time.Duration    // after Due's minute that the report is due
	extra           int              // queries of other reports that may be open at once
	rows            int              // that a query finds at most
	pageRows        int32            // that one answer has at most
	cell            int              // bytes of a row's text
	maxBytes        int64            // of a query's rows; 0: the default
	sendWhen        string           // of the report
	atLeast         time.Duration    // after which it is sent in spite of its condition; 0: none
	sectionWhen     string           // of its last section
	compare         report.Compare   // of the report
	tolerate        int              // of the report
	onPartial       report.OnPartial // of the report
	retention       time.Duration    // of what runs write
	chunk           int              // bytes of the ledger's chunks; 0: the default
	bounded         bool             // each query has a max_scan
	budget          int64            // bytes that a run may scan by its estimates; 0: no bound
	show            report.Show      // a further section of the first query, which a chat gets as a file or a picture; empty: none
	source          bool             // the last query selects its log groups by SOURCE
	aside                            // drawn from random bits of its own
	later                            // and so is this
}

func drawSettings(r *rand.Rand, o Options) settings {
	s := settings{
		queries:      o.Queries,
		destinations: someDestinations(r.IntN(64)),
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
		batch:           oneOf(r, 1, 4, 10, 10),
		receives:        oneOf(r, 3, stack.MaxReceives, stack.MaxReceives),
		concurrency:     oneOf(r, 0, 0, 20),
		reporterTimeout: oneOf(r, stack.Reporter.Timeout(), 20*time.Minute),
		faultsUntil:     Due.Add(time.Duration(1+r.IntN(40)) * time.Minute),
		patience:        oneOf(r, 2*time.Second, 40*time.Second, 8*time.Minute),
		rows:            oneOf(r, 1, 1, 3*mostPageRows, 3*mostPageRows),
		pageRows:        1 + r.Int32N(mostPageRows),
		maxBytes:        oneOf[int64](r, 0, 0, 0, 1000, 0, 0, 0, 1000, 0, 0, 0, 1000, 0, 0, 0, 4),
		chunk:           oneOf(r, 0, 0, 1000, 1000, 500),
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
		s.queries, s.wide = fewOrWide(r.IntN(256))
	}
	s.drawConcurrency(r)
	s.drawReport(r)
	s.retention = oneOf[time.Duration](r, 7, 30, 90, 90, 365) * 24 * time.Hour
	if o.tuned != nil {
		o.tuned(&s)
	}
	if o.slow {
		s.reporterTimeout, s.patience = 20*time.Minute, 8*time.Minute
	}
	if o.FaultFree {
		s.reporterTimeout, s.receives, s.perMinute = stack.Reporter.Timeout(), stack.MaxReceives, 0
	}
	return s
}

// fewOrWide turns a draw of 256 into 0 to 3 queries, and one of 32 into as many as fill a
// shard, or cross its border.
func fewOrWide(draw int) (queries int, wide bool) {
	if draw < 248 {
		return draw % 4, false
	}
	return [...]int{16, 17, 17, 17, 17, 18, 32, 33}[draw-248], true
}

// large reports whether few seeds have such a report, so that its operators are never idle.
func (s *settings) large() bool { return s.wide || s.destinations > 2 }

// someDestinations turns a draw of 64 into one or two destinations, and one of 64 into more
// than a byte has bits.
func someDestinations(draw int) int {
	if draw == 63 {
		return len(destinations)
	}
	return 1 + draw%2
}

// drawConcurrency draws how many queries the stack and the account may run, and how often
// a worker calls.
func (s *settings) drawConcurrency(r *rand.Rand) {
	if r.IntN(3) > 0 {
		return
	}
	s.work.Concurrency = oneOf(r, s.work.Slots, s.work.Slots+1, 2*s.work.Slots+5)
	s.work.Limit = oneOf(r, 0, 2, 20, 1000)
	s.work.StartRate, s.work.ReadRate = oneOf(r, 0, 1, 4), oneOf(r, 0, 1, 40)
	s.sweep.Budget = oneOf(r, 0, 0, 30*time.Second)
}

// drawReport draws what else the report has.
func (s *settings) drawReport(r *rand.Rand) {
	s.source = r.IntN(4) == 0
	s.compare = oneOf(r, report.ComparePrevious, report.ComparePrevious, report.CompareWeekday, "3")
	if s.sendWhen != "" {
		s.atLeast = oneOf(r, 0, 0, 2*oftenPeriod, 3*24*time.Hour)
	}
	if r.IntN(8) == 0 {
		s.sectionWhen = oneOf(r, "results", "no_results")
	}
	if s.cell = 400; r.IntN(200) == 0 { // results of more bytes than an item may have, in whole chunks
		s.cell, s.rows, s.chunk, s.maxBytes = 120_000, 3*mostPageRows, 0, 0
	}
	if r.IntN(12) == 0 {
		s.show = oneOf(r, report.ShowTable, report.ShowLine)
		s.rows = 3 * mostPageRows
	}
}

// likeLayout0 leaves out of the report what a version of layout 0 did not know, so that its
// messages have the form that is recorded in pkg/stack/testdata/layout-0/messages.
func (s *settings) likeLayout0() {
	s.bounded, s.budget, s.maxBytes, s.sendWhen, s.atLeast, s.tolerate, s.onPartial, s.source, s.show, s.sectionWhen = false, 0, 0, "", 0, 0, "", false, "", ""
	s.later = later{}
}

// atOnce is how many queries one worker runs at most when nobody else runs any.
func (s settings) atOnce() int {
	most := s.work.Slots
	if c := s.work.Concurrency; c > 0 {
		most = min(most, max(1, c/stack.Workers))
	}
	if l := s.work.Limit; l > 0 {
		most = min(most, max(1, (l-l/10)/stack.Workers))
	}
	return most
}

// concurrent is how many queries the stack may run at once.
func (s settings) concurrent() int { return cmp.Or(s.work.Concurrency, s.work.Slots*stack.Workers) }

func oneOf[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

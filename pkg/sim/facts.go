package sim

import (
	"cmp"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// facts returns what the oracle knows of the script.
func (s *simulation) facts() oracle.Settings {
	set, limit := s.set, s.set.limit()
	if s.explored { // there a worker has all places
		limit = 0
	}
	return oracle.Settings{
		Table: s.Names.Table, QueryQueue: s.Names.QueryQueue, ReportQueue: s.Names.ReportQueue,
		Report: oracle.Report{
			Queries: set.queries, Destinations: destinations[:set.destinations], OwnerName: ownerName, Owner: set.owner, OnUnknown: set.onUnknown,
			Deadline: set.deadline, SendWhen: set.sendWhen, AtLeast: set.atLeast, Tolerate: set.tolerate, OnPartial: set.onPartial, MaxBytes: set.maxBytes,
			Bounded: set.bounded, MaxScan: maxScan, Budget: set.budget, Scopes: s.scopes(),
			Archives: destinations[set.destinations-1 : set.destinations],
		},
		Slots: set.atOnce(), Concurrent: set.concurrent(), PollInterval: set.work.PollInterval, Receives: set.receives, Extra: set.extra, SweepEvery: set.sweepEvery,
		Limit: limit, ReadEvery: stack.Workers * time.Second / time.Duration(cmp.Or(set.work.ReadRate, readRate)), Reads: 1 + (set.rows+int(set.pageRows)-1)/int(set.pageRows),
		Stuck: set.sweep.Stuck, Quiet: set.sweep.Quiet, GiveUp: set.sweep.GiveUp, Late: set.sweep.Late, CatchUp: set.sweep.CatchUp, CatchUpAge: set.sweep.CatchUpAge, Retention: set.retention, Chunk: cmp.Or(set.chunk, defaultChunk),
		JanitorTimeout: stack.Janitor.Timeout(), ReporterTimeout: stack.Reporter.Timeout(),
		QueryTime: set.queryTime, Patience: set.patience, Skew: maxSkew, Likely: s.drawn.likely.seen(),
		Troubled: s.drawn.likely != probabilities{} || len(s.calendar.outages) > 0, FaultsUntil: s.drawn.until, Older: s.older,
		Calendar: s.calendar.facts(),
	}
}

// readRate is how many results all workers read a second if no setting says otherwise (rule W6).
const readRate = 8

// defaultChunk is how many bytes of rows an item has at most (docs/protocol.md, rule R3).
const defaultChunk = 300 << 10

func (c *calendar) facts() oracle.Calendar {
	return oracle.Calendar{
		Often: oftenName, First: Due, Period: oftenPeriod, Until: c.until, Away: oracle.Span{From: c.away.from, To: c.away.to}, Ending: c.ending,
		Archive: archiveName, ArchiveLast: c.archiveLast(),
	}
}

// seen returns the kinds of faults that may happen.
func (p probabilities) seen() map[oracle.Fault]bool {
	all := map[oracle.Fault]bool{}
	for _, f := range Faults() {
		if p[f] > 0 {
			all[f.seen()] = true
		}
	}
	return all
}

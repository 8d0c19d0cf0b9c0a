package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// explains lists the faults that explain that a query failed.
var explains = []Fault{QueryFailed, QueryTimedOut, QueryStopped, QueryTooWide, QueryMalformed, QueryLost}

// Explain notes a fault that struck a query.
func (o *Oracle) Explain(run fanlight.RunID, epoch, index int, f Fault) {
	q := o.run(run).at(epoch).query(index)
	q.faults = append(q.faults, f)
}

// Lost notes that the service no longer knows a query.
func (o *Oracle) Lost(id string) {
	if q := o.queries[id]; !q.Estimate {
		q.excused = true
		o.Explain(q.Run, q.Epoch, q.Index, QueryLost)
	}
}

// checkExplained holds that what only has to wait does not fail: a failed query
// has had a fault that says so, and one without data its own.
func (o *Oracle) checkExplained(e *epochState, index int, attempt string) {
	faults := e.query(index).faults
	if strings.HasPrefix(str(e.results[resultKey(index, attempt, 0)], "error"), "not run: ") {
		o.checkRefused(e, index)
		return
	}
	switch outcome := fanlight.Outcome(str(e.results[resultKey(index, attempt, 0)], "outcome")); {
	case outcome == fanlight.Failed && !slices.ContainsFunc(faults, func(f Fault) bool { return slices.Contains(explains, f) }):
		o.violate("W5", "query %d of %s epoch %d is settled as failed, and no fault struck it but %v", index, e.run.id, e.number, faults)
	case outcome == fanlight.TimedOut && e.run.epoch == e.number && o.world.Now().Add(o.set.Skew).Before(e.run.deadline()):
		o.violate("W5", "query %d of %s epoch %d is settled as timed out before its deadline", index, e.run.id, e.number)
	}
}

// deadline returns that of the run's present epoch.
func (r *runState) deadline() time.Time { return time.UnixMilli(int64(num(r.meta, "deadline"))) }

// blinding are the faults by which a worker may not know what the stack runs.
var blinding = []Fault{
	CrashBefore, CrashAfter, Throttled, ServerError, LostAnswer, SlowCall, SlowAnswer, PollsRefused, PollsEmpty,
	AmbiguousStart, ClockSkew, EarlyTime, QueryLost, FunctionTimeout,
}

// checkConcurrency holds that the stack runs no more queries than its settings
// say, whichever worker holds them, and the few that two workers start between two polls.
func (o *Oracle) checkConcurrency(p *Process) {
	if slices.ContainsFunc(blinding, func(f Fault) bool { return o.set.Likely[f] }) {
		return
	}
	const few = 4
	running, most := 0, o.set.Slots*workers
	for _, id := range o.world.Running() {
		if o.queries[id] != nil {
			running++
		}
	}
	if running > most+few {
		o.violate("W5", "%s starts a query while the stack runs %d of %d", p.Name, running, most)
	}
}

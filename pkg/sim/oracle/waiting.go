package oracle

import (
	"slices"
)

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

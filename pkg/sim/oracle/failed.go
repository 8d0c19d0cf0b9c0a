package oracle

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkSweepFailed holds that a sweep fails only for a reason: a fault, its time, a run that a newer
// version wrote, a report that is deployed meanwhile, or a backfill whose report is gone. Its failures
// excuse what it leaves (rule J8), so that one without a reason would hide what is missing. The half of
// its time that is for schedules is at least a quarter of its function's.
func (o *Oracle) checkSweepFailed(p *Process, failed, faulted bool) {
	late := o.set.Likely[EarlyTime] || o.world.Now().Sub(p.begun) >= o.set.JanitorTimeout/4
	newer := slices.ContainsFunc(o.runs, func(r *runState) bool { return r.wasNewer })
	deployed := slices.ContainsFunc(o.deployments, p.meets)
	if failed && !faulted && p.blemish.IsZero() && !late && !newer && !deployed && !o.cancelsBackfill(p) {
		o.violate("J8", "%s fails, and nothing explains it", p.Name)
	}
}

// cancelsBackfill reports whether the process cancelled a backfill: its report is not deployed any more
// (rule J9).
func (o *Oracle) cancelsBackfill(p *Process) bool {
	for _, b := range o.backfills {
		if b.by == p && b.state == fanlight.BackfillCancelled {
			return true
		}
	}
	return false
}

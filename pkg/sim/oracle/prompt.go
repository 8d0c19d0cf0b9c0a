package oracle

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// The bounds of docs/protocol.md: how long a step takes at most when nothing goes wrong.
const (
	dispatched = 30 * time.Second // from META to `running` (rule D1)
	announced  = 30 * time.Second // from the last winner to the report message (rule S4)
	claimed    = time.Minute      // from the report message to the claim (rule R1)
	delivered  = time.Minute      // from the claim to the end, unless a provider asks to wait (rules R4, R5)
	closed     = 30 * time.Second // from the end of a round to META (rule E2)
)

// step is a part of an epoch's course, with the time that it may take.
type step struct {
	rule     Rule
	what     string
	from, to time.Time
	most     time.Duration // when nothing goes wrong
	heals    time.Duration // once nothing goes wrong any more; 0: no bound
}

// checkPrompt holds that a run that has ended took no longer for any step than its bound:
// slower is a violation, as long as no fault explains it.
func (o *Oracle) checkPrompt(r *runState) {
	e := r.at(r.epoch)
	s := e.round(r.round)
	if r.wasNewer || o.set.Older || o.monthsPassed {
		return
	}
	sweeps := 2*o.set.SweepEvery + o.set.JanitorTimeout
	steps := []step{
		{"R1", "from the report message to the claim", s.announced, s.claimedAt, claimed, sweeps + o.set.ReporterTimeout + time.Minute},
		{"E2", "from the end of the round to META", s.ended, o.world.Now(), closed, sweeps},
	}
	if s.state == fanlight.Sent && s.waited == 0 {
		steps = append(steps, step{"R5", "from the claim to the end", s.claimedAt, s.ended, delivered, 0})
	}
	if r.round == 1 {
		steps = append(steps,
			step{"D1", "from META to running", e.begun, e.running, dispatched, o.set.Stuck + sweeps},
			step{"S4", "from the last answer to the report message", e.completedAt, s.announced, announced, sweeps})
	}
	if free := o.set.Slots - o.long(); r.round == 1 && o.set.enoughTime(free) {
		steps = append(steps, step{"W5", "from the beginning to the last answer", e.begun, e.completedAt, o.makespan(free) + e.gaveWay(), 0})
	}
	for _, t := range steps {
		o.checkStep(r, t)
	}
}

func (o *Oracle) checkStep(r *runState, t step) {
	if t.from.IsZero() || t.to.IsZero() {
		return // it was not taken: a cancel, or a janitor that gave up, came first
	}
	took, most := t.to.Sub(t.from), t.most
	switch {
	case !o.set.faulty(r.opened.Add(-o.set.Patience)): // no slow call of before keeps a function busy
	case o.calm.IsZero() || t.heals == 0:
		return
	default:
		took, most = t.to.Sub(latest(t.from, o.calm.Add(o.set.Patience))), t.heals
	}
	if most += o.late; took > most {
		o.violate(t.rule, "%s epoch %d round %d took %s %s, at most %s would do", r.id, r.epoch, r.round, took, t.what, most)
	}
}

// makespan is how long the queries of an epoch take at most in so many slots of a worker when
// nothing goes wrong, with those of other reports before them. The workers share their reads.
func (o *Oracle) makespan(slots int) time.Duration {
	queries, each := o.set.Queries+1+o.set.Extra, o.set.QueryTime*5/4+2*o.set.PollInterval
	if o.set.Bounded {
		queries, each = queries+2, each+2*time.Second
	}
	reads := time.Duration(queries*o.set.Reads) * o.set.ReadEvery / 2
	return time.Duration((queries+slots-1)/slots+1)*each*3/2 + reads + 30*time.Second
}

package oracle

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkCourse holds what META's steps rest on. A run is running only when every query of its
// epoch that is not settled has been sent (D1), and one that is cancelled is settled whole, so that
// nobody works on it any more (D6).
func (o *Oracle) checkCourse(p *Process, was, r *runState) {
	if was.meta == nil || r.wasNewer || o.set.Older || was.epoch != r.epoch || was.round != r.round {
		return
	}
	e := r.at(r.epoch)
	if was.state == fanlight.Dispatching && r.state == fanlight.Running {
		o.checkDispatched(p, e)
	}
	if was.open && !r.open && r.state == fanlight.Cancelled && r.round == 1 && !e.isComplete() {
		o.violate("D6", "%s closes %s epoch %d as cancelled, and not all of its queries are settled", p.Name, r.id, e.number)
	}
}

// checkDispatched holds that each query of an epoch is settled, or was sent.
func (o *Oracle) checkDispatched(p *Process, e *epochState) {
	if len(e.shards) != shardsOf(e.run) {
		o.violate("D1", "%s makes %s epoch %d running with %d of %d progress items", p.Name, e.run.id, e.number, len(e.shards), shardsOf(e.run))
		return
	}
	for i := range num(e.run.meta, "total") {
		if e.winner(i) == "" && e.query(i).sent == 0 {
			o.violate("D1", "%s makes %s epoch %d running, and query %d was never sent", p.Name, e.run.id, e.number, i)
			return
		}
	}
}

// checkStuck holds rule J1: a janitor goes on with what another process dispatches only after a
// while.
func (o *Oracle) checkStuck(p *Process, e *epochState) {
	since := stamp(e.run.meta, "begun")
	if p.is(janitor) && e.running.IsZero() && e.begun.Before(p.begun) && e.run.epoch == e.number && p.clock().Before(since.Add(o.set.Stuck)) {
		o.violate("J1", "%s goes on with %s epoch %d, which was begun at %s", p.Name, e.run.id, e.number, since.UTC())
	}
}

// sentAgain counts the janitors that sent a query of a running epoch again, and holds that each
// had put that on record: of two at once only one does (rule J2).
func (o *Oracle) sentAgain(p *Process, e *epochState, index int) {
	o.checkEmptied(p, e, "sends query "+strconv.Itoa(index))
	q, shard := e.query(index), e.shard(index)
	if !p.is(janitor) || e.running.IsZero() || !e.running.Before(p.begun) || q.by == p {
		return
	}
	q.by = p
	if q.again++; q.again > shard.resent {
		o.violate("J2", "%s sends query %d of %s epoch %d again, for the %d. time, and %d are on record", p.Name, index, e.run.id, e.number, q.again, shard.resent)
	}
}

// finalSince returns since when a run has had a final state; ok is false if it has none.
func (r *runState) finalSince() (since time.Time, ok bool) {
	for i := len(r.versions) - 1; i >= 0 && isFinal(r.versions[i].state); i-- {
		since, ok = r.versions[i].since, true
	}
	return since, ok
}

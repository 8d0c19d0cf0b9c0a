package oracle

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkInherited holds rule D4 when a shard's progress is created: an epoch of
// failures begins with the good results of the epoch before that stay long enough,
// each with its epoch and attempt, and any other with none.
func (o *Oracle) checkInherited(e *epochState, sk string, is *shardState) {
	before := e.run.at(e.number - 1)
	for i := range num(e.run.meta, "total") {
		if shardKey(shardIndex(i)) != sk {
			continue
		}
		kept := ""
		if e.ofFailures && e.run.epoch == e.number {
			kept = before.inheritable(i, e.deadline)
		}
		if is.winners[i] != kept {
			o.violate("D4", "query %d of epoch %d begins with winner %q, want %q", i, e.number, is.winners[i], kept)
		}
	}
}

// checkReplayed holds rule D4: failures are replayed only of an epoch that has some, and some
// result to keep; else the command is refused.
func (o *Oracle) checkReplayed(p *Process, before *epochState, c Command) {
	r := before.run
	if c.Kind != ReplayFailed || r.definition == nil {
		return
	}
	total, begun := num(r.meta, "total"), p.begun.Add(p.Skew)
	switch {
	case before.kept(p.clock().Add(r.definition.Deadline)) == total:
		o.violate("D4", "%s replays the failures of %s epoch %d, which has none", p.Name, r.id, before.number)
	case before.kept(begun.Add(r.definition.Deadline)) == 0:
		o.violate("D4", "%s replays the failures of %s epoch %d, of which nothing is to be had", p.Name, r.id, before.number)
	}
}

// kept returns how many results of the epoch the next one keeps until its deadline.
func (e *epochState) kept(deadline time.Time) (n int) {
	for i := range num(e.run.meta, "total") {
		if e.inheritable(i, deadline) != "" {
			n++
		}
	}
	return n
}

// Executed holds rule D6: a cancel that is answered as carried out has closed the
// run.
func (o *Oracle) Executed(c Command) {
	if r := o.run(c.Run); c.Kind == Cancel && r.open && r.epoch == c.Epoch && c.saw(r.round) {
		o.violate("D6", "%s is open after its cancel in epoch %d round %d", r.id, r.epoch, r.round)
	}
}

func (e *epochState) winner(index int) string {
	if s := e.shard(index); s != nil {
		return s.winners[index]
	}
	return ""
}

func (e *epochState) good(index int, attempt string) bool {
	return attempt != "" && e.durable(index, attempt) &&
		isGood(fanlight.Outcome(str(e.result(index, attempt, 0), "outcome")))
}

// checkInTime holds rule J4: nothing settles long after the deadline, once nothing goes wrong any more.
func (o *Oracle) checkInTime(p *Process, e *epochState, index int) {
	if e.run.epoch != e.number || isFinal(e.run.state) || o.calm.IsZero() {
		return
	}
	deadline := e.deadline
	most := latest(deadline, o.calm.Add(o.set.Patience)).Add(2*o.set.SweepEvery + o.set.JanitorTimeout + o.late)
	if o.world.Now().After(most) {
		o.violate("J4", "%s settles query %d of epoch %d %s too late", p.Name, index, e.number, o.world.Now().Sub(most))
	}
}

// checkSentAgain holds rule J2: a query whose message was lost does not wait for
// the deadline, if there was time to send it again after the faults, and slots that no
// query which runs past its deadline holds.
func (o *Oracle) checkSentAgain(e *epochState) {
	free := o.set.Slots - o.long()
	quiet := o.set.Quiet << e.resent()
	again := latest(e.begun, o.calm.Add(o.set.Patience)).Add(quiet + 3*o.set.SweepEvery + 5*time.Minute + o.late)
	if o.calm.IsZero() || !o.set.enoughTime(free) || again.After(e.deadline) {
		return
	}
	for i, place := range e.run.places() {
		if q := e.document.Document.Queries[place]; q.State == fanlight.TimedOut && !o.ranLong(e, i) {
			o.violate("J2", "query %d of epoch %d waited for its deadline", i, e.number)
		}
	}
}

// resent is how often a shard of the epoch was sent again at most.
func (e *epochState) resent() int {
	most := 0
	for _, s := range e.shards {
		most = max(most, s.resent)
	}
	return most
}

// long returns the number of starts that were to run past a deadline.
func (o *Oracle) long() int {
	n := 0
	for _, s := range o.queries {
		if s.Long {
			n++
		}
	}
	return n
}

// ranLong reports whether some start of the query was to run past the deadline.
func (o *Oracle) ranLong(e *epochState, index int) bool {
	for _, s := range o.queries {
		if s.Run == e.run.id && s.Epoch == e.number && s.Index == index && s.Long {
			return true
		}
	}
	return false
}

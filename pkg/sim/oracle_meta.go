package sim

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// frozen are META's attributes that never change.
var frozen = []string{"hash", "digest", "order_id", "window_start", "window_end", "total", "created"}

// wroteMeta holds that META makes only the transitions of the protocol.
func (o *oracle) wroteMeta(r *runState, it item) {
	was := *r
	r.meta, r.state, r.open = it, fanlight.State(str(it, "state")), str(it, "open") != ""
	r.epoch, r.round = num(it, "epoch"), num(it, "round")
	r.mayHaveExpired = false
	o.sim.note("ledger", "META", string(r.state))
	if was.meta != nil {
		o.checkFrozen(&was, it)
	}
	if !o.allowed(&was, r) {
		o.violate("META", "%s went from %s (epoch %d, round %d, open %t) to %s (epoch %d, round %d, open %t)",
			r.id, was.state, was.epoch, was.round, was.open, r.state, r.epoch, r.round, r.open)
	}
	o.checkMetaExpiry(r)
	o.checkMetaSize(r)
	if r.open {
		o.checkFrozenPartsAreThere(r, o.sim.Clock.now.Add(ledger.DefaultRetention))
	}
	if was.open && !r.open {
		r.closed = o.sim.Clock.now
		o.checkPunctual(r)
		o.sim.runEnded()
	}
	if was.epoch != r.epoch || was.round != r.round {
		r.opened, r.gaveUp, r.ownerInformed = o.sim.Clock.now, false, false
	}
	if was.epoch != r.epoch {
		r.at(r.epoch).begun = o.sim.Clock.now
	}
}

func (o *oracle) checkFrozen(was *runState, it item) {
	if string(binary(was.meta, "definition")) != string(binary(it, "definition")) {
		o.violate("plan", "META of %s has another definition", was.id)
	}
	for _, name := range frozen {
		if str(was.meta, name) != str(it, name) || num(was.meta, name) != num(it, name) {
			o.violate("plan", "META of %s has another %s", was.id, name)
		}
	}
}

// allowed is the state machine of a run.
func (o *oracle) allowed(was, is *runState) bool {
	begins := is.state == fanlight.Dispatching && is.open && is.round == 1
	switch {
	case was.meta == nil:
		return begins && is.epoch == 1
	case is.epoch == was.epoch+1:
		return begins && was.state.Final() && !was.open
	case is.epoch != was.epoch:
		return false
	case is.round == was.round+1:
		return was.state.Final() && !was.open && is.state == was.state && is.open
	case is.round != was.round || !was.open || !sameCommand(was.meta, is.meta):
		return false
	case is.open:
		return is.state == was.state || was.state == fanlight.Dispatching && is.state == fanlight.Running
	}
	return is.state.Final() && o.roundState(was.id, was.epoch, was.round) == is.state
}

// checkPunctual holds that a run ends in time once nothing goes wrong any more:
// its deadline, the time until it is given up, five claims, and the janitor's
// period and a dead process' lease.
func (o *oracle) checkPunctual(r *runState) {
	if o.sim.faultFreeSince.IsZero() {
		return
	}
	from := latest(r.opened, o.sim.faultFreeSince)
	if took, most := o.sim.Clock.now.Sub(from), o.sim.set.deadline+o.sim.set.sweep.GiveUp+15*time.Minute; took > most {
		o.violate("end", "%s took %s to end, at most %s would do", r.id, took, most)
	}
}

// sameCommand reports whether both belong to the epoch or round that one command
// made.
func sameCommand(was, is item) bool {
	return str(was, "command") == str(is, "command") && str(was, "selection") == str(is, "selection") &&
		num(was, "begun") == num(is, "begun") && num(was, "deadline") == num(is, "deadline")
}

// roundState is the final state of a SEND item, or empty: META ends after it (rule E2).
func (o *oracle) roundState(id fanlight.RunID, epoch, round int) fanlight.State {
	rounds := o.run(id).at(epoch).rounds
	i := slices.IndexFunc(rounds, func(r *roundState) bool { return r.number == round })
	if i < 0 {
		return ""
	}
	return rounds[i].state
}

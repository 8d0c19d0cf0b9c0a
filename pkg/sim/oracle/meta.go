package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// frozen are META's attributes that never change.
var frozen = []string{"hash", "digest", "order_id", "window_start", "window_end", "total", "created"}

// wroteMeta holds that META makes only the transitions of the protocol.
func (o *Oracle) wroteMeta(p *Process, r *runState, it item) {
	was := *r
	r.meta, r.state, r.open = it, fanlight.State(str(it, "state")), str(it, "open") != ""
	r.epoch, r.round = num(it, "epoch"), num(it, "round")
	if was.epoch != r.epoch || was.round != r.round { // what it needs stays for longer now (rules D4, D5)
		r.mayHaveExpired = false
	}
	r.versions = append(r.versions, version{o.world.Now(), r.state, r.epoch, r.round, r.open})
	if was.meta != nil {
		o.checkFrozen(&was, it)
	}
	if !o.allowed(&was, r) {
		o.violate("META", "%s went from %s (epoch %d, round %d, open %t) to %s (epoch %d, round %d, open %t)",
			r.id, was.state, was.epoch, was.round, was.open, r.state, r.epoch, r.round, r.open)
	}
	o.checkMetaExpiry(r)
	o.checkMetaSize(r)
	if r.open && !r.mayHaveExpired {
		o.checkFrozenPartsAreThere(r, o.world.Now().Add(o.set.Retention))
	}
	if e := r.at(r.epoch); r.state == fanlight.Running && e.running.IsZero() {
		e.running = o.world.Now()
	}
	if was.open && !r.open {
		r.closed = o.world.Now()
		o.checkPunctual(r)
		o.checkPrompt(r)
	}
	if was.epoch != r.epoch || was.round != r.round {
		o.checkLayout(p, r)
		r.opened, r.gaveUp, r.ownerInformed = o.world.Now(), false, false
		o.beganRound(p, &was, r)
	}
	o.checkWords(p, &was, r)
	if was.epoch != r.epoch {
		r.at(r.epoch).begun = o.world.Now()
	}
	o.checkCourse(p, &was, r)
	if was.meta != nil && was.epoch != r.epoch {
		o.checkBegun(p, r, r.at(r.epoch))
	}
}

func (o *Oracle) checkFrozen(was *runState, it item) {
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
func (o *Oracle) allowed(was, is *runState) bool {
	begins := is.state == fanlight.Dispatching && is.open && is.round == 1
	switch {
	case was.meta == nil:
		return begins && is.epoch == 1
	case is.epoch == was.epoch+1:
		return begins && isFinal(was.state) && !was.open
	case is.epoch != was.epoch:
		return false
	case is.round == was.round+1:
		return isFinal(was.state) && !was.open && is.state == was.state && is.open
	case is.round != was.round || !was.open || !sameCommand(was.meta, is.meta):
		return false
	case is.open:
		return is.state == was.state || was.state == fanlight.Dispatching && is.state == fanlight.Running
	}
	return isFinal(is.state) && o.endState(was) == is.state
}

// endState is the state that a run has after the end of its round: that of the
// first round; after a resend the one that the records of all rounds give it, never
// a worse one than before.
func (o *Oracle) endState(was *runState) fanlight.State {
	last := o.roundState(was.id, was.epoch, was.round)
	if was.round == 1 || last == "" {
		return last
	}
	e := o.run(was.id).at(was.epoch)
	sent, reached := 0, 0
	all := o.set.Destinations
	for _, name := range all {
		has, may := e.everReached(name)
		sent, reached = sent+has, reached+may
	}
	switch {
	case sent == len(all):
		return fanlight.Sent
	case reached > 0 && was.state != fanlight.Sent:
		return fanlight.PartlySent
	}
	return was.state
}

// everReached returns 1 for a destination that some round's record says is
// sent, and 1 for one that has or may have some of it.
func (e *epochState) everReached(name string) (has, may int) {
	for _, s := range e.rounds {
		d := s.to(name)
		if d.record == fanlight.DeliverySent {
			has = 1
		}
		if d.record == fanlight.DeliverySent || d.record == fanlight.DeliveryUnknown || d.unknown || d.accepted > 0 {
			may = 1
		}
	}
	return has, may
}

// checkPunctual holds that a run ends in time once nothing goes wrong any more:
// its deadline, the time until it is given up, five claims, the waits for a
// provider, and the janitor's period and a dead process' lease. The months in which no janitor ran do
// not count: one that wrong clocks have kept open is ended after them.
func (o *Oracle) checkPunctual(r *runState) {
	if o.calm.IsZero() {
		return
	}
	from := latest(r.opened, o.calm)
	took := o.world.Now().Sub(from)
	if !o.aged.From.Before(from) {
		took -= o.aged.To.Sub(o.aged.From)
	}
	if most := o.set.Deadline + giveUpAfter + 30*time.Minute + o.late; took > most {
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
func (o *Oracle) roundState(id fanlight.RunID, epoch, round int) fanlight.State {
	rounds := o.run(id).at(epoch).rounds
	i := slices.IndexFunc(rounds, func(r *roundState) bool { return r.number == round })
	if i < 0 {
		return ""
	}
	return rounds[i].state
}

// madeRunning notes that a process knows that it made a run running.
func (o *Oracle) madeRunning(p *Process, in *dynamodb.UpdateItemInput) {
	if in.ExpressionAttributeValues[":running"] != nil {
		r := o.run(fanlight.RunID(strings.TrimPrefix(str(in.Key, "pk"), "RUN#")))
		r.at(r.epoch).runBy = p
	}
}

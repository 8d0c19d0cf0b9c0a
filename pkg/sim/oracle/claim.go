package oracle

import (
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxClaims is how many claims of a round may count (rule R5).
const maxClaims = 5

func (o *Oracle) claimed(p *Process, was, is *roundState) {
	if was.lease != 0 && !(was.released && p.is(dispatcher)) && !time.UnixMilli(int64(was.lease)).Before(p.clock()) {
		o.violate("R1", "%s claims round %d while a lease lives", p.Name, is.number)
	}
	if was.holder != nil && !was.holder.done && was.holder != p && !was.released {
		is.steals++
		o.world.Count(LeaseStolen)
	}
	o.checkLease(p, is)
	is.holder, is.released, is.taken, is.disputed = p, false, o.world.Now(), time.Time{}
	is.claims++
	p.claim = is.claims
	if is.claimedAt.IsZero() {
		is.claimedAt = o.world.Now()
	}
	p.claimed = append(p.claimed, is)
	if is.moved.IsZero() && !p.is(janitor) { // which claims to give up
		is.moved = o.world.Now()
	}
}

// released records that a process gave its claim back. The claim does not count while
// a provider asks to wait. It may not count if its time was over before it had tried
// every destination, or if it tried nothing.
func (o *Oracle) released(p *Process, r *runState, s *roundState) {
	s.released = true
	over := o.world.Now().Sub(p.claimsAt) >= o.set.ReporterTimeout/2
	switch {
	case o.waits(r, s):
		s.claims--
	case !p.tried, over:
		s.claims--
		s.perhaps++
	case s.claims >= maxClaims:
		o.violate("R5", "%s gives back claim %d of round %d of %s", p.Name, s.claims, s.number, r.id)
	}
	if p.moved {
		s.moved = o.world.Now()
	}
	o.checkRelease(r, s)
}

// undelivered records a provider's answer that is an error, and holds the bounds
// of tries and claims.
func (o *Oracle) undelivered(p *Process, name string, m fanlight.Message, err error) {
	why, ok := errors.AsType[*fanlight.DeliveryError](err)
	if name == o.set.OwnerName {
		return
	}
	d, part := o.tried(p, name, m)
	d.refusals++
	o.run(p.claims.Run).at(p.claims.Epoch).round(p.claims.Round).waited++
	p.leaves(name, o.world.Now(), part.tries, why)
	switch {
	case ok && why.Unknown:
		part.doubt, d.permanent = true, why.Permanent
	case ok && asksToWait(why):
		part.tries--
		s := o.run(p.claims.Run).at(p.claims.Epoch).round(p.claims.Round)
		s.crowded = s.crowded || o.served[name] != nil && o.served[name] != s
	case ok && why.Permanent:
		d.permanent = true
	}
}

// tried counts a try of a part, and holds that a round goes to its destinations only,
// has at most five claims that count, and each part of it five tries (rules D5, R4 and
// R5).
func (o *Oracle) tried(p *Process, name string, m fanlight.Message) (*deliveryState, *partState) {
	asked := p.claims
	r := o.run(asked.Run)
	s := r.at(asked.Epoch).round(asked.Round)
	d := s.to(name)
	part := d.part(m.Part)
	part.tries++
	p.tried, d.permanent = true, false // a refusal for good that was not put on record is not known
	if r.epoch == asked.Epoch && r.round == asked.Round && !slices.Contains(o.wanted(r), name) {
		o.violate("D5", "%s is to get epoch %d round %d, which goes to %v", name, asked.Epoch, asked.Round, o.wanted(r))
	}
	o.checkDueTo(p, name, s, d)
	o.checkMarked(name, m, s, d, part)
	if p.claim > maxClaims {
		o.violate("claims", "%s delivers epoch %d round %d to %s at claim %d", p.Name, asked.Epoch, asked.Round, name, p.claim)
	}
	if part.tries > maxTriesOfPart {
		o.violate("tries", "part %d of epoch %d round %d is tried at %s %d times", m.Part, asked.Epoch, asked.Round, name, part.tries)
	}
	return d, part
}

// gaveUp holds that a round is given up only when no try is left, or an hour after
// its last step (rules R5 and J5).
func (o *Oracle) gaveUp(p *Process, r *runState) {
	if m := p.claims; m.Run != "" && (m.Epoch != r.epoch || m.Round != r.round) { // it was slow: the round has ended
		return
	}
	r.gaveUp = true
	e := r.at(r.epoch)
	s := e.round(r.round)
	if !e.isComplete() || r.wasNewer {
		return
	}
	after := giveUpAfter
	if p.is(janitor) {
		after = o.set.GiveUp
		if !o.longAgo(s.offered, after) {
			o.violate("E3", "%s is given up before it was offered for long enough", r.id)
		}
		if e.runBy == p {
			o.violate("J5", "%s makes %s epoch %d running, and gives it up at once", p.Name, r.id, e.number)
		}
	}
	if !s.moved.IsZero() && !o.longAgo(s.moved, after) && s.claims+s.perhaps < maxClaims && o.triesLeft(r, s) {
		o.violate("E3", "%s gives up %s at claim %d with tries left", p.Name, r.id, s.claims)
	}
}

func (o *Oracle) longAgo(t time.Time, d time.Duration) bool {
	return !t.IsZero() && o.world.Now().Sub(t) >= d-2*o.set.Skew
}

// triesLeft reports whether a destination may be tried again.
func (o *Oracle) triesLeft(r *runState, s *roundState) bool {
	return slices.ContainsFunc(o.wanted(r), func(name string) bool { return o.left(s.to(name)) })
}

// left reports whether a destination may be tried again.
func (o *Oracle) left(d *deliveryState) bool {
	used := d.part(d.accepted).tries >= maxTriesOfPart || d.record == fanlight.DeliverySending && d.tries >= maxTriesOfPart // of the part that comes next; one that died may have made fewer than it put on record
	skipped := d.unknown && o.set.OnUnknown == report.Skip
	return d.record != fanlight.DeliverySent && !d.permanent && !used && !skipped
}

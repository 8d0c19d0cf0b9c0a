package sim

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// maxClaims is how many claims of a round may count (rule R5).
const maxClaims = 5

func (o *oracle) claimed(p *Process, was, is *roundState) {
	if was.lease != 0 && !(was.released && strings.HasPrefix(p.name, "dispatcher")) && !time.UnixMilli(int64(was.lease)).Before(p.now()) {
		o.violate("R1", "%s claims round %d while a lease lives", p.name, is.number)
	}
	if was.holder != nil && !was.holder.done && was.holder != p && !was.released {
		is.steals++
		o.sim.count(LeaseStolen)
	}
	is.holder, is.released = p, false
	is.claims++
	p.known.claim = is.claims
	if is.moved.IsZero() && !strings.HasPrefix(p.name, "janitor") { // which claims to give up
		is.moved = o.sim.Clock.now
	}
}

// released records that a process gave its claim back. The claim does not count while
// a provider asks to wait. It may not count if its time was over before it had tried
// every destination, or if it tried nothing.
func (o *oracle) released(p *Process, r *runState, s *roundState) {
	s.released = true
	over := o.sim.Clock.now.Sub(p.known.claimsAt) >= stack.Reporter.Timeout()/2
	switch {
	case o.waits(r, s):
		s.claims--
	case !p.known.tried, over:
		s.claims--
		s.perhaps++
	}
	if p.known.moved {
		s.moved = o.sim.Clock.now
	}
	o.checkRelease(r, s)
}

// undelivered records a provider's answer that is an error, and holds the bounds
// of tries and claims.
func (o *oracle) undelivered(p *Process, name string, m fanlight.Message, err error) {
	why, ok := errors.AsType[*fanlight.DeliveryError](err)
	if name == ownerName {
		return
	}
	d, part := o.tried(p, name, m)
	p.known.leaves(name, o.sim.Clock.now, part.tries, why)
	switch {
	case ok && why.Waits():
		part.tries--
		s := o.run(p.known.claims.Run).at(p.known.claims.Epoch).round(p.known.claims.Round)
		s.crowded = s.crowded || o.served[name] != nil && o.served[name] != s
	case ok && why.Permanent:
		d.permanent = true
	}
}

// tried counts a try of a part, and holds that a round goes to its destinations only,
// has at most five claims that count, and each part of it five tries (rules D5, R4 and
// R5).
func (o *oracle) tried(p *Process, name string, m fanlight.Message) (*deliveryState, *partState) {
	asked := p.known.claims
	r := o.run(asked.Run)
	s := r.at(asked.Epoch).round(asked.Round)
	d := s.to(name)
	part := d.part(m.Part)
	part.tries++
	p.known.tried, d.permanent = true, false // a refusal for good that was not put on record is not known
	if r.epoch == asked.Epoch && r.round == asked.Round && !slices.Contains(o.wanted(r), name) {
		o.violate("D5", "%s is to get epoch %d round %d, which goes to %v", name, asked.Epoch, asked.Round, o.wanted(r))
	}
	o.checkDueTo(p, name, s, d)
	if p.known.claim > maxClaims {
		o.violate("claims", "%s delivers epoch %d round %d to %s at claim %d", p.name, asked.Epoch, asked.Round, name, p.known.claim)
	}
	if part.tries > fanlight.MaxTries {
		o.violate("tries", "part %d of epoch %d round %d is tried at %s %d times", m.Part, asked.Epoch, asked.Round, name, part.tries)
	}
	return d, part
}

// gaveUp holds that a round is given up only when no try is left, or an hour after
// its last step (rules R5 and J5).
func (o *oracle) gaveUp(p *Process, r *runState) {
	r.gaveUp = true
	e := r.at(r.epoch)
	s := e.round(r.round)
	if !e.isComplete() || r.wasNewer {
		return
	}
	after := reporter.GiveUpAfter
	if strings.HasPrefix(p.name, "janitor") {
		after = o.sim.set.sweep.GiveUp
		if !o.longAgo(s.offered, after) {
			o.violate("E3", "%s is given up before it was offered for long enough", r.id)
		}
	}
	if !s.moved.IsZero() && !o.longAgo(s.moved, after) && s.claims+s.perhaps < maxClaims && o.triesLeft(r, s) {
		o.violate("E3", "%s gives up %s at claim %d with tries left", p.name, r.id, s.claims)
	}
}

func (o *oracle) longAgo(t time.Time, d time.Duration) bool {
	return !t.IsZero() && o.sim.Clock.now.Sub(t) >= d-2*maxSkew
}

// triesLeft reports whether a destination may be tried again.
func (o *oracle) triesLeft(r *runState, s *roundState) bool {
	return slices.ContainsFunc(o.wanted(r), func(name string) bool { return o.left(s.to(name)) })
}

// left reports whether a destination may be tried again.
func (o *oracle) left(d *deliveryState) bool {
	used := d.part(d.accepted).tries >= fanlight.MaxTries // of the part that comes next
	skipped := d.unknown && o.sim.set.onUnknown == report.Skip
	return d.record != fanlight.DeliverySent && !d.permanent && !used && !skipped
}

package oracle

import "github.com/fanlight/fanlight/pkg/fanlight"

// checkTurn holds rule R4: under a claim the destinations with the fewest tries on record come first,
// then those with the fewest parts. One that takes all the time that there is keeps the others waiting
// once. A reporter begins with each by a record of its own; was is the one before it.
func (o *Oracle) checkTurn(p *Process, r *runState, s *roundState, name string, was deliveryState) {
	d := s.to(name)
	if !p.is(reporter) || s.holder != p || s.steals > 0 || d.record != fanlight.DeliverySending || was.fence == d.fence {
		return
	}
	for _, other := range o.wanted(r) {
		if next := s.to(other); next.fence < d.fence && o.mayBegin(p, next) && next.comesBefore(was) {
			o.violate("R4", "%s begins with %s, of %d tries and %d parts, before %s, of %d and %d", p.Name, name, was.tries, was.accepted, other, next.tries, next.accepted)
		}
	}
}

// mayBegin reports whether a reporter may try a destination since it has its claim.
func (o *Oracle) mayBegin(p *Process, d *deliveryState) bool {
	return o.left(d) && d.tries < maxTriesOfPart && d.notBefore.Before(p.claimsAt.Add(-o.skew()))
}

func (d *deliveryState) comesBefore(other deliveryState) bool {
	return d.tries < other.tries || d.tries == other.tries && d.accepted < other.accepted
}

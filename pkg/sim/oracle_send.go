package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// roundState is a SEND item and its deliveries.
type roundState struct {
	number     int
	state      fanlight.State
	fence      int
	lease      int
	holder     *Process
	steals     int // claims while an earlier holder still lived
	deliveries map[string]*deliveryState
}

// deliveryState is one destination of a round.
type deliveryState struct {
	record  fanlight.DeliveryState
	fence   int
	unknown bool
	count   int        // deliveries that happened
	excused int        // of these, those that no process could know of
	pending []*Process // that delivered and have not put it on record yet
}

func (e *epochState) round(n int) *roundState {
	for _, r := range e.rounds {
		if r.number == n {
			return r
		}
	}
	r := &roundState{number: n, deliveries: map[string]*deliveryState{}}
	e.rounds = append(e.rounds, r)
	return r
}

func (r *roundState) to(name string) *deliveryState {
	if r.deliveries[name] == nil {
		r.deliveries[name] = &deliveryState{}
	}
	return r.deliveries[name]
}

// wroteSend holds that a claim is never taken from a live lease, and that the end
// of a round is final.
func (o *oracle) wroteSend(p *Process, r *runState, it item) {
	var epoch, round int
	must(fmt.Sscanf(str(it, "sk"), "SEND#%d#%d", &epoch, &round))
	s := r.at(epoch).round(round)
	was := *s
	s.state, s.fence, s.lease = fanlight.State(str(it, "state")), num(it, "fence"), num(it, "lease")
	switch {
	case was.state != "" && was.state != s.state || was.state.Final() && was.fence != s.fence:
		o.violate("E1", "%s changed after its end from %s to %s", keyName(it), was.state, s.state)
	case s.fence < was.fence || s.fence > was.fence+1:
		o.violate("R1", "%s: fence went from %d to %d", keyName(it), was.fence, s.fence)
	case s.fence == was.fence+1:
		o.claimed(p, &was, s)
	case s.state != "" && s.state != fanlight.Cancelled && s.holder != p:
		o.violate("E1", "%s: %s ends a round that another claimed", keyName(it), p.name)
	case s.state != was.state && s.state != fanlight.Cancelled && r.epoch == epoch && r.round == round:
		o.checkFinalState(r, s)
	}
}

// checkFinalState holds that a round ends in the state that follows from its
// records.
func (o *oracle) checkFinalState(r *runState, s *roundState) {
	sent, reached := 0, 0
	for _, name := range o.wanted(r) {
		switch d := s.to(name); {
		case d.record == fanlight.DeliverySent:
			sent++
		case d.record == fanlight.DeliveryUnknown || d.unknown:
			reached++
		}
	}
	want := fanlight.PartlySent
	if sent == len(o.wanted(r)) {
		want = fanlight.Sent
	} else if sent+reached == 0 {
		want = fanlight.Unsent
	}
	if s.state != want {
		o.violate("E1", "epoch %d round %d ends as %s, its records say %s", r.epoch, s.number, s.state, want)
	}
}

func (o *oracle) claimed(p *Process, was, is *roundState) {
	if was.lease != 0 && !time.UnixMilli(int64(was.lease)).Before(p.now()) {
		o.violate("R1", "%s claims round %d while a lease lives", p.name, is.number)
	}
	if was.holder != nil && !was.holder.done && was.holder != p {
		is.steals++
		o.sim.count(LeaseStolen)
	}
	is.holder = p
}

// wroteDelivery holds that a sent record stays sent, an unknown one unknown, and
// that fences grow.
func (o *oracle) wroteDelivery(p *Process, r *runState, it item) {
	var epoch, round int
	var name string
	must(fmt.Sscanf(str(it, "sk"), "DELIVERY#%d#%d#%s", &epoch, &round, &name))
	d := r.at(epoch).round(round).to(name)
	was := *d
	d.record, d.fence, d.unknown = fanlight.DeliveryState(str(it, "state")), num(it, "fence"), truth(it, "unknown")
	if was.record == fanlight.DeliverySent && d.record != fanlight.DeliverySent || was.unknown && !d.unknown || d.fence < was.fence {
		o.violate("R4", "%s went from %s (fence %d, unknown %t) to %s (fence %d, unknown %t)",
			keyName(it), was.record, was.fence, was.unknown, d.record, d.fence, d.unknown)
	}
	if d.record == fanlight.DeliverySent {
		d.pending = slices.DeleteFunc(d.pending, func(other *Process) bool { return other == p })
	}
}

// delivered holds that a destination gets its report once, apart from deliveries
// that no process could know of, and the stored message each time.
func (o *oracle) delivered(p *Process, name, words string, lost bool) {
	m := p.known.claims
	if name == ownerName {
		o.ownerGets(words)
		return
	}
	o.checkNotNewer(p, o.run(m.Run), "delivers the report")
	e := o.run(m.Run).at(m.Epoch)
	s := e.round(m.Round)
	d := s.to(name)
	d.count++
	if d.count > 1+d.excused+s.steals {
		o.violate("deliveries", "%s got epoch %d round %d %d times, %d of them unknown, with %d leases stolen",
			name, m.Epoch, m.Round, d.count, d.excused, s.steals)
	}
	if o.sim.set.onUnknown == report.Skip && d.count > 1+s.steals {
		o.violate("deliveries", "%s got epoch %d round %d %d times, although it shall have it at most once", name, m.Epoch, m.Round, d.count)
	}
	if s.state != "" && s.steals == 0 {
		o.violate("deliveries", "%s gets epoch %d round %d after its end as %s", name, m.Epoch, m.Round, s.state)
	}
	if lost {
		d.excused++
	} else {
		d.pending = append(d.pending, p)
	}
	o.checkText(e, name, words)
}

// ownerGets records which run a message to the owner is about.
func (o *oracle) ownerGets(words string) {
	for _, r := range o.runs {
		_, rest, found := strings.Cut(words, string(r.id))
		r.ownerInformed = r.ownerInformed || found && !strings.HasPrefix(rest, "+") // which would be a run started by hand
	}
}

// excusePending counts the deliveries that an ended process did not put on record.
func (r *runState) excusePending(p *Process) {
	for _, e := range r.epochs {
		for _, s := range e.rounds {
			for _, d := range s.deliveries {
				if slices.Contains(d.pending, p) {
					d.pending = slices.DeleteFunc(d.pending, func(other *Process) bool { return other == p })
					d.excused++
				}
			}
		}
	}
}

package oracle

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// partState is one part of a message to a destination in a round.
type partState struct {
	tries   int        // answers other than a request to wait
	count   int        // deliveries that happened
	excused int        // of these, those that no process could know of
	pending []*Process // that delivered it and have not put it on record yet
	doubt   bool       // its provider may have it, of an earlier try in the round
	receipt string     // of its provider, as a process heard it
}

// part returns the part of that number, from 0.
func (d *deliveryState) part(n int) *partState {
	for len(d.parts) <= n {
		d.parts = append(d.parts, &partState{})
	}
	return d.parts[n]
}

// least and most return how often a part of a message of so many parts arrived.
func (d *deliveryState) least(parts int) int {
	least := d.part(0).count
	for n := range parts {
		least = min(least, d.part(n).count)
	}
	return least
}

func (d *deliveryState) most() int {
	most := 0
	for _, part := range d.parts {
		most = max(most, part.count)
	}
	return most
}

// parts returns the number of parts of the message to a destination.
func (e *epochState) parts(name string) int {
	if e.document != nil {
		for _, m := range e.document.Messages {
			if m.Destination == name {
				return partCount(m)
			}
		}
	}
	return 1
}

// delivered holds that a destination gets each part once, apart from deliveries
// that no process could know of, in order, and in the stored words each time.
func (o *Oracle) delivered(p *Process, name string, m fanlight.Message, lost bool) {
	if name == o.set.OwnerName {
		o.ownerGets(text(m))
		return
	}
	asked := p.claims
	r := o.run(asked.Run)
	o.checkNotNewer(p, r, "delivers the report")
	e := r.at(asked.Epoch)
	s := e.round(asked.Round)
	d, part := o.tried(p, name, m)
	part.count++
	o.served[name] = s
	p.moved = p.moved || !lost
	most := 1 + part.excused + s.steals
	if o.set.OnUnknown == report.Skip {
		most = 1 + s.steals
	}
	if part.count > most {
		o.violate("deliveries", "%s got part %d of epoch %d round %d %d times, %d of them unknown, with %d leases stolen",
			name, m.Part, asked.Epoch, asked.Round, part.count, part.excused, s.steals)
	}
	if m.Part > 0 && d.part(m.Part-1).count == 0 {
		o.violate("deliveries", "%s got part %d of epoch %d round %d before the one before it", name, m.Part, asked.Epoch, asked.Round)
	}
	if s.state != "" && s.steals == 0 {
		o.violate("deliveries", "%s gets epoch %d round %d after its end as %s", name, asked.Epoch, asked.Round, s.state)
	}
	if lost {
		part.excused++
		part.doubt = true
	} else {
		part.pending = append(part.pending, p)
	}
	o.checkText(e, name, m)
}

// recorded notes that a process put its deliveries of the accepted parts on
// record.
func (d *deliveryState) recorded(p *Process) {
	for n, part := range d.parts {
		if n < d.accepted {
			part.pending = slices.DeleteFunc(part.pending, func(other *Process) bool { return other == p })
		}
	}
}

// excusePending counts the deliveries that an ended process did not put on record.
func (r *runState) excusePending(p *Process) {
	for _, e := range r.epochs {
		for _, s := range e.rounds {
			for _, d := range s.deliveries {
				d.excusePending(p)
			}
		}
	}
}

func (d *deliveryState) excusePending(p *Process) {
	for _, part := range d.parts {
		if slices.Contains(part.pending, p) {
			part.pending = slices.DeleteFunc(part.pending, func(other *Process) bool { return other == p })
			part.excused++
		}
	}
}

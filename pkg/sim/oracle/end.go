package oracle

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Finally asserts the invariants of a simulation in which nothing is left to
// happen.
func (o *Oracle) Finally() {
	for _, r := range o.runs {
		o.checkEnd(r)
	}
	o.checkStopped()
	o.checkDue()
}

func (o *Oracle) checkEnd(r *runState) {
	final := isFinal(r.state)
	if r.exists() && !final {
		o.violate("end", "%s is left as %s", r.id, r.state)
	}
	if r.mayHaveExpired || !r.exists() {
		return
	}
	e := r.at(r.epoch)
	last := e.round(r.round)
	if final && r.listed != string(r.state) {
		o.violate("listing", "%s is %s and listed as %s", r.id, r.state, r.listed)
	}
	o.checkExpiry(r)
	if last.state == fanlight.Cancelled {
		return
	}
	if !e.completed && !r.gaveUp {
		o.violate("end", "%s ended as %s without being complete", r.id, r.state)
	}
	if last.state != fanlight.Sent && !r.gaveUp && !last.ordered && !e.withheld(r.round) {
		o.violate("alarm", "%s ended as %s, and no alarm was raised", r.id, r.state)
	}
	if r.wasNewer && r.gaveUp { // its destinations and its owner are not known
		return
	}
	if o.set.Owner && !r.ownerInformed && !last.ordered && (last.state != fanlight.Sent && last.state != fanlight.Skipped || e.failures() > 0) {
		o.violate("owner", "%s ended as %s with %d failures, and its owner was not told", r.id, r.state, e.failures())
	}
	if !e.withheld(r.round) {
		o.checkReached(r, e)
	}
	o.checkUnsent(r, e, last)
	if e.document != nil {
		o.checkSentAgain(e)
	}
	opened, begun := r.opened.Add(-o.set.Patience), stamp(r.meta, "begun").Add(-o.set.Patience) // no slow call of before keeps a function busy
	if !last.ordered && !r.wasNewer && !o.set.Older && !o.set.faulty(opened) && (r.round > 1 || !o.set.faulty(begun)) {
		o.checkFaultFree(r, e)
	}
}

// checkReached holds that every destination of the last round has its report, or
// a record with the reason why not.
func (o *Oracle) checkReached(r *runState, e *epochState) {
	s := e.round(r.round)
	for _, name := range o.wanted(r) {
		d := s.to(name)
		switch {
		case d.record == fanlight.DeliverySent && d.least(e.parts(name)) == 0:
			o.violate("deliveries", "%s is said to have epoch %d round %d, and did not get all of it", name, e.number, r.round)
		case s.state == fanlight.Sent && d.record != fanlight.DeliverySent:
			o.violate("E1", "%s is sent, and %s is %q", r.id, name, d.record)
		case d.record == "" || d.record == fanlight.DeliverySending || d.record == fanlight.DeliveryWaiting:
			o.violate("E1", "%s ended as %s with %s left as %q", r.id, r.state, name, d.record)
		}
	}
}

// failures counts the queries without an answer in what was sent.
func (e *epochState) failures() int {
	n := 0
	if e.document != nil {
		for _, q := range e.document.Document.Queries {
			if !isGood(q.State) {
				n++
			}
		}
	}
	return n
}

// checkFaultFree holds that a round during which nothing went wrong reached every
// destination exactly once. A round that was crowded out may have ended after an
// hour of waiting (rule R5).
func (o *Oracle) checkFaultFree(r *runState, e *epochState) {
	s := e.round(r.round)
	if e.withheld(r.round) {
		o.checkFiguresKept(r, e)
		return
	}
	if s.state != fanlight.Sent && !s.crowded {
		o.violate("calm", "round %d of %s ended as %s, although nothing went wrong", r.round, r.id, s.state)
	}
	for _, name := range o.wanted(r) {
		d, parts := s.to(name), e.parts(name)
		if least, most := d.least(parts), d.most(); least != 1 && s.state == fanlight.Sent || most > 1 {
			o.violate("calm", "%s got the parts of epoch %d round %d %d to %d times, although nothing went wrong", name, e.number, r.round, least, most)
		}
	}
	o.checkFiguresKept(r, e)
	if e.begun.Before(r.opened) || e.document == nil || !o.set.enoughTime(o.set.Slots-o.long()) {
		return
	}
	o.checkPaidOnce(e)
	for _, q := range e.document.Document.Queries {
		if !isGood(q.State) && !strings.HasPrefix(q.Error, "not run: ") {
			o.violate("calm", "query %s of epoch %d is %s (%s), although nothing went wrong", q.ID, e.number, q.State, strings.TrimSpace(q.Error))
		}
	}
}

// checkPaidOnce holds that an epoch during which nothing goes wrong starts no query more often than
// it sent its message: each start is a scan (rule W3).
func (o *Oracle) checkPaidOnce(e *epochState) {
	for i, q := range e.queries {
		if q.starts > max(1, q.sent) {
			o.violate("calm", "query %d of %s epoch %d was started %d times, although nothing went wrong", i, e.run.id, e.number, q.starts)
		}
	}
}

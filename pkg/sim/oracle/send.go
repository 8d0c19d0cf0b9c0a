package oracle

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// roundState is a SEND item and its deliveries.
type roundState struct {
	number     int
	state      fanlight.State
	fence      int
	lease      int
	holder     *Process
	released   bool      // its holder gave the claim back
	woken      bool      // a command ended the wait before the claim
	roused     bool      // a command ended the wait that its holder had given it back for
	ordered    bool      // a command ended it
	busyUntil  time.Time // the latest end of a lease, or the time at which one was given back
	disputed   time.Time // when one without the claim last wrote a record, since it was taken
	struck     bool      // a process that held its claim was
	restrict   []string  // the destinations of its command; empty: all
	command    string    // that began it; empty: none, or not known
	began      time.Time
	announced  time.Time // by a report message, for the first time
	claimedAt  time.Time // for the first time
	taken      time.Time // when it was claimed last
	heard      time.Time // when a reporter last received its message
	ended      time.Time
	waited     int       // requests of providers to wait, and other refusals
	crowded    bool      // a provider that took another round's message asked it to wait
	steals     int       // claims while an earlier holder still lived
	claims     int       // that count, by what passed the seam
	perhaps    int       // further ones that may count
	offered    time.Time // by a janitor, for the first time
	moved      time.Time // the first claim, or the last release after a part was accepted
	deliveries map[string]*deliveryState
}

// deliveryState is one destination of a round.
type deliveryState struct {
	record    fanlight.DeliveryState
	fence     int
	unknown   bool
	accepted  int       // parts on record
	tries     int       // on record, of the part that comes next
	permanent bool      // its provider refused for good
	refusals  int       // errors with which its provider answered
	notBefore time.Time // on record: it is left alone until then
	receipt   string    // on record
	parts     []*partState
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
func (o *Oracle) wroteSend(p *Process, r *runState, it item) {
	var epoch, round int
	must(fmt.Sscanf(str(it, "sk"), "SEND#%d#%d", &epoch, &round))
	s := r.at(epoch).round(round)
	was := *s
	o.checkSeen(p, r, epoch, round)
	s.state, s.fence, s.lease = fanlight.State(str(it, "state")), num(it, "fence"), num(it, "lease")
	s.busyUntil = latest(s.busyUntil, time.UnixMilli(int64(s.lease)))
	if s.ended.IsZero() && s.state != "" {
		s.ended = o.world.Now()
	}
	s.woken = num(it, "woken") > 0 && num(it, "woken") == s.fence-1
	s.roused = num(it, "woken") > 0 && num(it, "woken") == s.fence && p != s.holder
	switch {
	case was.state != "" && was.state != s.state || isFinal(was.state) && was.fence != s.fence:
		o.violate("E1", "%s changed after its end from %s to %s", keyName(it), was.state, s.state)
	case s.fence < was.fence || s.fence > was.fence+1:
		o.violate("R1", "%s: fence went from %d to %d", keyName(it), was.fence, s.fence)
	case s.fence == was.fence+1:
		o.claimed(p, &was, s)
	case s.state == "" && s.lease != was.lease && s.holder == p:
		o.released(p, r, s)
	case s.state == "" && s.lease != was.lease && s.holder != p && !s.released && !time.UnixMilli(int64(was.lease)).Before(p.clock()):
		o.violate("R1", "%s: %s ends the lease of another", keyName(it), p.Name)
	case s.state != "" && (s.state != fanlight.Cancelled || s.fence > 0) && !p.hasClaim(s):
		o.violate("E1", "%s: %s ends a round that another claimed", keyName(it), p.Name)
	case s.state != was.state && r.epoch == epoch && r.round == round:
		s.ordered = p.is(dispatcher)
		o.checkFinalState(r, s)
	}
}

// hasClaim reports whether the process, or an earlier one that carried out the same
// command, has the claim of a round.
func (p *Process) hasClaim(s *roundState) bool {
	return s.holder == p || s.heldFor(p.command)
}

// heldFor reports whether a process that carried out a command has the claim of a round, or had it last.
func (s *roundState) heldFor(command string) bool {
	return command != "" && s.holder != nil && s.holder.command == command
}

// checkFinalState holds that a round ends in the state that follows from its
// records.
func (o *Oracle) checkFinalState(r *runState, s *roundState) {
	sent, reached := 0, 0
	for _, name := range o.wanted(r) {
		switch d := s.to(name); {
		case d.record == fanlight.DeliverySent:
			sent++
		case d.record == fanlight.DeliveryUnknown || d.unknown || d.accepted > 0:
			reached++
		}
	}
	want, e := fanlight.PartlySent, r.at(r.epoch)
	unseen := s.state == fanlight.Unsent && s.holder != nil && !e.rendered.Before(s.holder.begun) // who gives up looked before it was stored
	switch {
	case e.withheld(s.number) && !unseen && (!s.ordered || s.state != fanlight.Cancelled):
		want = withholds(e.document.Document.Verdict)
	case sent+reached == 0 && s.ordered && s.number == 1:
		want = fanlight.Cancelled
	case sent == len(o.wanted(r)):
		want = fanlight.Sent
	case sent+reached == 0:
		want = fanlight.Unsent
	}
	if s.state != want {
		o.violate("E1", "epoch %d round %d ends as %s, its records say %s", r.epoch, s.number, s.state, want)
	}
}

// wroteDelivery holds that a sent record stays sent, an unknown one unknown, and
// that fences grow.
func (o *Oracle) wroteDelivery(p *Process, r *runState, it item) {
	var epoch, round int
	var name string
	must(fmt.Sscanf(str(it, "sk"), "DELIVERY#%d#%d#%s", &epoch, &round, &name))
	s := r.at(epoch).round(round)
	d := s.to(name)
	was := *d
	if !p.hasClaim(s) {
		s.disputed = o.world.Now()
	}
	d.accepted, d.tries = num(it, "parts"), num(it, "tries")
	d.record, d.fence, d.unknown = fanlight.DeliveryState(str(it, "state")), num(it, "fence"), truth(it, "unknown")
	if was.record == fanlight.DeliverySent && d.record != fanlight.DeliverySent || was.unknown && !d.unknown || d.fence < was.fence || d.accepted < was.accepted {
		o.violate("R4", "%s went from %s (fence %d, unknown %t) to %s (fence %d, unknown %t)",
			keyName(it), was.record, was.fence, was.unknown, d.record, d.fence, d.unknown)
	}
	o.checkTurn(p, r, s, name, was)
	if was.record == fanlight.DeliverySending && d.fence > was.fence {
		d.part(was.accepted).doubt = true // of the part that came next
	}
	d.receipt = str(it, "receipt")
	o.checkReceipt(name, d)
	d.notBefore = time.UnixMilli(int64(num(it, "not_before")))
	o.checkLeftAlone(p, name, d, d.tries)
	d.recorded(p)
}

// ownerGets records which run a message to the owner is about.
func (o *Oracle) ownerGets(words string) {
	for _, r := range o.runs {
		_, rest, found := strings.Cut(words, string(r.id))
		r.ownerInformed = r.ownerInformed || found && !strings.HasPrefix(rest, "+") // which would be a run started by hand
	}
}

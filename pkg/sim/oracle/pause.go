package oracle

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// The pauses of a round (rules R4 and R5).
const (
	firstPause    = 30 * time.Second // after a try that failed, doubling with each
	shortestPause = 5 * time.Second  // after a request to wait
	queueDelay    = 2 * time.Second  // by which a queue, which counts in seconds, may be late
)

// leaves records until when a process is to leave a destination alone, by its
// provider's answer to one more try.
func (p *Process) leaves(name string, now time.Time, tries int, why *fanlight.DeliveryError) {
	pause := firstPause << max(tries-1, 0)
	if why != nil && asksToWait(why) {
		pause = max(why.RetryAfter, shortestPause)
	}
	if p.asked == nil {
		p.asked = map[string]time.Time{}
	}
	p.asked[name] = now.Add(pause)
}

// skew returns by how much the clocks of two processes may differ, or a time on
// record, which has whole milliseconds.
func (o *Oracle) skew() time.Duration {
	if !o.skewed {
		return time.Millisecond
	}
	return 2 * o.set.Skew
}

// checkLeftAlone holds that the record after a provider's answer bears the time until
// which the destination is left alone.
func (o *Oracle) checkLeftAlone(p *Process, name string, d *deliveryState, tries int) {
	asked, ok := p.asked[name]
	if !ok || !o.left(d) || tries >= maxTriesOfPart {
		return
	}
	delete(p.asked, name)
	most := o.skew() + o.set.Patience + firstPause<<maxTriesOfPart // of tries that ended before their request
	if late := d.notBefore.Sub(asked); late < -o.skew() || late > most {
		o.violate("R4", "%s is to be left alone until %s, and its record says %s", name, asked.UTC(), d.notBefore.UTC())
	}
}

// checkDueTo holds that a destination is not tried before the time on its record,
// unless a command said so or the round may wait no longer.
func (o *Oracle) checkDueTo(p *Process, name string, s *roundState, d *deliveryState) {
	lastTry := !s.moved.IsZero() && o.longAgo(s.moved, giveUpAfter)
	if s.woken || s.steals > 0 || lastTry {
		return
	}
	if early := d.notBefore.Sub(o.world.Now()); early > o.skew() {
		o.violate("R4", "%s tries %s %s too early", p.Name, name, early)
	}
}

// waits reports whether a provider's request to wait is on record.
func (o *Oracle) waits(r *runState, s *roundState) bool {
	return slices.ContainsFunc(o.wanted(r), func(name string) bool { return s.to(name).record == fanlight.DeliveryWaiting })
}

// checkRelease holds that a claim is given back until the first destination may be
// tried again, and not longer; or for the pause after a claim that counts.
func (o *Oracle) checkRelease(r *runState, s *roundState) {
	if s.steals > 0 { // another wrote the records meanwhile
		return
	}
	var first time.Time
	for _, name := range o.wanted(r) {
		if d := s.to(name); o.left(d) && (first.IsZero() || d.notBefore.Before(first)) {
			first = d.notBefore
		}
	}
	pause := shortestPause
	if !o.waits(r, s) {
		pause = firstPause << max(s.claims+s.perhaps-1, 0)
	}
	if least := o.world.Now().Add(pause); first.Before(least) {
		first = least
	}
	if late := time.UnixMilli(int64(s.lease)).Sub(first); late > o.skew()+queueDelay {
		o.violate("R5", "round %d waits %s longer than until a destination may be tried", s.number, late)
	}
}

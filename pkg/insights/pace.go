package insights

import "time"

// Pace spreads calls over time, so that they stay below the account's quota of
// calls a second. It is a value of its owner's: not for concurrent use.
type Pace struct {
	every time.Duration
	burst int
	next  time.Time // when the bucket would be empty of debt
}

// NewPace allows one call every so often, and burst calls at once.
func NewPace(every time.Duration, burst int) *Pace {
	return &Pace{every: every, burst: burst}
}

// Take reports whether a call may be made now, and counts it.
func (p *Pace) Take(now time.Time) bool {
	if now.Before(p.At()) {
		return false
	}
	if p.next.Before(now) {
		p.next = now
	}
	p.next = p.next.Add(p.every)
	return true
}

// At returns when the next call may be made.
func (p *Pace) At() time.Time {
	return p.next.Add(-time.Duration(p.burst-1) * p.every)
}

// Slow allows no call until wait has passed: the service said that the quota
// is used up.
func (p *Pace) Slow(now time.Time, wait time.Duration) {
	p.next = now.Add(wait + time.Duration(p.burst-1)*p.every)
}

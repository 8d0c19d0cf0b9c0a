package insights

import "time"

// Limiter spreads calls over time, so that they stay below the account's quota of
// calls a second. It is a value of its owner's: not for concurrent use.
type Limiter struct {
	every time.Duration
	burst int
	next  time.Time // when the bucket would be empty of debt
}

// NewLimiter allows one call every so often, and burst calls at once.
func NewLimiter(every time.Duration, burst int) *Limiter {
	return &Limiter{every: every, burst: burst}
}

// Allow reports whether a call may be made now, and counts it.
func (p *Limiter) Allow(now time.Time) bool {
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
func (p *Limiter) At() time.Time {
	return p.next.Add(-time.Duration(p.burst-1) * p.every)
}

// Pause allows no call until wait has passed: the service said that the quota
// is used up.
func (p *Limiter) Pause(now time.Time, wait time.Duration) {
	p.next = now.Add(wait + time.Duration(p.burst-1)*p.every)
}

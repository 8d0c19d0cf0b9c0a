package worker

import "time"

// backoff is the time of the next try of something: at once after a success,
// ever later after failures.
type backoff struct {
	wait time.Duration
	at   time.Time
}

// next sets the time after a try, by default at most maxBackoff later.
func (b *backoff) next(failed bool, now time.Time, least time.Duration) {
	if !failed {
		*b = backoff{}
		return
	}
	b.after(now, least, maxBackoff)
}

// after sets the time after a failure: twice the wait before, from least to most.
func (b *backoff) after(now time.Time, least, most time.Duration) {
	b.wait = min(max(2*b.wait, least), most)
	b.at = now.Add(b.wait)
}

package worker

import "time"

// backoff is the time of the next try of something: at once after a success,
// ever later after failures.
type backoff struct {
	wait time.Duration
	at   time.Time
}

func (b *backoff) next(failed bool, now time.Time, least time.Duration) {
	if !failed {
		*b = backoff{}
		return
	}
	b.wait = min(max(2*b.wait, least), maxBackoff)
	b.at = now.Add(b.wait)
}

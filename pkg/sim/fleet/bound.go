package fleet

import (
	"slices"
	"time"
)

// Limits are the calls and slots that a driver of queries may use.
type Limits struct {
	Starts, Reads float64       // calls a second
	Burst         int           // calls of each kind that may be made at once after a pause
	Slots         int           // running queries
	Latency       time.Duration // of a call
}

// Bound returns a time in which no driver that keeps to the limits runs queries of
// these run times and reads their results, even if it knows the run times before.
// It is the largest of three terms, and the latency of a start and a read:
//   - The k-th start waits for the k-th token. Longest first is optimal for release
//     times with tails (Jackson's rule).
//   - The last of n reads waits for its token after the first query has ended.
//   - The work fills every slot, less what cannot be filled while the first start
//     tokens come, and what must be empty at the end because each query that ends
//     needs a read token.
func Bound(runs []time.Duration, l Limits) time.Duration {
	if len(runs) == 0 {
		return 0
	}
	d := slices.Clone(runs)
	slices.Sort(d)
	n := len(d)
	bound := max(d[0]+l.after(n, l.Reads), l.work(d))
	for k := range d {
		bound = max(bound, l.after(k+1, l.Starts)+d[n-1-k])
	}
	return bound + 2*l.Latency
}

// after returns when the k-th call may be made.
func (l Limits) after(k int, rate float64) time.Duration {
	return seconds(max(0, float64(k-l.Burst)/rate))
}

// work returns how long the slots are busy.
func (l Limits) work(runs []time.Duration) time.Duration {
	var sum time.Duration
	for _, d := range runs {
		sum += d
	}
	if ramp := float64(l.Slots - l.Burst); ramp > 0 && len(runs) > l.Slots {
		sum += seconds(ramp * ramp / 2 * (1/l.Starts + 1/l.Reads))
	}
	return sum / time.Duration(l.Slots)
}

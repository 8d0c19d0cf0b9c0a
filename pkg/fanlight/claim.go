package fanlight

import "time"

// Claim is a reporter's right to deliver one round of an epoch.
type Claim struct {
	Epoch    int
	Round    int
	Owner    string    // token of the claim's holder, or the command that cancelled
	Lease    time.Time // no other reporter may claim the round before; zero: never claimed
	Released bool      // its holder gave it back: the lease's end is when the next try may begin
	Woken    bool      // a command ended the wait before it: each destination is tried now
	Fence    int       // grows with each claim: writes of an older holder are refused
	Tries    int       // claims that count (rule R5)
	Moved    time.Time // the first claim, or the end of the last one under which a part was accepted; zero: neither is on record
	State    State     // a final state, or empty
	Ended    time.Time // when it got the final state; zero: not on record
}

// Final reports whether the round has ended.
func (s Claim) Final() bool { return s.State != "" }

// Watch is the janitor's own note on a report (rule J8). Times have whole
// milliseconds, in UTC.
type Watch struct {
	Schedule  string    // as it was when it was first seen: expression, time zone and last day; empty: the report has none, is paused, or is not deployed
	FirstSeen time.Time // when the janitor first saw this schedule, or that there is none
	Checked   time.Time // last due time that was looked at
}

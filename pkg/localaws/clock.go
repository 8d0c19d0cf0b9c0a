package localaws

import "time"

// heldClock is the clock of the cores. While it is held, time stands still: so a call sees
// one time, at which it can be made again. It is guarded by the server's lock.
type heldClock struct {
	now  func() time.Time
	held time.Time // zero: it goes by now
}

// Now returns the time.
func (c *heldClock) Now() time.Time {
	if c.held.IsZero() {
		return c.now()
	}
	return c.held
}

// hold holds the clock at the present, without the monotonic part, which ends with the process.
func (c *heldClock) hold() { c.held = c.now().Round(0) }

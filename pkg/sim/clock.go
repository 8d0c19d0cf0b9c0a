package sim

import (
	"context"
	"time"
)

// Clock is a virtual clock. It moves only when a caller sleeps or advances it.
// It is not safe for concurrent use.
type Clock struct{ now time.Time }

// Now returns the virtual time.
func (c *Clock) Now() time.Time { return c.now }

// Sleep advances the clock by d and returns at once. It returns the context's
// error, and leaves the clock as it is, if the context has ended.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.Advance(d)
	return nil
}

// Advance moves the clock by d, which may be negative.
func (c *Clock) Advance(d time.Duration) { c.now = c.now.Add(d) }

// latest returns the later of two times.
func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// earliest returns the earlier of two times.
func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

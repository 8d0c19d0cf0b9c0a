package pipelinetest

import (
	"context"
	"time"
)

// Clock is virtual: whoever sleeps on it moves it.
type Clock struct{ now time.Time }

// Now implements fanlight.Clock.
func (c *Clock) Now() time.Time { return c.now }

// Sleep implements fanlight.Clock: it moves the clock and returns at once.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.Advance(d)
	return nil
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) { c.now = c.now.Add(d) }

// Random draws a fixed sequence without repetition: SplitMix64, from Guy
// Steele and others, "Fast Splittable Pseudorandom Number Generators" (2014).
type Random struct{ state uint64 }

// Uint64 implements fanlight.Random.
func (r *Random) Uint64() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

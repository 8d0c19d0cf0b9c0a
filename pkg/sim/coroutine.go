package sim

import (
	"iter"
	"slices"
	"sync"
)

// coroutine runs a body that stops at each park until it is resumed. A simulation has
// hundreds, most of them short: what carries one is used again, because a fresh stack is
// copied each time it grows.
type coroutine struct{ carrier *carrier } // nil once the body has ended

// newCoroutine returns the coroutine of a body, which runs from the first resume on. The body
// gets park, which returns false when it has to end.
func newCoroutine(body func(park func() bool)) *coroutine {
	c := carriers.take()
	c.body = body
	return &coroutine{c}
}

// resume lets the body go on to its next park, and reports whether there is one.
func (co *coroutine) resume() (more bool) {
	c := co.carrier
	if c == nil {
		return false
	}
	c.begun = true
	c.next()
	if c.body != nil {
		return true
	}
	co.release()
	return false
}

// stop ends the body where it is parked. One that has not begun never does.
func (co *coroutine) stop() {
	switch c := co.carrier; {
	case c == nil:
	case !c.begun:
		co.release()
	default:
		c.stopped = true
		co.resume()
	}
}

func (co *coroutine) release() {
	carriers.put(co.carrier)
	co.carrier = nil
}

// carrier runs one body after the other.
type carrier struct {
	next    func() (struct{}, bool)
	yield   func(struct{}) bool
	body    func(park func() bool) // nil: has ended
	begun   bool
	stopped bool
}

func newCarrier() *carrier {
	c := &carrier{}
	c.next, _ = iter.Pull(func(yield func(struct{}) bool) {
		c.yield = yield
		for {
			c.body(c.park)
			c.body = nil
			yield(struct{}{})
		}
	})
	return c
}

func (c *carrier) park() (goOn bool) {
	c.yield(struct{}{})
	return !c.stopped
}

// idle are the carriers that run nothing. It is safe for concurrent use.
type idle struct {
	mu  sync.Mutex
	all []*carrier
}

var carriers idle

func (i *idle) take() *carrier {
	i.mu.Lock()
	defer i.mu.Unlock()
	last := len(i.all) - 1
	if last < 0 {
		return newCarrier()
	}
	c := i.all[last]
	i.all = slices.Delete(i.all, last, last+1)
	return c
}

func (i *idle) put(c *carrier) {
	c.body, c.begun, c.stopped = nil, false, false
	i.mu.Lock()
	defer i.mu.Unlock()
	i.all = append(i.all, c)
}

package fleet

import (
	"container/heap"
	"iter"
	"time"
)

// timeline runs events and coroutines in virtual time, one at a time.
type timeline struct {
	now      time.Time
	agenda   agenda
	sequence int
	running  *coroutine
}

// event is something that happens at a time. Events of one time happen in the
// order in which they were planned.
type event struct {
	at       time.Time
	sequence int
	do       func()
}

// in plans something for after a time.
func (t *timeline) in(d time.Duration, do func()) {
	t.sequence++
	heap.Push(&t.agenda, event{t.now.Add(d), t.sequence, do})
}

// run lets everything happen until nothing is planned, or until a time, and
// reports whether nothing is.
func (t *timeline) run(until time.Time) bool {
	for len(t.agenda) > 0 {
		if t.agenda[0].at.After(until) {
			return false
		}
		e := heap.Pop(&t.agenda).(event)
		t.now = e.at
		e.do()
	}
	return true
}

// coroutine is a thread of virtual time.
type coroutine struct {
	next  func() (struct{}, bool)
	yield func(struct{}) bool
	ended func()
}

// begin runs body as a coroutine after a time, and ended after it.
func (t *timeline) begin(after time.Duration, body, ended func()) {
	c := &coroutine{ended: ended}
	c.next, _ = iter.Pull(func(yield func(struct{}) bool) {
		c.yield = yield
		body()
	})
	t.in(after, func() { t.resume(c) })
}

// resume lets a coroutine go on until it parks or ends.
func (t *timeline) resume(c *coroutine) {
	t.running = c
	_, more := c.next()
	t.running = nil
	if !more {
		c.ended()
	}
}

// park makes the running coroutine wait for a time.
func (t *timeline) park(d time.Duration) {
	c := t.running
	t.in(max(d, 0), func() { t.resume(c) })
	c.yield(struct{}{})
}

// waiter is where one coroutine waits to be woken.
type waiter struct {
	waits *coroutine // nil: none does
	turn  int        // how many waits have ended
}

// wait makes the running coroutine wait until it is woken, or until a time.
func (t *timeline) wait(w *waiter, until time.Time) {
	c, turn := t.running, w.turn
	w.waits = c
	t.in(max(until.Sub(t.now), 0), func() {
		if w.turn == turn {
			t.end(w)
		}
	})
	c.yield(struct{}{})
}

// wake lets the coroutine that waits, if one does, go on at once.
func (t *timeline) wake(w *waiter) {
	if w.waits == nil {
		return
	}
	turn := w.turn
	t.in(0, func() {
		if w.turn == turn {
			t.end(w)
		}
	})
}

// end ends a wait.
func (t *timeline) end(w *waiter) {
	c := w.waits
	w.waits = nil
	w.turn++
	t.resume(c)
}

type agenda []event

func (h agenda) Len() int { return len(h) }
func (h agenda) Less(i, j int) bool {
	return h[i].at.Before(h[j].at) || h[i].at.Equal(h[j].at) && h[i].sequence < h[j].sequence
}
func (h agenda) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *agenda) Push(x any)   { *h = append(*h, x.(event)) }
func (h *agenda) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

package sim

import (
	"context"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// overlap implements fanlight.Calls for a process. In the scripted mode a call
// has its effect when it begins, and its answer comes after the time that
// Process.Takes gives it. In the seeded mode a call is a task of its own, which
// the scheduler lets go on as it likes, and which dies with its process.
type overlap struct {
	p       *Process
	calls   []*begun // whose answers were not taken
	waiting bool     // the owner waits for an answer
}

// begun is a call that has begun.
type begun struct {
	deadline time.Time
	at       time.Time      // when it goes on; once it has ended, when its answer came
	answer   fanlight.Reply // nil until it has ended

	i     *invocation // whose task it is; nil in the scripted mode
	yield func(time.Time)
	died  bool
	*coroutine

	pending Call // that it is parked at
}

// newCalls is the Stack.Calls of a process.
func (p *Process) newCalls(context.Context) fanlight.Calls {
	o := &overlap{p: p}
	p.overlaps = append(p.overlaps, o)
	return o
}

// Begin implements fanlight.Calls.
func (o *overlap) Begin(deadline time.Time, call func(context.Context) fanlight.Reply) {
	b := &begun{deadline: deadline.Add(-o.p.skew), at: o.p.d.Clock.now}
	o.calls = append(o.calls, b)
	if o.p.task != nil {
		o.p.task.begin(b, call)
		return
	}
	o.p.within = b
	b.answer = call(context.Background())
	o.p.within = nil
}

// Next implements fanlight.Calls.
func (o *overlap) Next(ctx context.Context, until time.Time) (answer fanlight.Reply, ok bool) {
	if answer, ok = o.take(); ok || ctx.Err() != nil {
		return answer, ok
	}
	at := latest(until.Add(-o.p.skew), o.p.d.Clock.now)
	for _, b := range o.calls {
		if b.answer != nil && b.at.Before(at) {
			at = b.at
		}
	}
	o.waiting = true
	o.p.park(at)
	o.waiting = false
	return o.take()
}

// take returns the answer that came first, if one has come.
func (o *overlap) take() (answer fanlight.Reply, ok bool) {
	first := -1
	for i, b := range o.calls {
		if b.answer != nil && !b.at.After(o.p.d.Clock.now) && (first < 0 || b.at.Before(o.calls[first].at)) {
			first = i
		}
	}
	if first < 0 {
		return nil, false
	}
	answer = o.calls[first].answer
	o.calls = slices.Delete(o.calls, first, first+1)
	return answer, true
}

// End implements fanlight.Calls. A call that got no turn until its deadline was
// struck by a fault, like one that hangs.
func (o *overlap) End() {
	for _, b := range o.calls {
		if b.answer == nil && !o.p.d.Clock.now.Before(b.deadline) {
			o.p.faulted = true
		}
		if b.i != nil {
			b.stop()
			b.i.s.remove(b)
		}
	}
	o.calls = nil
}

// begin makes a call of the invocation a task.
func (i *invocation) begin(b *begun, call func(context.Context) fanlight.Reply) {
	b.i = i
	b.coroutine = newCoroutine(func(park func() bool) {
		b.yield = func(at time.Time) {
			b.at = at
			if !park() {
				i.die()
			}
		}
		i.yield = b.yield
		b.died = catch(func() error {
			answer := call(context.Background())
			b.at, b.answer = i.s.Clock.now, answer
			return nil
		}).died
	})
	i.s.add(b)
}

// due implements task.
func (b *begun) due() (time.Time, bool) { return b.at, true }

// run implements task: the call goes on to its next park. Its end wakes its
// owner, its death kills it.
func (b *begun) run() {
	own := b.i.yield
	b.i.yield, b.i.within = b.yield, b
	more := b.resume()
	b.i.yield, b.i.within = own, nil
	if more {
		return
	}
	b.i.s.remove(b)
	switch {
	case b.died:
		b.i.kill()
	case b.i.awaits():
		b.i.at = b.i.s.Clock.now
	}
}

// awaits reports whether the process waits for an answer.
func (p *Process) awaits() bool {
	return slices.ContainsFunc(p.overlaps, func(o *overlap) bool { return o.waiting })
}

// spend lets a call of the scripted mode take its time.
func (p *Process) spend(c Call) error {
	if p.Takes == nil {
		return nil
	}
	took := p.Takes(c)
	if p.within == nil {
		p.park(p.d.Clock.now.Add(took))
		return nil
	}
	p.within.at = p.within.at.Add(took)
	if p.within.at.After(p.within.deadline) {
		p.within.at = p.within.deadline
		return context.DeadlineExceeded
	}
	return nil
}

// late reports whether the deadline of the call that goes on is over.
func (p *Process) late() bool {
	return p.within != nil && p.task != nil && !p.d.Clock.now.Before(p.within.deadline)
}

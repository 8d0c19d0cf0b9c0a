package sim

import "time"

// invocation is a process of a seeded simulation: a coroutine that is parked at
// every call through the seam and at every wait, until the scheduler lets it go
// on.
type invocation struct {
	*Process
	s        *simulation
	at       time.Time // when it may go on
	deadline time.Time // when its function's timeout kills it
	*coroutine
	ended func(*Process)
}

// invoke begins an invocation. Its body runs when the scheduler first chooses
// it; ended runs at its end.
func (s *simulation) invoke(actor string, timeout time.Duration, body func(*Process) error, ended func(*Process)) *Process {
	p := s.newProcess(actor)
	i := &invocation{Process: p, s: s, at: s.Clock.now, deadline: s.Clock.now.Add(timeout), ended: ended}
	p.task = i
	i.coroutine = newCoroutine(func(park func() bool) {
		p.yield = func(at time.Time) {
			i.at = at
			if !park() {
				p.die()
			}
		}
		p.end = catch(func() error {
			err := body(p)
			if s.explored { // its end is a step of its own, before which it may die
				p.pending = Call{Op: opReturn}
				p.park(s.Clock.now)
			}
			return err
		})
	})
	p.strike = s.strike
	switch s.faults.pick(ClockJump, ClockSkew) {
	case ClockJump:
		p.skew = s.upTo(2*maxJump) - maxJump
	case ClockSkew:
		p.skew = s.upTo(2*maxSkew) - maxSkew
	}
	if s.skewOf != nil {
		p.skew = s.skewOf(p.name)
	}
	p.seen = s.oracle.Began(p.name, p.skew)
	s.live++
	s.add(i)
	s.record.begins(p, actor)
	return p
}

// maxSkew is how wrong a clock may be: two of them differ by less than a lease's margin.
const maxSkew = 25 * time.Second

// maxJump is how wrong the clock is of an instance whose clock jumped (rule G9).
const maxJump = 6 * time.Hour

// due implements task.
func (i *invocation) due() (time.Time, bool) {
	if i.deadline.Before(i.at) {
		return i.deadline, true
	}
	return i.at, true
}

// run implements task: the process goes on to its next park, or is killed at its
// timeout.
func (i *invocation) run() {
	if !i.s.Clock.now.Before(i.deadline) {
		i.s.count(FunctionTimeout)
		i.kill()
	} else if !i.resume() {
		i.over()
	}
}

// kill ends the process wherever it is.
func (i *invocation) kill() {
	i.stop()
	i.end.died = true
	i.over()
}

// over is the end of the process, and of the calls that it left under way.
func (i *invocation) over() {
	for _, o := range i.overlaps {
		o.End()
	}
	i.done = true
	i.s.remove(i)
	i.s.live--
	i.note("ended", i.end.String())
	i.s.record.ends(i.Process)
	i.s.oracle.Ended(i.seen, i.failed(), i.faulted)
	i.ended(i.Process)
}

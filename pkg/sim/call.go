package sim

import (
	"context"
	"time"
)

// Call is one call that a process makes through the seam.
type Call struct {
	N     int    // of the process, from 1
	Op    string // such as UpdateItem; Deliver for a delivery
	Input any    // the SDK's input; the fanlight.Message of a delivery

	target string // what it is made to, for the trace
	fault  Fault
	asked  time.Time // when the process made it
}

// through makes a call: it waits for its turn, is struck by a fault or not, and
// is carried out by do; twice when the client sends a request again whose answer
// was lost.
func through[O any](p *Process, c Call, do func() (*O, error)) (*O, error) {
	change := p.d.bug.plant(p, c.Input)
	if change == skipped {
		return new(O), nil
	}
	p.d.observer.called(p, c)
	if err := p.before(&c); err != nil {
		p.d.observer.answered(p, c, nil, err)
		return nil, err
	}
	out, err := effect(p, c, do)
	switch {
	case c.fault == Resent:
		p.park(p.d.Clock.now)
		p.note("re-sends "+c.Op, c.target)
		out, err = effect(p, c, do)
	case change == doubled:
		out, err = effect(p, c, do)
	}
	if lost := lostAnswers[c.fault]; lost != nil {
		if err != nil { // it had no effect
			p.d.observer.answered(p, c, nil, lost)
		}
		return nil, lost
	}
	p.after(c.fault)
	if p.late() {
		p.d.observer.answered(p, c, out, context.DeadlineExceeded)
		return nil, context.DeadlineExceeded
	}
	if err != nil {
		p.note(c.Op, err.Error())
	}
	p.d.observer.answered(p, c, out, err)
	return out, err
}

func effect[O any](p *Process, c Call, do func() (*O, error)) (*O, error) {
	out, err := do()
	if err == nil {
		p.d.observer.effected(p, c, out)
	}
	return out, err
}

// before decides which fault strikes a call. It returns the error of a call
// that has no effect.
func (p *Process) before(c *Call) error {
	c.asked = p.d.Clock.now
	p.parkAt(*c)
	p.d.calls++
	c.N = len(p.Calls) + 1
	p.Calls = append(p.Calls, *c)
	if err := p.spend(*c); err != nil {
		return err
	}
	if p.Refuse != nil {
		if err := p.Refuse(*c); err != nil {
			return err
		}
	}
	c.fault = p.strike(*c)
	p.note(c.Op, c.target)
	if c.fault != NoFault {
		p.faulted = true
		p.note("fault", c.fault.String())
	}
	p.d.record.struck(p, *c)
	switch c.fault {
	case CrashBefore:
		p.die()
	case SlowCall:
		p.wait()
		if p.late() {
			return context.DeadlineExceeded
		}
	}
	return p.refused(*c)
}

// parkAt waits for the turn of a call.
func (p *Process) parkAt(c Call) {
	pending := &p.pending
	if p.within != nil {
		pending = &p.within.pending
	}
	*pending = c
	p.park(p.d.Clock.now)
	*pending = Call{}
}

// after is for the faults of a call that has had its effect.
func (p *Process) after(f Fault) {
	switch f {
	case CrashAfter:
		p.die()
	case SlowAnswer:
		p.wait()
	}
}

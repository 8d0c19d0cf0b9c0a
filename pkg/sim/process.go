package sim

import (
	"context"
	"iter"
	"math/rand/v2"
	"strconv"
	"time"
)

// ending is how an invocation ended.
type ending struct {
	died bool  // crashed, or ran into its timeout: nobody knows how far it came
	err  error // that it returned
}

// process is one invocation of an actor: a coroutine that is parked at every call through the seam and at
// every wait, until the world lets it go on.
type process struct {
	w        *world
	name     string
	at       time.Time     // when it may go on
	deadline time.Time     // when its function's timeout kills it
	skew     time.Duration // by which its clock is wrong
	rng      *rand.Rand
	struck   bool // by a fault, at some call
	view     view // what it was told, for the invariants

	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool
	ended func(*process)
	end   ending
	done  bool
}

// killed unwinds a coroutine whose invocation dies.
type killed struct{}

// start begins an invocation. Its body runs when the scheduler first chooses it; then ended is told how it
// ended.
func (w *world) start(actor string, timeout time.Duration, body func(*process) error, ended func(*process)) *process {
	w.processes++
	p := &process{
		w: w, name: actor + "#" + strconv.Itoa(w.processes), at: w.now, deadline: w.now.Add(timeout), ended: ended,
		rng: rand.New(rand.NewPCG(w.seed, uint64(w.processes))),
	}
	p.next, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		p.end = p.live(body)
	})
	if w.faults.strikes(w.now, ClockSkew) {
		p.skew = w.upTo(2*maxSkew) - maxSkew
	}
	w.live++
	w.add(p)
	return p
}

func (p *process) live(body func(*process) error) (e ending) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case killed:
			e.died = true
		default:
			panic(r)
		}
	}()
	e.err = body(p)
	return e
}

// due is when the process can go on.
func (p *process) due() (time.Time, bool) {
	if p.deadline.Before(p.at) {
		return p.deadline, true
	}
	return p.at, true
}

// run lets the process go on to its next park, or kills it at its timeout.
func (p *process) run() {
	if !p.w.now.Before(p.deadline) {
		p.w.count(FunctionTimeout)
		p.end.died = true
		p.stop()
	} else if _, more := p.next(); more {
		return
	}
	p.done = true
	p.w.remove(p)
	p.w.live--
	p.w.note(p.name, "ended", p.end.String())
	p.w.oracle.ended(p)
	p.ended(p)
}

// failed says that the invocation did not end well.
func (p *process) failed() bool { return p.end.died || p.end.err != nil }

func (e ending) String() string {
	switch {
	case e.died:
		return "died"
	case e.err != nil:
		return e.err.Error()
	}
	return "ok"
}

// park waits until the scheduler chooses the process at that time or later.
func (p *process) park(at time.Time) {
	p.at = at
	if !p.yield(struct{}{}) {
		panic(killed{})
	}
}

func (p *process) die() { panic(killed{}) }

// Now is the time by the invocation's clock: process is the actors' clock.
func (p *process) Now() time.Time { return p.w.now.Add(p.skew) }

// maxSkew is how wrong a clock may be: two of them differ by less than a lease's margin.
const maxSkew = 25 * time.Second

// Sleep parks.
func (p *process) Sleep(_ context.Context, d time.Duration) error {
	p.w.note(p.name, "sleep", d.String())
	p.park(p.w.now.Add(d))
	return nil
}

// Uint64 is the invocation's own stream of random bits: process is the actors' source of them.
func (p *process) Uint64() uint64 { return p.rng.Uint64() }

package sim

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Process is one invocation of a function. Its actors are put together by the
// constructors of production, from a Stack whose every call goes through the
// seam.
type Process struct {
	Stack  stack.Stack
	Calls  []Call  // that it made
	Logged []error // at level error

	// Refuse returns the error that the service answers a call with, nil if it
	// carries the call out. A nil Refuse refuses none.
	Refuse func(Call) error

	// Takes returns how long a call takes, in the scripted mode. A nil Takes lets
	// every call take no time. Calls that overlap take their times side by side.
	Takes func(Call) time.Duration

	d       *Deployment
	name    string
	strike  func(Call) Fault // decides what befalls a call
	yield   func(time.Time)  // waits for its turn at a time; nil: moves the clock
	rng     *rand.Rand
	skew    time.Duration   // by which its clock is wrong
	faulted bool            // by a fault, at some call
	seen    *oracle.Process // by the oracle; nil in the scripted mode
	task    *invocation     // that it is; nil in the scripted mode
	within  *begun          // the overlapping call that goes on; nil: none
	end     ending

	overlaps []*overlap
	done     bool
	answer   fanlight.Answer // of a dispatcher, to the last command
	pending  Call            // that it is parked at, apart from those that overlap; zero: it waits
}

// ending is how a process ended.
type ending struct {
	died bool  // crashed, or ran into its timeout: how far it came is unknown
	err  error // that it returned
}

func (d *Deployment) newProcess(actor string) *Process {
	name, stream := d.nextProcess(actor)
	p := &Process{d: d, name: name, rng: rand.New(rand.NewPCG(d.seed, stream))}
	s := seam{p}
	p.Stack = stack.Stack{
		Names: d.Names, DynamoDB: s, SQS: s, Logs: s, Clock: s, Random: s, Events: s, Log: newLogHandler(p),
		Calls: p.newCalls, ChunkSize: d.chunk,
	}
	return p
}

// nextProcess returns the name of a process that begins, and which random bits it has.
func (d *Deployment) nextProcess(actor string) (name string, stream uint64) {
	if d.processes++; d.numbers == nil {
		return actor + "#" + strconv.Itoa(d.processes), uint64(d.processes)
	}
	d.numbers[actor]++
	name = actor + "#" + strconv.Itoa(d.numbers[actor])
	return name, hashText(name)
}

// With sets what befalls the process' calls: strike is asked before each call,
// and may let others act in between. It returns the process.
func (p *Process) With(strike func(Call) Fault) *Process {
	p.strike = strike
	return p
}

// Count returns how often the process made a call.
func (p *Process) Count(op string) int {
	n := 0
	for _, c := range p.Calls {
		if c.Op == op {
			n++
		}
	}
	return n
}

// Dispatcher returns a dispatcher in this process.
func (p *Process) Dispatcher() *dispatcher.Dispatcher { return dispatcher.New(&p.Stack) }

// Worker returns a worker in this process. It panics if the settings are out of
// range.
func (p *Process) Worker(s worker.Settings) *worker.Worker { return must(worker.New(&p.Stack, s)) }

// Settler returns a settler in this process.
func (p *Process) Settler() *settle.Settler { return settle.New(&p.Stack) }

// Reporter returns a reporter in this process, with the timeout of its function.
func (p *Process) Reporter() *reporter.Reporter {
	return must(reporter.New(&p.Stack, seam{p}, stack.Reporter.Timeout()))
}

// Janitor returns a janitor in this process. It panics if the settings are out
// of range.
func (p *Process) Janitor(s janitor.Settings) *janitor.Janitor {
	return must(janitor.New(&p.Stack, seam{p}, stack.Janitor.Timeout(), s))
}

// errCrash unwinds a process that dies.
var errCrash = errors.New("the process died")

// Run runs a part of the process, and reports whether the process died in it.
func (p *Process) Run(f func() error) (err error, died bool) {
	e := catch(f)
	return e.err, e.died
}

// catch runs a function that may die.
func catch(f func() error) (e ending) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case errCrash:
			e.died = true
		default:
			panic(v)
		}
	}()
	e.err = f()
	return e
}

func (p *Process) die() { panic(errCrash) }

// failed reports whether the process did not end well.
func (p *Process) failed() bool { return p.end.died || p.end.err != nil }

func (e ending) String() string {
	switch {
	case e.died:
		return "died"
	case e.err != nil:
		return e.err.Error()
	}
	return "ok"
}

// now returns the time by the process' clock.
func (p *Process) now() time.Time { return p.d.Clock.now.Add(p.skew) }

// park waits for the process' turn, at that time or later.
func (p *Process) park(at time.Time) {
	if p.yield != nil {
		p.yield(at)
		return
	}
	p.d.Clock.now = latest(p.d.Clock.now, at)
}

// wait is a slow call or answer. It ends at the deadline of a call that has one.
func (p *Process) wait() {
	at := p.d.Clock.now.Add(upTo(p.d.rng, p.d.patience))
	if p.within != nil && p.within.deadline.Before(at) {
		at = p.within.deadline
	}
	p.park(at)
}

func (p *Process) note(what, detail string) { p.d.note(p.name, what, detail) }

package pipelinetest

import (
	"time"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Fault is what befalls one call of a process.
type Fault int

// The faults.
const (
	None   Fault = iota
	Fail         // the call fails without effect
	Lost         // it has its effect, but its answer is an error
	Resent       // it has its effect twice: its answer was lost, and the client sent it again
	Crash        // the process dies before the call, and so after the one before it
)

var faultNames = []string{"none", "fail", "lost", "resent", "crash"}

// String returns the fault in words.
func (f Fault) String() string { return faultNames[f] }

// Call is one call that a process makes through the seam.
type Call struct {
	N     int    // from 1
	Op    string // such as UpdateItem; Send for a delivery
	Input any    // the SDK's input; the message of a delivery
}

// Process is one invocation of a function. It implements the API interfaces of
// ledger, queue and insights over the world's cores.
type Process struct {
	Stack  stack.Stack
	Calls  []Call
	Logged []error          // at level error
	On     func(Call) Fault // asked before each call; it may let others act in between

	// Refuse may answer a call with an error of the service's, instead of it.
	Refuse func(Call) error

	world *World
}

// Process returns a new invocation.
func (w *World) Process() *Process {
	p := &Process{world: w}
	p.Stack = stack.Stack{
		Names: w.Names, DynamoDB: p, SQS: p, Logs: p,
		Clock: w.Clock, Random: w.random, Events: w, Log: logHandler{p},
	}
	return p
}

// With sets what befalls the process' calls.
func (p *Process) With(on func(Call) Fault) *Process {
	p.On = on
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

// Worker returns a worker in this process.
func (p *Process) Worker(s worker.Settings) *worker.Worker {
	return must(worker.New(&p.Stack, s))
}

// Settler returns a settler in this process.
func (p *Process) Settler() *settle.Settler { return settle.New(&p.Stack) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// ReporterTimeout is that of the reporter's function.
const ReporterTimeout = 2 * time.Minute

// Reporter returns a reporter in this process.
func (p *Process) Reporter() *reporter.Reporter {
	return must(reporter.New(&p.Stack, p, ReporterTimeout))
}

// Janitor returns a janitor in this process.
func (p *Process) Janitor() *janitor.Janitor {
	return must(janitor.New(&p.Stack, p, stack.Janitor.Timeout(), janitor.Settings{}))
}

type crash struct{}

// Run runs a part of the process and reports whether it died in it.
func (p *Process) Run(f func() error) (err error, died bool) {
	defer func() {
		if v := recover(); v != nil {
			if _, ok := v.(crash); !ok {
				panic(v)
			}
			died = true
		}
	}()
	return f(), false
}

// errInjected is what a failed call returns: an error that leaves open whether
// the call had its effect.
var errInjected = &smithy.GenericAPIError{Code: "InternalServerError", Message: "injected", Fault: smithy.FaultServer}

// call makes one call with what befalls it.
func call[T any](p *Process, op string, in any, do func() (T, error)) (T, error) {
	var none T
	c := Call{N: len(p.Calls) + 1, Op: op, Input: in}
	p.Calls = append(p.Calls, c)
	if p.Refuse != nil {
		if err := p.Refuse(c); err != nil {
			return none, err
		}
	}
	var fault Fault
	if p.On != nil {
		fault = p.On(c)
	}
	switch fault {
	case Crash:
		panic(crash{})
	case Fail:
		return none, errInjected
	}
	out, err := do()
	switch fault {
	case Lost:
		return none, errInjected
	case Resent:
		return do()
	}
	return out, err
}

var _ fanlight.EventSink = (*World)(nil)

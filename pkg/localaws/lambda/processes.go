package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// Program is a bootstrap file and how it is run.
type Program struct {
	Path   string    // of the executable
	Env    []string  // "NAME=value"; the process sees these and what Lambda sets, nothing else
	Output io.Writer // gets its output line by line, each after "[name] ", from several goroutines; nil discards it
	// Observe hears of each invocation that a process begins and ends, from the
	// goroutine that waits for it. Nil hears nothing.
	Observe func(Observation)
}

// Observation is one end of an invocation in a process.
type Observation struct {
	Function  string
	RequestID string
	TraceID   string // which the SDK sends with each of the invocation's calls: see wire.Entry
	PID       int
	Ended     bool   // false: the process has just taken it up
	Failure   string // of one that ended: the error's document, or what kept it from one; empty on success
}

// Processes is a Function whose code is a bootstrap file: the deployed binary,
// unchanged. Each concurrent invocation has a process of its own; a process is
// kept for later ones until it dies, and killed when its invocation's context
// ends.
type Processes struct {
	name    string
	program Program
	mu      sync.Mutex // guards all below but running
	idle    []*process // the one used last is at the end
	all     []*process // in order of their start
	closed  bool
	running sync.WaitGroup
}

// NewProcesses prepares a function's processes; the first is started by the
// first invocation. Close ends them.
func NewProcesses(name string, program Program) (*Processes, error) {
	path, err := filepath.Abs(program.Path)
	if err != nil {
		return nil, fmt.Errorf("find the program of function %s: %w", name, err)
	}
	program.Path = path
	if program.Output == nil {
		program.Output = io.Discard
	}
	if program.Observe == nil {
		program.Observe = func(Observation) {}
	}
	return &Processes{name: name, program: program}, nil
}

// Close kills all processes and waits until they are gone. Invocations under
// way fail, and further ones are refused.
func (p *Processes) Close() {
	p.mu.Lock()
	p.closed = true
	for _, one := range p.all {
		one.kill()
	}
	p.mu.Unlock()
	p.running.Wait()
}

// Kill ends one process at once, as kill -9 does: one that is busy if there is,
// the oldest first. It returns the process ID when the process is gone, or 0 if
// none is running.
func (p *Processes) Kill() (pid int) {
	one := p.victim()
	if one == nil {
		return 0
	}
	one.kill()
	<-one.exited
	return one.pid()
}

func (p *Processes) victim() *process {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.all) == 0 {
		return nil
	}
	busy := func(one *process) bool { return !slices.Contains(p.idle, one) }
	return p.all[max(0, slices.IndexFunc(p.all, busy))]
}

// Invoke hands the payload to a process. What keeps a process from answering is
// told apart in the error's document: a panic has its own type and a stack
// trace; an exit and a kill are Runtime.ExitError with "exit status 3" or
// "signal: killed".
func (p *Processes) Invoke(ctx context.Context, payload []byte) (result []byte, functionError string, err error) {
	lc, ok := lambdacontext.FromContext(ctx)
	if !ok {
		return nil, "", fmt.Errorf("invoke %s: the context has no request ID", p.name)
	}
	for {
		one, err := p.take(ctx)
		if err != nil {
			return nil, "", err
		}
		a, err := one.invoke(ctx, invocation{lc.AwsRequestID, lc.InvokedFunctionArn, payload}, p.observer(one, lc.AwsRequestID))
		p.give(one)
		switch {
		case err == nil:
			return a.body, a.functionError, nil
		case !errors.Is(err, errGone):
			return nil, "", fmt.Errorf("invoke %s: %w", p.name, err)
		}
	}
}

func (p *Processes) observer(one *process, requestID string) func(ended bool, failure string) {
	return func(ended bool, failure string) {
		p.program.Observe(Observation{Function: p.name, RequestID: requestID, TraceID: traceID(requestID), PID: one.pid(), Ended: ended, Failure: failure})
	}
}

// take returns an idle process, or a new one.
func (p *Processes) take(ctx context.Context) (*process, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errors.New("invoke " + p.name + ": its processes are closed")
	}
	if n := len(p.idle); n > 0 {
		one := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return one, nil
	}
	one, err := startProcess(ctx, p.name, p.program, &p.running, p.gone)
	if err != nil {
		return nil, fmt.Errorf("start a process of function %s: %w", p.name, err)
	}
	p.all = append(p.all, one)
	return one, nil
}

// give keeps a process that waits for its next invocation; others are dying.
func (p *Processes) give(one *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one.isReady && slices.Contains(p.all, one) {
		p.idle = append(p.idle, one)
	}
}

// gone forgets a process that has exited.
func (p *Processes) gone(one *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	is := func(other *process) bool { return other == one }
	p.all = slices.DeleteFunc(p.all, is)
	p.idle = slices.DeleteFunc(p.idle, is)
}

// Package bootstrap runs the bootstrap files of Lambda functions, the very
// binaries that are deployed, as processes under a Runtime API. The kill test
// and scripts/e2e register them with the stand-in in place of handlers.
package bootstrap

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

// Program is a bootstrap file and its environment.
type Program struct {
	Path   string    // of the executable
	Env    []string  // "NAME=value"; the process gets these and the variables that Lambda sets, no others
	Output io.Writer // gets the processes' output line by line, each after "[name] ", from several goroutines; nil discards it
	// Observe is called when a process takes an invocation and when the
	// invocation ends, on the goroutine that waits for it. It may be nil.
	Observe func(Observation)
}

// Observation is the begin or the end of an invocation in a process.
type Observation struct {
	Function  string
	RequestID string
	TraceID   string // the SDK sends it with each call of the invocation: see wire.Entry
	PID       int
	Ended     bool   // false: the process has just taken the invocation
	Failure   string // of an invocation that ended: the error's document, or why there is none; empty on success
}

// Processes is a lambda.Function whose code is a bootstrap file. Each of
// several concurrent invocations has a process of its own. A process is used
// again until it exits; it is killed when its invocation's context ends.
type Processes struct {
	name    string
	program Program
	mu      sync.Mutex // guards the fields below except running
	idle    []*process // the one used last is at the end
	all     []*process // in order of their start
	closed  bool
	running sync.WaitGroup
}

// New returns the processes of a function. It starts none: the first invocation
// does. Close ends them.
func New(name string, program Program) (*Processes, error) {
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

// Close kills all processes and waits until they have exited. Invocations under
// way fail, and later ones are refused. It may be called again.
func (p *Processes) Close() {
	p.mu.Lock()
	p.closed = true
	for _, one := range p.all {
		one.kill()
	}
	p.mu.Unlock()
	p.running.Wait()
}

// Invoke implements lambda.Function: it gives the payload to a process. The
// error's document names the cause if a process does not answer: a panic has
// its own type and a stack trace; an exit and a kill have the type
// Runtime.ExitError and "exit status 3" or "signal: killed".
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

// take returns an idle process, or starts one.
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

// give keeps a process for later if it waits for its next invocation; any other
// is about to exit.
func (p *Processes) give(one *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one.isReady && slices.Contains(p.all, one) {
		p.idle = append(p.idle, one)
	}
}

// gone removes a process that has exited.
func (p *Processes) gone(one *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	is := func(other *process) bool { return other == one }
	p.all = slices.DeleteFunc(p.all, is)
	p.idle = slices.DeleteFunc(p.idle, is)
}

package lambda

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// invocation is what a process is given to do.
type invocation struct {
	requestID   string
	functionARN string
	payload     []byte
}

// answer is how an invocation ended.
type answer struct {
	body          []byte
	functionError string
}

// process is one running bootstrap file and the Runtime API that it speaks to.
// At any time one invocation at most is in its hands.
type process struct {
	command *exec.Cmd
	address string
	work    chan offer    // taken by a process that asks for its next invocation
	ready   chan struct{} // a token each time it asks
	answers chan answer
	current atomic.Value  // the request ID in hand, a string
	exited  chan struct{} // closed when the process is gone
	cause   error         // why it is gone; nil: it exited with status 0
	isReady bool          // it waits for its next invocation; belongs to whoever holds the process
}

// offer is an invocation and its deadline.
type offer struct {
	invocation
	deadline time.Time
}

// startProcess starts a bootstrap file. Its goroutines count in running, and
// gone is called when it has exited.
func startProcess(ctx context.Context, name string, program Program, running *sync.WaitGroup, gone func(*process)) (*process, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the Runtime API: %w", err)
	}
	p := &process{
		address: listener.Addr().String(),
		work:    make(chan offer),
		ready:   make(chan struct{}, 1),
		answers: make(chan answer, 1),
		exited:  make(chan struct{}),
	}
	output := &lines{prefix: "[" + name + "] ", to: program.Output}
	p.current.Store("")
	p.command = command(name, program, p.address, output)
	if err := p.command.Start(); err != nil {
		_ = listener.Close() // nothing has been accepted yet
		return nil, err
	}
	server := &http.Server{Handler: p.runtimeAPI()}
	running.Go(func() { _ = server.Serve(listener) }) // ends with ErrServerClosed, below
	running.Go(func() {
		p.cause = p.command.Wait()
		output.flush()
		close(p.exited)
		_ = server.Close() // its clients are gone
		gone(p)
	})
	return p, nil
}

// command gives a process the environment that
// docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html promises, as
// far as it has a meaning here.
func command(name string, program Program, runtimeAPI string, output *lines) *exec.Cmd {
	root := filepath.Dir(program.Path)
	c := exec.Command(program.Path)
	c.Dir = root
	c.Env = append(append([]string{"TZ=:UTC", "AWS_REGION=" + Region}, program.Env...),
		"_HANDLER=bootstrap",
		"AWS_LAMBDA_FUNCTION_NAME="+name,
		"AWS_LAMBDA_FUNCTION_VERSION="+latest,
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
		"AWS_LAMBDA_RUNTIME_API="+runtimeAPI,
		"LAMBDA_TASK_ROOT="+root,
	)
	c.Stdout, c.Stderr = output, output
	c.WaitDelay = time.Second // for a child of its own that holds on to its output
	return c
}

func (p *process) pid() int { return p.command.Process.Pid }

// kill has no effect on a process that is gone, which is what it is for.
func (p *process) kill() { _ = p.command.Process.Kill() }

// invoke gives one invocation to the process and returns when it has answered
// and asks for the next, or is gone. If ctx ends first, the process is killed.
func (p *process) invoke(ctx context.Context, i invocation, observe func(ended bool, failure string)) (answer, error) {
	a, err := p.hand(ctx, i)
	if a == nil && err == nil {
		observe(false, "")
		a, err = p.await(ctx, i)
		observe(true, failureOf(a, err))
	}
	if err != nil {
		p.kill()
		<-p.exited
		return answer{}, err
	}
	return *a, nil
}

func failureOf(a *answer, err error) string {
	switch {
	case err != nil:
		return err.Error()
	case a.functionError != "":
		return string(a.body)
	}
	return ""
}

// errGone says that an idle process died: the invocation has not been begun.
var errGone = errors.New("the process is gone")

// hand waits until the process takes the invocation up. An answer says that it
// never will: its initialisation failed.
func (p *process) hand(ctx context.Context, i invocation) (*answer, error) {
	if !p.isReady {
		if a, err := p.becomeReady(ctx, i.requestID); a != nil || err != nil {
			return a, err
		}
	}
	p.isReady = false
	deadline, _ := ctx.Deadline()
	select {
	case p.work <- offer{i, deadline}:
		return nil, nil
	case <-p.exited:
		return nil, errGone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *process) becomeReady(ctx context.Context, requestID string) (*answer, error) {
	select {
	case <-p.ready:
		p.isReady = true
		return nil, nil
	case <-p.exited:
		return p.death(requestID), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// await returns the answer once the process asks for its next invocation: until
// then it may still be about to exit, as it does after a panic.
func (p *process) await(ctx context.Context, i invocation) (*answer, error) {
	select {
	case a := <-p.answers:
		_, err := p.becomeReady(ctx, i.requestID)
		return &a, err
	case <-p.exited:
		return p.death(i.requestID), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// death is the answer of a process that is gone: what it could still say, or
// how it ended.
func (p *process) death(requestID string) *answer {
	select {
	case a := <-p.answers:
		return &a
	default:
		return &answer{exited(requestID, p.cause), Unhandled}
	}
}

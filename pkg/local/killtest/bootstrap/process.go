package bootstrap

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

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// invocation is the input of a process.
type invocation struct {
	requestID   string
	functionARN string
	payload     []byte
}

// answer is the result of an invocation.
type answer struct {
	body          []byte
	functionError string // empty on success
}

// process is a running bootstrap file and the Runtime API that it calls. It
// has at most one invocation at a time.
type process struct {
	command *exec.Cmd
	address string
	work    chan offer    // received from when the process asks for its next invocation
	ready   chan struct{} // gets a token each time the process asks
	answers chan answer
	current atomic.Value  // a string: the request ID of the current invocation, or empty
	exited  chan struct{} // closed when the process has exited
	cause   error         // of the exit; nil: status 0
	isReady bool          // the process waits for its next invocation; guarded by ownership of the process
}

// offer is an invocation with its deadline.
type offer struct {
	invocation
	deadline time.Time
}

// startProcess starts a bootstrap file. It adds its goroutines to running, and
// calls gone when the process has exited.
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
		_ = listener.Close() // it has accepted no connection
		return nil, err
	}
	server := &http.Server{Handler: p.runtimeAPI()}
	running.Go(func() { _ = server.Serve(listener) }) // returns ErrServerClosed after Close, below
	running.Go(func() {
		p.cause = p.command.Wait()
		output.flush()
		close(p.exited)
		_ = server.Close() // its only client has exited
		gone(p)
	})
	return p, nil
}

// latest is the version of a function that is not published.
const latest = "$LATEST"

// command sets the environment variables of a process that AWS documents
// (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), as far as
// they have a meaning on one machine.
func command(name string, program Program, runtimeAPI string, output *lines) *exec.Cmd {
	root := filepath.Dir(program.Path)
	c := exec.Command(program.Path)
	c.Dir = root
	c.Env = append(append([]string{"TZ=:UTC", "AWS_REGION=" + lambda.Region}, program.Env...),
		"_HANDLER=bootstrap",
		"AWS_LAMBDA_FUNCTION_NAME="+name,
		"AWS_LAMBDA_FUNCTION_VERSION="+latest,
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
		"AWS_LAMBDA_RUNTIME_API="+runtimeAPI,
		"LAMBDA_TASK_ROOT="+root,
	)
	c.Stdout, c.Stderr = output, output
	c.WaitDelay = time.Second // for a child process that keeps the output open
	return c
}

func (p *process) pid() int { return p.command.Process.Pid }

// kill does nothing if the process has exited already.
func (p *process) kill() { _ = p.command.Process.Kill() }

// invoke gives an invocation to the process. It returns when the process has
// answered and asks for its next invocation, or has exited. It kills the
// process if ctx ends first. It calls observe when the process takes the
// invocation and when the invocation ends.
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

// errGone is the error of an idle process that has exited: the invocation has
// not begun.
var errGone = errors.New("the process has exited")

// hand waits until the process takes the invocation. It returns an answer
// instead if the initialisation of the process failed.
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
// then it may still exit, as it does after a panic.
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

// death returns the answer of a process that has exited: the one that it wrote
// before, or an error that names the cause of the exit.
func (p *process) death(requestID string) *answer {
	select {
	case a := <-p.answers:
		return &a
	default:
		return &answer{exitError(requestID, p.cause), lambda.Unhandled}
	}
}

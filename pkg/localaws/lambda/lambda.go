// Package lambda is the stand-in for AWS Lambda: it invokes Go functions,
// retries asynchronous invocations, and polls queues for functions as event
// source mappings do.
//
// Sources are the Lambda developer guide and API reference
// (docs.aws.amazon.com/lambda/latest); comments name the page. Concurrency has
// no limit, and each function has one version, $LATEST. Parameters of Invoke
// that are not implemented are refused with InvalidParameterValueException.
//
// Unlike the cores of the other services, a Service is safe for concurrent use
// and goes by package time, so it works in a testing/synctest bubble.
package lambda

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"
)

// Region is the Region of the stand-in; accountID is its account.
const (
	Region    = "us-east-1"
	accountID = "000000000000"
)

// Function is the code of a function. Invoke runs one invocation to its end;
// several may run at once. The context ends at the function's timeout and
// carries the request ID and the function's ARN (lambdacontext.FromContext).
//
// functionError is empty on success; otherwise the result is AWS's document of
// the error (errorType, errorMessage). err means that the code could not be run.
type Function interface {
	Invoke(ctx context.Context, payload []byte) (result []byte, functionError string, err error)
}

// Unhandled is the function error of custom runtimes such as Go's.
const Unhandled = "Unhandled"

// Config has the settings of a function.
type Config struct {
	Timeout   time.Duration // 3 s if zero, as on AWS
	Retries   Retries       // of asynchronous invocations
	OnFailure *Destination  // of asynchronous invocations that are given up; nil: Options.Report
}

// Options are the settings of a Service.
type Options struct {
	// Report is called, from several goroutines, with errors that no caller
	// gets: asynchronous invocations that are given up, queues that cannot be
	// polled. Nil drops them.
	Report func(error)

	// Accepted is called for each asynchronous invocation that is accepted, before Invoke
	// returns, and Ended when it has succeeded or was given up, but not when Run ends. Both may be
	// called from several goroutines. Nil drops them.
	Accepted func(Accepted)
	Ended    func(requestID string)
}

// Service has the functions and their invocations.
type Service struct {
	options   Options
	mu        sync.Mutex
	functions map[string]*function
	requests  int           // number of invocations so far; the next request ID is made from it
	accepted  []*event      // asynchronous invocations that Run has not begun
	restored  []Accepted    // invocations whose functions are not registered yet
	arrived   chan struct{} // holds a token while accepted may have events
}

// function is a function that was registered.
type function struct {
	Config
	name string
	code Function
}

// functionARN precedes a function's name in its ARN.
const functionARN = "arn:aws:lambda:" + Region + ":" + accountID + ":function:"

func (f *function) arn() string { return functionARN + f.name }

// New returns a Service without functions.
func New(options Options) *Service {
	return &Service{
		options:   options,
		functions: map[string]*function{},
		arrived:   make(chan struct{}, 1),
	}
}

// Register deploys a function under a name, and replaces a function of this
// name. Invocations under way go on with the code that they began with.
func (s *Service) Register(name string, code Function, config Config) {
	config.Timeout = cmp.Or(config.Timeout, 3*time.Second)
	config.Retries = config.Retries.withDefaults()
	f := &function{Config: config, name: name, code: code}
	s.mu.Lock()
	s.functions[name] = f
	s.mu.Unlock()
	s.resume(f)
}

func (s *Service) report(err error) {
	if s.options.Report != nil && err != nil {
		s.options.Report(err)
	}
}

// requestID is the form of request IDs, with their number.
const requestID = "00000000-0000-4000-8000-%012x"

// newRequestID returns an ID in the form of AWS's.
func (s *Service) newRequestID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	return fmt.Sprintf(requestID, s.requests)
}

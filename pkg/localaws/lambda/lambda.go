// Package lambda stands in for AWS Lambda on one machine: it invokes functions,
// in process or as real bootstrap files behind a Runtime API, retries
// asynchronous invocations, and polls queues for them as event source mappings
// do.
//
// Unlike the cores, a Service is safe for concurrent use and takes its time
// from package time, so it works in a testing/synctest bubble (but for
// bootstrap files, which are processes).
package lambda

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// The one account and Region that the stand-in has.
const (
	AccountID = "000000000000"
	Region    = "us-east-1"
)

// Function is the code of a function. Invoke runs one invocation to its end;
// several may run at once. The context ends at the function's timeout and
// carries the request ID and the function's ARN (lambdacontext.FromContext).
//
// functionError is empty on success; otherwise the result is AWS's document of
// the error (errorType, errorMessage). err says that nothing could be run.
type Function interface {
	Invoke(ctx context.Context, payload []byte) (result []byte, functionError string, err error)
}

// Unhandled is the function error of custom runtimes, Go's among them.
const Unhandled = "Unhandled"

// Config is what a function is deployed with.
type Config struct {
	Timeout     time.Duration // 3 s if zero, as with AWS
	Concurrency int           // reserved concurrency; 0: unlimited
	Retries     Retries       // of asynchronous invocations
	OnFailure   *Destination  // of asynchronous invocations; nil: given up with a word to Options.Report
}

// Options are the settings of a Service.
type Options struct {
	// Report hears of what went wrong and has no caller to be told: given-up
	// asynchronous invocations, queues that cannot be polled. Calls come from
	// several goroutines. Nil is silence.
	Report func(error)
}

// Service is the registry of functions and the invocations that are under way.
type Service struct {
	options   Options
	mu        sync.Mutex
	functions map[string]*function
	requests  int           // that were ever made, which names the next one
	accepted  []*event      // asynchronous invocations that Run has not yet taken up
	arrived   chan struct{} // holds a token while accepted may be non-empty
}

// function is a deployed function.
type function struct {
	Config
	name string
	code Function
	busy int // invocations under way
}

// functionARN is what comes before a function's name in its ARN.
const functionARN = "arn:aws:lambda:" + Region + ":" + AccountID + ":function:"

func (f *function) arn() string { return functionARN + f.name }

// New returns a Service without functions.
func New(options Options) *Service {
	return &Service{
		options:   options,
		functions: map[string]*function{},
		arrived:   make(chan struct{}, 1),
	}
}

// Register deploys a function under a name, in place of any of that name.
// Invocations under way keep the code that they began with.
func (s *Service) Register(name string, code Function, config Config) {
	config.Timeout = cmp.Or(config.Timeout, 3*time.Second)
	config.Retries = config.Retries.withDefaults()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.functions[name] = &function{Config: config, name: name, code: code}
}

func (s *Service) report(err error) {
	if s.options.Report != nil && err != nil {
		s.options.Report(err)
	}
}

// newRequestID has the form of AWS's.
func (s *Service) newRequestID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", s.requests)
}

// enter counts an invocation against the function's reserved concurrency.
func (s *Service) enter(f *function) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Concurrency > 0 && f.busy >= f.Concurrency {
		return &types.TooManyRequestsException{
			Message: aws.String("Rate Exceeded."),
			Reason:  types.ThrottleReasonReservedFunctionConcurrentInvocationLimitExceeded,
		}
	}
	f.busy++
	return nil
}

func (s *Service) leave(f *function) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.busy--
}

func isThrottled(err error) bool {
	var throttled *types.TooManyRequestsException
	return errors.As(err, &throttled)
}

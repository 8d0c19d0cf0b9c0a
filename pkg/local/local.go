// Package local runs Fanlight on one machine without an AWS account: it creates
// the table and the queues of a stack on the embedded stand-in, registers the
// handlers that run on AWS as its four functions, and maps the queues to them.
package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	lambdasdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// DefaultStack is the name of a stack for which no other is given.
const DefaultStack = "fanlight"

// Options are the settings of a stack. The zero value is a stack without
// reports, logs, schedules and port.
type Options struct {
	Stack   string // its name; DefaultStack if empty
	Reports []*report.Report
	Logs    map[string]logs.Source // by log group; "" is the source of every group that has none

	// Insights is the Logs Insights of a real account, in which the queries run in place of
	// the stand-in's. The worker keeps to such an account's quotas then. The name of the stack
	// should be no deployment's: the account knows the stack's queries by it (rule W4).
	Insights insights.API

	Sender    reporter.Sender    // sends reports and failure notices; nil refuses to send any
	Inspector reporter.Inspector // checks destinations for `fanlight doctor`; nil answers nothing
	Events    fanlight.EventSink // gets the functions' events; nil drops them
	Schedules bool               // start reports when they are due, and sweep every stack.SweepInterval; with Insights it sweeps without it

	// Data is a folder that keeps the stack: its table, queues, log groups and queries, and the
	// asynchronous invocations. A stack with the same folder goes on where this one has ended, by
	// whatever cause. Empty: everything ends with the stack.
	Data string

	Listen string           // loopback address and port to serve the stand-in at; empty: none
	Local  localaws.Options // of the stand-in
}

// Stack is Fanlight with its resources on a stand-in of its own. It is safe for
// concurrent use. Close it.
type Stack struct {
	options  Options
	account  *localaws.Local
	stack    *stack.Stack
	lambda   *lambdasdk.Client
	endpoint string

	before  before       // the stack that had the data folder
	written *functionLog // what the functions write; nil: nobody can read it

	cancel context.CancelFunc
	work   sync.WaitGroup
	mu     sync.Mutex
	failed error // of the goroutines in work
}

// Start creates a stack and runs it until Close, or until ctx ends. It returns
// an error if the port cannot be listened on or a resource cannot be created.
func Start(ctx context.Context, options Options) (*Stack, error) {
	if options.Stack == "" {
		options.Stack = DefaultStack
	}
	if options.Events == nil {
		options.Events = noEvents{}
	}
	if options.Sender == nil {
		options.Sender = Refuse("this stack sends nothing")
	}
	if options.Inspector == nil {
		options.Inspector = uninspected{}
	}
	ctx, cancel := context.WithCancel(ctx)
	options.Local.Report = untilDone(ctx, options.Local.Report)
	s := &Stack{options: options, cancel: cancel, account: localaws.New(options.Local)}
	if err := s.start(ctx); err != nil {
		if unkept := s.account.Kept(); unkept != nil {
			err = fmt.Errorf("%w: make that possible, such as by freeing some space there, and start again", errors.Unwrap(unkept)) // in place of what each call says about it
		}
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// untilDone reports errors until ctx ends: later ones say only that the end of the stack
// has ended a call of a function. It leaves out those of calls that were refused because the data folder
// cannot be written, for which there is a report of its own.
func untilDone(ctx context.Context, report func(error)) func(error) {
	return func(err error) {
		_, own := errors.AsType[*localaws.KeepError](err)
		if report != nil && ctx.Err() == nil && (own || !localaws.Unkept(err)) {
			report(err)
		}
	}
}

func (s *Stack) start(ctx context.Context) error {
	s.attachLogs()
	if err := s.keep(); err != nil {
		return err
	}
	if err := s.listen(ctx); err != nil {
		return err
	}
	if err := s.createResources(ctx); err != nil {
		return err
	}
	if err := s.deploy(ctx); err != nil {
		return err
	}
	if err := s.registerFunctions(); err != nil {
		return err
	}
	s.mapQueues(ctx)
	s.sweepRegularly(ctx)
	if s.options.Schedules {
		s.schedule(ctx)
	}
	return nil
}

func (s *Stack) attachLogs() {
	s.account.Do(func(c localaws.Cores) {
		s.attachFunctionLog(c.Logs)
		for group, source := range s.options.Logs {
			if group == "" {
				c.Logs.AttachCatchAll(source)
			} else {
				c.Logs.AttachSource(group, source)
			}
		}
	})
}

func (s *Stack) listen(ctx context.Context) error {
	if s.options.Listen == "" {
		return nil
	}
	listener, err := net.Listen("tcp", s.options.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.options.Listen, err)
	}
	s.endpoint = "http://" + listener.Addr().String()
	// The URLs of queues created from here on begin with this address.
	s.account.Do(func(c localaws.Cores) { c.SQS.BaseURL = s.endpoint })
	s.background(func() error { return s.account.Serve(ctx, listener) })
	return nil
}

// createResources creates what Terraform creates on AWS, and the clients for it.
func (s *Stack) createResources(ctx context.Context) error {
	cfg := s.account.Config()
	database, queues := dynamodb.NewFromConfig(cfg), sqs.NewFromConfig(cfg)
	s.lambda = lambdasdk.NewFromConfig(cfg)
	s.stack = &stack.Stack{
		DynamoDB: database, SQS: queues, Logs: cloudwatchlogs.NewFromConfig(cfg),
		Clock: stack.Clock{}, Random: stack.Random{}, Events: s.options.Events, Log: s.logHandler(),
		// Without Calls one call follows the other: the stand-in answers at once, and so
		// the queries of a report have the same IDs in every run.
	}
	if s.options.Insights != nil {
		s.stack.Logs, s.stack.Calls = s.options.Insights, stack.Concurrent
	}
	names, err := stack.Create(ctx, s.options.Stack, stack.MaxReceives, existing{database}, queues)
	s.stack.Names = names
	if err == nil {
		s.takeBack()
	}
	return err
}

// background runs f on a goroutine until Close, which returns f's error.
func (s *Stack) background(f func() error) {
	s.work.Go(func() {
		if err := f(); err != nil && !errors.Is(err, context.Canceled) {
			s.mu.Lock()
			s.failed = errors.Join(s.failed, err)
			s.mu.Unlock()
		}
	})
}

// Ledger returns the stack's table.
func (s *Stack) Ledger() *ledger.Ledger { return s.stack.Ledger() }

// Account returns the stand-in that the stack runs on.
func (s *Stack) Account() *localaws.Local { return s.account }

// Endpoint returns the URL at which AWS clients reach the stack, empty without
// a port.
func (s *Stack) Endpoint() string { return s.endpoint }

// Close ends everything that runs and waits for it. It returns the errors of
// what ran in the background.
func (s *Stack) Close() error {
	s.cancel()
	s.work.Wait()
	s.account.Close()
	return s.failed
}

type noEvents struct{}

// Emit implements fanlight.EventSink.
func (noEvents) Emit(context.Context, fanlight.Event) {}

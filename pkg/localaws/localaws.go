// Package localaws is a stand-in for parts of AWS, in memory and in one process: DynamoDB, SQS,
// CloudWatch Logs with Logs Insights queries, Invoke of Lambda, and GetCallerIdentity of STS. Fanlight runs on
// it on a laptop, and it is for the tests of any other program that uses these services.
//
// A test calls [New] and makes the AWS SDK's clients from [Local.Config]. Their requests go through the
// SDK's serialisation, retries and error types, but not over a network, so such a test needs no port,
// no container and no account, and may run in a testing/synctest bubble. [Local.Serve] serves the same
// account on a port for programs in other processes and languages, as the command "fanlight local"
// does.
//
// The file docs/stand-in.md of the repository lists the operations and where they differ from AWS. An
// operation, a parameter or a value that is not implemented is an error that names it; what is accepted
// without effect is in the log of calls ([wire.Entry.Ignored]). What a test may want beyond the API is in the packages below this one:
//
//   - wire: calls that fail or are delayed ([Options.Faults]), and a log of calls ([Options.Log])
//   - logs: quotas ([Options.Quotas]), events that come from a [logs.Source] such as a log file, and
//     queries whose course a script decides
//   - lambda: Go functions that Invoke calls, and queues that are mapped to them ([Local.Lambda])
//   - dynamodb, sqs: hooks that cause duplicates, another order, lagging indexes and unprocessed
//     entries ([Local.Do])
package localaws

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// Options are the settings of a Local. The zero value is an account without quotas and without
// faults.
type Options struct {
	// Now is the clock of the services; nil means package time, Speed times as fast.
	Now func() time.Time

	// Speed is how many times as fast as package time the clock runs; 0 is 1. Visibility
	// timeouts end and long polls return that much sooner. A clock given as Now must run that
	// fast. Timeouts and retries of Lambda go by package time.
	Speed float64

	// Quotas are the account's limits on Logs Insights.
	Quotas logs.Quotas

	// Results says for how long queries that have ended are kept.
	Results logs.Results

	// Faults is called before each operation and returns its fault; nil means none.
	Faults func(wire.Call) wire.Fault

	// Key is the access key with which requests to a port must be signed. The zero Key accepts any
	// signature, and none.
	Key wire.Key

	// Log is called after each operation; nil means no log.
	Log func(wire.Entry)

	// Report is called, from several goroutines, with errors that no caller gets, such as those
	// of asynchronous invocations that are given up and of queries that fail. Nil drops them.
	Report func(error)
}

// Cores have the states of the services. They may be used in the function of Local.Do only.
type Cores struct {
	DynamoDB *dynamodb.Core
	SQS      *sqs.Core
	Logs     *logs.Core
}

// Local is an account in one Region. It is safe for concurrent use. Close it.
type Local struct {
	server *wire.Server
	port   *wire.Port
	cores  Cores
	lambda *lambda.Service
	report func(error)

	ctx    context.Context // of the goroutines in work
	cancel context.CancelFunc
	work   sync.WaitGroup
	places chan struct{} // of queries that read events

	// These are guarded by the server's lock.
	closed  bool
	loading bool // Keep repeats calls
	time    heldClock
	kept    *kept // nil: nothing is kept
}

// New returns an account without tables, queues, log groups and functions. It runs queries and
// asynchronous invocations on goroutines that end with Close.
func New(options Options) *Local {
	if options.Now == nil {
		options.Now = clock(options.Speed)
	}
	if options.Report == nil {
		options.Report = func(error) {}
	}
	l := &Local{
		server: wire.New(wire.Options{Now: options.Now, Speed: options.Speed, Faults: options.Faults, Log: options.Log}),
		time:   heldClock{now: options.Now},
		report: options.Report,
		places: make(chan struct{}, mostAtOnce),
	}
	l.cores = Cores{
		DynamoDB: dynamodb.New(l.time.Now),
		SQS:      sqs.New(l.time.Now),
		Logs:     logs.New(l.time.Now, options.Quotas),
	}
	l.lambda = lambda.New(lambda.Options{Report: options.Report, Accepted: l.accepted, Ended: l.ended})
	l.cores.Logs.Results = options.Results
	l.port = &wire.Port{Handler: l.server, Key: options.Key}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.server.AddDynamoDB(l.cores.DynamoDB)
	l.server.AddSQS(l.cores.SQS)
	l.server.AddLogs(l.cores.Logs)
	l.server.AddLambda(l.lambda)
	l.server.AddSTS()
	l.server.After(l.startJobs)
	l.work.Go(func() {
		if err := l.lambda.Run(l.ctx); err != nil {
			l.report(err)
		}
	})
	return l
}

// clock returns a clock that begins at the present and runs speed times as fast as package time.
func clock(speed float64) func() time.Time {
	if speed == 0 || speed == 1 {
		return time.Now
	}
	began := time.Now()
	return func() time.Time {
		return began.Add(time.Duration(float64(time.Since(began)) * speed))
	}
}

// Config returns the configuration of SDK clients in this process. Their requests do not go over a
// network.
func (l *Local) Config() aws.Config {
	return wire.Config(wire.Memory(l.server), wire.Endpoint)
}

// Lambda returns the account's functions, to register them and to map queues to them.
func (l *Local) Lambda() *lambda.Service { return l.lambda }

// Do calls f with the states of the services while no request runs, to set them up and to look at
// them. f must not make requests.
func (l *Local) Do(f func(Cores)) {
	l.server.Do(func() { f(l.cores) })
}

// Serve serves the account on a listener on a loopback address until ctx is done, and returns nil then,
// after 3 s at most. It refuses requests to another host than this machine, and what a page in a browser
// may have sent. The URLs of queues begin with the listener's address. It returns an error if the
// listener fails.
func (l *Local) Serve(ctx context.Context, listener net.Listener) error {
	l.Do(func(c Cores) { c.SQS.BaseURL = "http://" + listener.Addr().String() })
	if err := l.port.Serve(ctx, listener); err != nil {
		return fmt.Errorf("serve the stand-in: %w", err)
	}
	return nil
}

// Unanswered returns the number of requests on ports that are under way. After Serve it is the number of
// those that were dropped without an answer.
func (l *Local) Unanswered() int { return l.port.Unanswered() }

// Close ends queries and invocations that run and waits for them. Requests are still answered, but
// new queries fail at once. After Keep, calls that change anything fail, and another process may
// have the folder. It may be called again.
func (l *Local) Close() {
	var k *kept
	l.server.Do(func() {
		l.closed = true
		k, l.kept = l.kept, nil
	})
	l.cancel()
	l.work.Wait()
	if k != nil {
		if err := k.journal.Close(); err != nil {
			l.report(err)
		}
	}
}

// Package localaws is the embedded stand-in for what Fanlight calls of AWS: DynamoDB, SQS,
// CloudWatch Logs with Logs Insights, and Lambda's Invoke, in memory and in one process.
package localaws

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// Options are the settings of a Local. The zero value is an account without quotas and faults.
type Options struct {
	// Now is the clock of all cores; nil means one that Speed tells of.
	Now func() time.Time

	// Speed is how many times as fast as package time the clock runs, 0 is 1: visibility
	// timeouts end and long polls return that much sooner. A clock given as Now must run
	// so itself. Lambda's timeouts and retries go by package time whatever it is.
	Speed float64

	// Quotas are the account's limits on Logs Insights: logs.AWSQuotas for AWS' own.
	Quotas logs.Quotas

	// Faults and Log are the wire's hooks.
	Faults func(wire.Call) wire.Fault
	Log    func(wire.Entry)

	// Report hears of what nobody waits for, such as asynchronous invocations given up and
	// queries that failed, from several goroutines.
	Report func(error)
}

// Cores are the services' states. They may be touched inside Local.Do only.
type Cores struct {
	DynamoDB *dynamodb.Core
	SQS      *sqs.Core
	Logs     *logs.Core
}

// Local is one account in one Region, safe for concurrent use. Close it.
type Local struct {
	server *wire.Server
	cores  Cores
	lambda *lambda.Service

	ctx    context.Context // of everything that runs by itself
	cancel context.CancelFunc
	work   sync.WaitGroup
	closed bool // guarded by the server's lock
	tell   func(error)
}

// New returns an empty account. It runs Insights queries and asynchronous invocations by
// itself, on goroutines that end with Close.
func New(options Options) *Local {
	if options.Now == nil {
		options.Now = clock(options.Speed)
	}
	l := &Local{
		server: wire.New(wire.Options{Now: options.Now, Speed: options.Speed, Faults: options.Faults, Log: options.Log}),
		cores: Cores{
			DynamoDB: dynamodb.New(options.Now),
			SQS:      sqs.New(options.Now),
			Logs:     logs.New(options.Now, options.Quotas),
		},
		tell:   options.Report,
		lambda: lambda.New(lambda.Options{Report: options.Report}),
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.server.AddDynamoDB(l.cores.DynamoDB)
	l.server.AddSQS(l.cores.SQS)
	l.server.AddLogs(l.cores.Logs)
	l.server.AddLambda(l.lambda)
	l.server.After(l.startJobs)
	l.work.Go(func() {
		if err := l.lambda.Run(l.ctx); err != nil && options.Report != nil {
			options.Report(err)
		}
	})
	return l
}

// clock starts at the present and runs speed times as fast as package time.
func clock(speed float64) func() time.Time {
	if speed == 0 || speed == 1 {
		return time.Now
	}
	began := time.Now()
	return func() time.Time {
		return began.Add(time.Duration(float64(time.Since(began)) * speed))
	}
}

// Handler serves all services by the SDK's protocols.
func (l *Local) Handler() http.Handler { return l.server }

// Config is for SDK clients in this process: their requests never reach a network.
func (l *Local) Config() aws.Config {
	return wire.Config(wire.Memory(l.server), wire.Endpoint)
}

// Lambda is where functions are registered and mapped to queues.
func (l *Local) Lambda() *lambda.Service { return l.lambda }

// Do runs f on the cores while no request runs: to set them up and to look inside. f must
// not make requests.
func (l *Local) Do(f func(Cores)) {
	l.server.Do(func() { f(l.cores) })
}

// Serve answers on a listener until ctx is done, and names it in the URLs of queues.
func (l *Local) Serve(ctx context.Context, listener net.Listener) error {
	l.Do(func(c Cores) { c.SQS.BaseURL = "http://" + listener.Addr().String() })
	if err := wire.Serve(ctx, listener, l.server); err != nil {
		return fmt.Errorf("serve the stand-in: %w", err)
	}
	return nil
}

// Close ends what runs by itself and waits for it. Queries under way fail; requests are
// answered still, but new queries fail at once.
func (l *Local) Close() {
	l.server.Do(func() { l.closed = true })
	l.cancel()
	l.work.Wait()
}

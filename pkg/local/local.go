// Package local deploys Fanlight on the embedded stand-in: the table, the
// queues, the four functions and their event sources, on one machine and
// without an AWS account. The functions are the handlers that run on AWS, in
// this process or as the very binaries that are deployed there.
package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	lambdasdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// DefaultStack is the name that resources are named after unless another is
// given.
const DefaultStack = "fanlight"

// Options say what is deployed. The zero value is a stack without reports and
// without logs, in memory.
type Options struct {
	Stack   string // DefaultStack if empty
	Reports []*report.Report
	Logs    map[string]logs.Source // by log group; "" feeds every group that has none

	Sender    reporter.Sender    // of the functions in this process
	Events    fanlight.EventSink // nil: nobody hears
	Schedules bool               // start reports when they are due, and sweep every SweepInterval of package stack

	Listen   string           // address of a loopback port; empty: none
	Binaries *BinaryOptions   // run these functions' binaries, not this process' handlers; needs Listen
	Local    localaws.Options // of the stand-in itself
}

// BinaryOptions say which binaries are run, and how.
type BinaryOptions struct {
	Folder  string // holds <function>/bootstrap for each of Functions
	Env     []string
	Output  io.Writer
	Observe func(lambda.Observation)
	Retries lambda.Retries // of the dispatcher's asynchronous invocations
}

// Deployment is Fanlight, deployed. Close it.
type Deployment struct {
	options  Options
	account  *localaws.Local
	stack    *stack.Stack
	lambda   *lambdasdk.Client
	endpoint string
	programs map[string]*lambda.Processes

	cancel context.CancelFunc
	work   sync.WaitGroup
	mu     sync.Mutex
	failed error // of what runs in the background
}

// Start deploys Fanlight and runs it until Close, or until ctx ends.
func Start(ctx context.Context, options Options) (*Deployment, error) {
	if options.Stack == "" {
		options.Stack = DefaultStack
	}
	if options.Events == nil {
		options.Events = silence{}
	}
	if options.Binaries != nil && options.Listen == "" {
		return nil, errors.New("binaries reach the stand-in by a port: name one to listen on")
	}
	ctx, cancel := context.WithCancel(ctx)
	d := &Deployment{options: options, cancel: cancel, account: localaws.New(options.Local), programs: map[string]*lambda.Processes{}}
	if err := d.start(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Deployment) start(ctx context.Context) error {
	d.attachLogs()
	if err := d.listen(ctx); err != nil {
		return err
	}
	if err := d.createResources(ctx); err != nil {
		return err
	}
	for _, r := range d.options.Reports {
		if err := d.Ledger().PutDefinition(ctx, ledger.Definition{Report: *r, Hash: r.Hash()}); err != nil {
			return err
		}
	}
	if err := d.registerFunctions(); err != nil {
		return err
	}
	d.mapQueues(ctx)
	if d.options.Schedules {
		d.schedule(ctx)
	}
	return nil
}

func (d *Deployment) attachLogs() {
	d.account.Do(func(c localaws.Cores) {
		for group, source := range d.options.Logs {
			if group == "" {
				c.Logs.AttachCatchAll(source)
			} else {
				c.Logs.AttachSource(group, source)
			}
		}
	})
}

func (d *Deployment) listen(ctx context.Context) error {
	if d.options.Listen == "" {
		return nil
	}
	listener, err := net.Listen("tcp", d.options.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", d.options.Listen, err)
	}
	d.endpoint = "http://" + listener.Addr().String()
	// Queues created from here on are named by this address.
	d.account.Do(func(c localaws.Cores) { c.SQS.BaseURL = d.endpoint })
	d.background(func() error { return d.account.Serve(ctx, listener) })
	return nil
}

// createResources makes what Terraform makes on AWS, and the clients for it.
func (d *Deployment) createResources(ctx context.Context) error {
	cfg := d.account.Config()
	database, queues := dynamodb.NewFromConfig(cfg), sqs.NewFromConfig(cfg)
	d.lambda = lambdasdk.NewFromConfig(cfg)
	d.stack = &stack.Stack{
		DynamoDB: database, SQS: queues, Logs: cloudwatchlogs.NewFromConfig(cfg),
		Clock: stack.Clock{}, Random: stack.Random{}, Events: d.options.Events,
		Log: errorHandler(d.report),
	}
	names, err := stack.Create(ctx, d.options.Stack, stack.MaxReceives, database, queues)
	d.stack.Names = names
	return err
}

// background runs f until Close; its error ends the deployment's promise, and
// Close returns it.
func (d *Deployment) background(f func() error) {
	d.work.Go(func() {
		if err := f(); err != nil && !errors.Is(err, context.Canceled) {
			d.mu.Lock()
			d.failed = errors.Join(d.failed, err)
			d.mu.Unlock()
		}
	})
}

// Ledger returns the deployment's table.
func (d *Deployment) Ledger() *ledger.Ledger { return d.stack.Ledger() }

// Account returns the stand-in.
func (d *Deployment) Account() *localaws.Local { return d.account }

// Endpoint returns the URL that AWS clients reach the deployment by, empty
// without a port.
func (d *Deployment) Endpoint() string { return d.endpoint }

// Close ends everything that runs and waits for it. It returns what failed in
// the background meanwhile.
func (d *Deployment) Close() error {
	d.cancel()
	for _, p := range d.programs {
		p.Close()
	}
	d.work.Wait()
	d.account.Close()
	return d.failed
}

type silence struct{}

// Emit implements fanlight.EventSink.
func (silence) Emit(context.Context, fanlight.Event) {}

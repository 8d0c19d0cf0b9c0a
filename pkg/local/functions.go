package local

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
	"github.com/fanlight/fanlight/pkg/pipeline/sweep"
	"github.com/fanlight/fanlight/pkg/pipeline/work"
)

// The functions' short names; a deployed one is named <stack>-<short name>.
const (
	Dispatcher = "dispatcher"
	Worker     = "worker"
	Reporter   = "reporter"
	Janitor    = "janitor"
)

// Functions are the short names of all functions.
var Functions = []string{Dispatcher, Worker, Reporter, Janitor}

// Timeouts of the functions, as they are deployed.
const (
	dispatcherTimeout = 5 * time.Minute
	workerTimeout     = 15 * time.Minute
	reporterTimeout   = 2 * time.Minute
	janitorTimeout    = 5 * time.Minute
)

// On a laptop there is no account whose quotas a worker must spare, and its
// queries take turns on a few cores.
var workerSettings = work.Settings{Slots: 8, Look: 20 * time.Millisecond, Calls: time.Millisecond}

func (d *Deployment) registerFunctions() error {
	for _, name := range Functions {
		code, err := d.code(name)
		if err != nil {
			return err
		}
		config := lambda.Config{Timeout: timeout(name)}
		if b := d.options.Binaries; b != nil {
			config.Retries = b.Retries
		}
		d.account.Lambda().Register(d.functionName(name), code, config)
	}
	return nil
}

func (d *Deployment) functionName(name string) string { return d.options.Stack + "-" + name }

func timeout(name string) time.Duration {
	switch name {
	case Dispatcher:
		return dispatcherTimeout
	case Worker:
		return workerTimeout
	case Reporter:
		return reporterTimeout
	}
	return janitorTimeout
}

// code returns a function's handler in this process, or its binary.
func (d *Deployment) code(name string) (lambda.Function, error) {
	if d.options.Binaries != nil {
		return d.binary(name)
	}
	switch name {
	case Dispatcher:
		return lambda.Handler(lambdaevent.Commands(dispatch.New(d.stack))), nil
	case Worker:
		worker := work.New(d.stack, workerSettings)
		worker.Log = d.report
		return lambda.Handler(lambdaevent.Queries(worker.Work)), nil
	case Reporter:
		reporter := publish.New(d.stack, d.options.Sender, reporterTimeout)
		return lambda.Handler(lambdaevent.Reports(reporter.Publish, d.stack.Reports(), d.report)), nil
	}
	return lambda.Handler(sweep.New(d.stack, d.options.Sender, reporterTimeout, sweep.Settings{}).Sweep), nil
}

func (d *Deployment) report(err error) {
	if report := d.options.Local.Report; report != nil {
		report(err)
	}
}

func (d *Deployment) binary(name string) (lambda.Function, error) {
	b := d.options.Binaries
	program, err := lambda.NewProcesses(name, lambda.Program{
		Path: filepath.Join(b.Folder, name, "bootstrap"), Env: append(d.environment(), b.Env...),
		Output: b.Output, Observe: b.Observe,
	})
	if err != nil {
		return nil, fmt.Errorf("run the %s: %w", name, err)
	}
	d.programs[name] = program
	return program, nil
}

// environment is that of the deployed functions; what BinaryOptions.Env sets
// comes behind it and wins.
func (d *Deployment) environment() []string {
	return []string{
		"AWS_ENDPOINT_URL=" + d.endpoint, "AWS_REGION=" + lambda.Region,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"FANLIGHT_TABLE=" + d.stack.Names.Table,
		"FANLIGHT_QUERY_QUEUE=" + d.stack.Names.QueryQueue,
		"FANLIGHT_REPORT_QUEUE=" + d.stack.Names.ReportQueue,
		"FANLIGHT_QUERY_DEAD=" + d.stack.Names.QueryDead,
		"FANLIGHT_TIMEOUT_SECONDS=" + strconv.Itoa(int(reporterTimeout.Seconds())),
	}
}

// mapQueues feeds the worker and the reporter from their queues, two at a time
// as they are deployed.
func (d *Deployment) mapQueues(ctx context.Context) {
	queues := d.queueClient()
	for _, m := range []lambda.Mapping{
		{Function: Worker, QueueURL: d.stack.Names.QueryQueue, BatchSize: 10, MaximumConcurrency: 2},
		{Function: Reporter, QueueURL: d.stack.Names.ReportQueue, BatchSize: 1, MaximumConcurrency: 2},
	} {
		m.Queue, m.Function, m.ReportBatchItemFailures = queues, d.functionName(m.Function), true
		d.background(func() error { return d.account.Lambda().RunMapping(ctx, m) })
	}
}

// Wait returns the run once it is closed, asking every so often.
func (d *Deployment) Wait(ctx context.Context, id pipeline.RunID) (pipeline.Run, error) {
	const often = 20 * time.Millisecond
	for {
		run, err := d.Ledger().Run(ctx, id)
		if err != nil || !run.Open {
			return run, err
		}
		if err := d.stack.Clock.Sleep(ctx, often); err != nil {
			return run, err
		}
	}
}

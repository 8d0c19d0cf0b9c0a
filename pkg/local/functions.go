package local

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/stack"
)

// On a laptop there is no account whose quotas a worker must spare, and its
// queries take turns on a few cores.
var workerSettings = worker.Settings{Slots: 8, PollInterval: 20 * time.Millisecond, CallInterval: time.Millisecond}

func (d *Deployment) registerFunctions() error {
	for _, function := range stack.Functions {
		code, err := d.code(function)
		if err != nil {
			return err
		}
		config := lambda.Config{Timeout: function.Timeout()}
		if b := d.options.Binaries; b != nil {
			config.Retries = b.Retries
		}
		d.account.Lambda().Register(d.functionName(function), code, config)
	}
	return nil
}

func (d *Deployment) functionName(f stack.Function) string { return f.In(d.options.Stack) }

// code returns a function's handler in this process, or its binary.
func (d *Deployment) code(f stack.Function) (lambda.Function, error) {
	if d.options.Binaries != nil {
		return d.binary(f)
	}
	return d.handler(f)
}

func (d *Deployment) handler(f stack.Function) (lambda.Function, error) {
	switch f {
	case stack.Dispatcher:
		return lambda.Handler(dispatcher.New(d.stack).Execute), nil
	case stack.Worker:
		w, err := worker.New(d.stack, workerSettings)
		if err != nil {
			return nil, err
		}
		return lambda.Handler(lambdaevent.Queries(w.Work)), nil
	case stack.Reporter:
		r, err := reporter.New(d.stack, d.options.Sender, f.Timeout())
		if err != nil {
			return nil, err
		}
		return lambda.Handler(lambdaevent.Reports(r.Report, d.stack.Reports(), d.stack.As(f).Logger())), nil
	}
	j, err := janitor.New(d.stack, d.options.Sender, f.Timeout(), janitor.Settings{})
	if err != nil {
		return nil, err
	}
	return lambda.Handler(j.Sweep), nil
}

func (d *Deployment) report(err error) {
	if report := d.options.Local.Report; report != nil {
		report(err)
	}
}

func (d *Deployment) binary(f stack.Function) (lambda.Function, error) {
	b, name := d.options.Binaries, string(f)
	program, err := lambda.NewProcesses(name, lambda.Program{
		Path: filepath.Join(b.Folder, name, "bootstrap"), Env: append(d.environment(f), b.Env...),
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
func (d *Deployment) environment(f stack.Function) []string {
	return []string{
		"AWS_ENDPOINT_URL=" + d.endpoint, "AWS_REGION=" + lambda.Region,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"FANLIGHT_TABLE=" + d.stack.Names.Table,
		"FANLIGHT_QUERY_QUEUE=" + d.stack.Names.QueryQueue,
		"FANLIGHT_REPORT_QUEUE=" + d.stack.Names.ReportQueue,
		"FANLIGHT_QUERY_DEAD=" + d.stack.Names.QueryDead,
		"FANLIGHT_TIMEOUT_SECONDS=" + strconv.Itoa(int(f.Timeout().Seconds())),
	}
}

// mapQueues feeds the worker and the reporter from their queues.
func (d *Deployment) mapQueues(ctx context.Context) {
	client := d.queueClient()
	for q, url := range map[stack.Queue]string{
		stack.Queries: d.stack.Names.QueryQueue, stack.Reports: d.stack.Names.ReportQueue,
	} {
		d.background(func() error {
			return d.account.Lambda().RunMapping(ctx, lambda.Mapping{
				Function: d.functionName(q.Function()), Queue: client, QueueURL: url, BatchSize: q.BatchSize(),
				MaximumConcurrency: stack.Workers, ReportBatchItemFailures: true,
			})
		})
	}
}

// Wait returns the run once it is closed, asking every so often.
func (d *Deployment) Wait(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
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

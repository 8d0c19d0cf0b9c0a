package local

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/stack"
)

// settings returns the worker's settings: those of a deployment in a real account.
func (s *Stack) settings() worker.Settings {
	if s.options.Insights != nil {
		return worker.Settings{}
	}
	return standInSettings
}

// standInSettings poll and call faster than on AWS, because the stand-in has no quotas. There are more slots
// than queries may run at once: so a worker receives many messages together, and reads and writes whole shards.
// The stand-in lets only a few queries read events at a time.
var standInSettings = worker.Settings{Slots: 128, PollInterval: 20 * time.Millisecond, StartRate: 1_000_000, ReadRate: 1_000_000}

func (s *Stack) registerFunctions() error {
	for _, function := range stack.Functions {
		code, err := s.handler(function)
		if err != nil {
			return err
		}
		s.account.Lambda().Register(s.functionName(function), code, lambda.Config{Timeout: function.Timeout()})
	}
	return nil
}

func (s *Stack) functionName(f stack.Function) string { return f.In(s.options.Stack) }

func (s *Stack) handler(f stack.Function) (lambda.Function, error) {
	switch f {
	case stack.Dispatcher:
		return lambda.Handler(dispatcher.New(s.stack).Execute), nil
	case stack.Worker:
		w, err := worker.New(s.stack, s.settings())
		if err != nil {
			return nil, err
		}
		return lambda.Handler(lambdaevent.Queries(w.Work)), nil
	case stack.Reporter:
		r, err := reporter.New(s.stack, s.options.Sender, f.Timeout())
		if err != nil {
			return nil, err
		}
		reports := lambdaevent.Reports(r.Report, s.stack.Reports(), s.stack.As(f).Logger())
		return lambda.Handler(lambdaevent.WithCheck(reports, func(ctx context.Context) reporter.Checked {
			return r.Check(ctx, s.options.Inspector, "")
		})), nil
	}
	j, err := janitor.New(s.stack, s.options.Sender, f.Timeout(), janitor.Settings{})
	if err != nil {
		return nil, err
	}
	return lambda.Handler(j.Sweep), nil
}

func (s *Stack) report(err error) { s.options.Local.Report(err) }

// mapQueues feeds the worker and the reporter from their queues.
func (s *Stack) mapQueues(ctx context.Context) {
	client := s.queueClient()
	for q, url := range map[stack.Queue]string{
		stack.Queries: s.stack.Names.QueryQueue, stack.Reports: s.stack.Names.ReportQueue,
	} {
		s.background(func() error {
			return s.account.Lambda().RunMapping(ctx, lambda.Mapping{
				Function: s.functionName(q.Function()), Queue: client, QueueURL: url, BatchSize: q.BatchSize(),
				MaximumConcurrency: stack.Workers, ReportBatchItemFailures: true,
			})
		})
	}
}

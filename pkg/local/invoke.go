package local

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

func (s *Stack) queueClient() *sqs.Client { return sqs.NewFromConfig(s.account.Config()) }

// Invoke invokes the dispatcher with a command and returns its answer. A command
// that the dispatcher refuses is an answer with Refused, not an error.
func (s *Stack) Invoke(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	var answer fanlight.Answer
	result, err := s.invoke(ctx, stack.Dispatcher, types.InvocationTypeRequestResponse, c)
	if err != nil {
		return answer, err
	}
	if err := json.Unmarshal(result, &answer); err != nil {
		return answer, fmt.Errorf("read the dispatcher's answer: %w", err)
	}
	return answer, nil
}

// Sweep invokes the janitor once and waits for it.
func (s *Stack) Sweep(ctx context.Context) error {
	_, err := s.invoke(ctx, stack.Janitor, types.InvocationTypeRequestResponse, struct{}{})
	return err
}

// Trigger starts a report's run for a scheduled time as EventBridge Scheduler
// does: by an asynchronous invocation of the dispatcher, whose failure is not
// returned but reported.
func (s *Stack) Trigger(ctx context.Context, name string, scheduled time.Time) error {
	_, err := s.invoke(ctx, stack.Dispatcher, types.InvocationTypeEvent, fanlight.Command{Report: name, ScheduledTime: scheduled})
	return err
}

func (s *Stack) invoke(ctx context.Context, function stack.Function, how types.InvocationType, event any) ([]byte, error) {
	payload, err := json.Marshal(event)
	if err != nil {
		return nil, fmt.Errorf("marshal event: %w", err)
	}
	out, err := s.lambda.Invoke(ctx, &lambda.InvokeInput{
		FunctionName: aws.String(s.functionName(function)), InvocationType: how, Payload: payload,
	})
	if err != nil {
		return nil, fmt.Errorf("invoke the %s: %w", function, err)
	}
	if out.FunctionError != nil {
		return nil, fmt.Errorf("invoke the %s: %s", function, out.Payload)
	}
	return out.Payload, nil
}

// sweepRegularly invokes the janitor every stack.SweepInterval, as EventBridge Scheduler
// does on AWS; a stack that goes on with a data folder invokes it at once, too. A stack whose queries end at once and that starts nothing by itself does
// without.
func (s *Stack) sweepRegularly(ctx context.Context) {
	if !s.options.Schedules && s.options.Insights == nil {
		return
	}
	s.background(func() error {
		for first := s.before.existed(); ; first = false {
			if !first {
				if err := s.stack.Clock.Sleep(ctx, stack.SweepInterval); err != nil {
					return err
				}
			}
			if err := s.Sweep(ctx); err != nil {
				s.report(err)
			}
		}
	})
}

// schedule starts every report that has a schedule when it is due, as EventBridge
// Scheduler does on AWS.
func (s *Stack) schedule(ctx context.Context) {
	for _, r := range s.options.Reports {
		if schedule := r.DueBy(); schedule != nil {
			s.background(func() error { return s.runSchedule(ctx, r.Name, *schedule) })
		}
	}
}

func (s *Stack) runSchedule(ctx context.Context, name string, schedule report.Schedule) error {
	for last := s.from(name, schedule); ; {
		due, ok := schedule.Next(last)
		if !ok {
			return nil
		}
		if err := s.stack.Clock.Sleep(ctx, due.Sub(s.stack.Clock.Now())); err != nil {
			return err
		}
		if err := s.Trigger(ctx, name, due); err != nil {
			s.report(err)
		}
		last = due
	}
}

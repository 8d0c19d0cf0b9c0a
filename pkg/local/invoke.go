package local

import (
	"context"
	"encoding/json"
	"errors"
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

func (d *Deployment) queueClient() *sqs.Client { return sqs.NewFromConfig(d.account.Config()) }

// Invoke has the dispatcher carry out a command and returns its answer.
func (d *Deployment) Invoke(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	var answer fanlight.Answer
	result, err := d.invoke(ctx, stack.Dispatcher, types.InvocationTypeRequestResponse, c)
	if err != nil {
		return answer, err
	}
	if err := json.Unmarshal(result, &answer); err != nil {
		return answer, fmt.Errorf("read the dispatcher's answer: %w", err)
	}
	return answer, nil
}

// Sweep has the janitor sweep once.
func (d *Deployment) Sweep(ctx context.Context) error {
	_, err := d.invoke(ctx, stack.Janitor, types.InvocationTypeRequestResponse, struct{}{})
	return err
}

// Trigger starts a report's scheduled edition as EventBridge Scheduler does: by
// an asynchronous invocation.
func (d *Deployment) Trigger(ctx context.Context, name string, scheduled time.Time) error {
	_, err := d.invoke(ctx, stack.Dispatcher, types.InvocationTypeEvent, fanlight.Command{Report: name, ScheduledTime: scheduled})
	return err
}

func (d *Deployment) invoke(ctx context.Context, function stack.Function, how types.InvocationType, event any) ([]byte, error) {
	payload, err := json.Marshal(event)
	if err != nil {
		return nil, fmt.Errorf("marshal event: %w", err)
	}
	out, err := d.lambda.Invoke(ctx, &lambda.InvokeInput{
		FunctionName: aws.String(d.functionName(function)), InvocationType: how, Payload: payload,
	})
	if err != nil {
		return nil, fmt.Errorf("invoke the %s: %w", function, err)
	}
	if out.FunctionError != nil {
		return nil, fmt.Errorf("invoke the %s: %s", function, out.Payload)
	}
	return out.Payload, nil
}

// schedule stands in for EventBridge Scheduler: the janitor's sweep, and every
// report at its times.
func (d *Deployment) schedule(ctx context.Context) {
	d.background(func() error {
		for {
			if err := d.stack.Clock.Sleep(ctx, stack.SweepInterval); err != nil {
				return err
			}
			d.tellUnlessDone(d.Sweep(ctx))
		}
	})
	for _, r := range d.options.Reports {
		if r.Schedule != nil {
			d.background(func() error { return d.runSchedule(ctx, r) })
		}
	}
}

func (d *Deployment) runSchedule(ctx context.Context, r *report.Report) error {
	for last := d.stack.Clock.Now(); ; {
		due, ok := r.Schedule.Next(last)
		if !ok {
			return nil
		}
		if err := d.stack.Clock.Sleep(ctx, due.Sub(d.stack.Clock.Now())); err != nil {
			return err
		}
		d.tellUnlessDone(d.Trigger(ctx, r.Name, due))
		last = due
	}
}

func (d *Deployment) tellUnlessDone(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		d.report(err)
	}
}

package e2e

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// mappings are the event sources that were declared.
func (d *deployment) mappings(t *testing.T) (all []lambda.Mapping) {
	t.Helper()
	out, err := d.lambda.ListEventSourceMappings(t.Context(), &sdk.ListEventSourceMappingsInput{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range out.EventSourceMappings {
		all = append(all, d.mapping(t, m))
	}
	if len(all) != 2 {
		t.Fatalf("%d event sources were declared, want the worker's and the reporter's", len(all))
	}
	return all
}

func (d *deployment) mapping(t *testing.T, m types.EventSourceMappingConfiguration) lambda.Mapping {
	t.Helper()
	mapping := lambda.Mapping{
		Queue: d.queues, QueueURL: d.queueURL(t, *m.EventSourceArn), Function: lastPart(*m.FunctionArn),
		BatchSize: int(aws.ToInt32(m.BatchSize)), MaximumConcurrency: concurrency(m),
		ReportBatchItemFailures: slices.Contains(m.FunctionResponseTypes, types.FunctionResponseTypeReportBatchItemFailures),
	}
	say("event source %s of %s: batches of %d, %d at a time, single failures %v",
		lastPart(*m.EventSourceArn), mapping.Function, mapping.BatchSize, mapping.MaximumConcurrency, mapping.ReportBatchItemFailures)
	if !mapping.ReportBatchItemFailures {
		t.Errorf("a message that fails in %s fails its whole batch", mapping.Function)
	}
	return mapping
}

// concurrency is how many invocations an event source may have at a time; 0 without a limit.
func concurrency(m types.EventSourceMappingConfiguration) int {
	if m.ScalingConfig == nil {
		return 0
	}
	return int(aws.ToInt32(m.ScalingConfig.MaximumConcurrency))
}

// declareRetries reads what becomes of asynchronous invocations that fail.
func (d *deployment) declareRetries(t *testing.T, name string, to *lambda.Config) {
	t.Helper()
	c, err := d.lambda.GetFunctionEventInvokeConfig(t.Context(), &sdk.GetFunctionEventInvokeConfigInput{FunctionName: &name})
	if _, none := errors.AsType[*types.ResourceNotFoundException](err); none {
		return // only queues invoke it
	}
	if err != nil {
		t.Fatal(err)
	}
	pauses := []time.Duration{time.Minute, 2 * time.Minute}[:*c.MaximumRetryAttempts]
	to.Retries = lambda.Retries{None: len(pauses) == 0, Delays: pauses, MaxAge: time.Duration(*c.MaximumEventAgeInSeconds) * time.Second}
	say("invoked asynchronously: %d retries, within %s", len(pauses), to.Retries.MaxAge)
	if failed := c.DestinationConfig; failed != nil && failed.OnFailure != nil && failed.OnFailure.Destination != nil {
		to.OnFailure = &lambda.Destination{Sender: d.queues, QueueURL: d.queueURL(t, *failed.OnFailure.Destination)}
	}
}

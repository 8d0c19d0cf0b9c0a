package lambda

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
)

// Queue has the methods of the SQS client that a mapping calls. ReceiveMessage
// must wait if it is called with WaitTimeSeconds; package sqs's core does not.
type Queue interface {
	ReceiveMessage(ctx context.Context, in *sqs.ReceiveMessageInput, options ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error)
	DeleteMessageBatch(ctx context.Context, in *sqs.DeleteMessageBatchInput, options ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error)
	GetQueueAttributes(ctx context.Context, in *sqs.GetQueueAttributesInput, options ...func(*sqs.Options)) (*sqs.GetQueueAttributesOutput, error)
}

// Mapping is an event source mapping from a queue to a function, with a
// batching window of 0.
type Mapping struct {
	Queue    Queue
	QueueURL string
	Function string
	// BatchSize is from 1 to 10, which is all that AWS allows without a window;
	// 0 is 10.
	BatchSize int
	// MaximumConcurrency is from 2 to 1,000 on AWS, here also 1; 0 is the five
	// batches with which AWS begins where no maximum is set
	// (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
	MaximumConcurrency int
	// ReportBatchItemFailures lets the function's answer name messages to keep.
	ReportBatchItemFailures bool
}

func (m Mapping) withDefaults() (Mapping, error) {
	if m.BatchSize == 0 {
		m.BatchSize = 10
	}
	if m.MaximumConcurrency == 0 {
		m.MaximumConcurrency = 5
	}
	if m.BatchSize < 1 || m.BatchSize > 10 {
		return m, fmt.Errorf("map %s to %s: invalid batch size %d: want 1 to 10", m.QueueURL, m.Function, m.BatchSize)
	}
	if m.MaximumConcurrency < 1 || m.MaximumConcurrency > 1000 {
		return m, fmt.Errorf("map %s to %s: invalid maximum concurrency %d: want 1 to 1,000", m.QueueURL, m.Function, m.MaximumConcurrency)
	}
	return m, nil
}

// RunMapping polls the queue and invokes the function until ctx ends; it returns
// nil when every invocation has returned. It returns an error at once if the
// queue or the function does not exist, or the mapping is not valid. Later errors
// go to Options.Report, and their messages are received again.
func (s *Service) RunMapping(ctx context.Context, m Mapping) error {
	m, err := m.withDefaults()
	if err != nil {
		return err
	}
	if _, err := s.find(m.Function); err != nil {
		return fmt.Errorf("map %s: %w", m.QueueURL, err)
	}
	p := poller{service: s, mapping: m}
	if err := p.findARN(ctx); err != nil {
		return fmt.Errorf("map %s to %s: %w", m.QueueURL, m.Function, err)
	}
	var pollers sync.WaitGroup
	for range m.MaximumConcurrency {
		pollers.Go(func() { p.run(ctx) })
	}
	pollers.Wait()
	return nil
}

// poller is shared by the goroutines of a mapping; it does not change.
type poller struct {
	service *Service
	mapping Mapping
	arn     string // of the queue
}

// findARN sets the queue's ARN, which the events carry.
func (p *poller) findARN(ctx context.Context) error {
	out, err := p.mapping.Queue.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl:       aws.String(p.mapping.QueueURL),
		AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn},
	})
	if err != nil {
		return fmt.Errorf("read the queue's attributes: %w", err)
	}
	p.arn = out.Attributes[string(sqstypes.QueueAttributeNameQueueArn)]
	return nil
}

// run receives and invokes, one batch at a time.
func (p *poller) run(ctx context.Context) {
	backoff := firstBackoff
	for ctx.Err() == nil {
		messages, err := p.receive(ctx)
		if err != nil {
			p.report(ctx, fmt.Errorf("receive from %s: %w", p.mapping.QueueURL, err))
			_ = pause(ctx, backoff) // the loop ends if ctx has ended
			backoff = min(2*backoff, time.Minute)
			continue
		}
		backoff = firstBackoff
		if len(messages) > 0 {
			p.process(ctx, messages)
		}
	}
}

func (p *poller) receive(ctx context.Context) ([]sqstypes.Message, error) {
	out, err := p.mapping.Queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:                    aws.String(p.mapping.QueueURL),
		MaxNumberOfMessages:         int32(p.mapping.BatchSize),
		WaitTimeSeconds:             20,
		MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{sqstypes.MessageSystemAttributeNameAll},
		MessageAttributeNames:       []string{"All"},
	})
	if err != nil {
		return nil, err
	}
	return out.Messages, nil
}

// process invokes the function with a batch and deletes the messages that
// succeeded. The others are received again when their visibility timeout ends.
func (p *poller) process(ctx context.Context, batch []sqstypes.Message) {
	out, err := p.invoke(ctx, batch)
	if err != nil {
		p.report(ctx, fmt.Errorf("invoke %s for %s: %w", p.mapping.Function, p.mapping.QueueURL, err))
		return
	}
	if out.FunctionError != nil {
		p.report(ctx, fmt.Errorf("%s failed on %d messages: %s", p.mapping.Function, len(batch), out.Payload))
		return
	}
	done := batch
	if p.mapping.ReportBatchItemFailures {
		if done, err = succeeded(batch, out.Payload); err != nil {
			p.report(ctx, fmt.Errorf("read the answer of %s: %w", p.mapping.Function, err))
			return
		}
	}
	p.delete(ctx, done)
}

func (p *poller) invoke(ctx context.Context, batch []sqstypes.Message) (*lambda.InvokeOutput, error) {
	payload, err := batchEvent(batch, p.arn)
	if err != nil {
		return nil, err
	}
	return p.service.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(p.mapping.Function), Payload: payload})
}

func (p *poller) delete(ctx context.Context, done []sqstypes.Message) {
	if len(done) == 0 {
		return
	}
	entries := make([]sqstypes.DeleteMessageBatchRequestEntry, len(done))
	for i, m := range done {
		entries[i] = sqstypes.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle}
	}
	out, err := p.mapping.Queue.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{
		QueueUrl: aws.String(p.mapping.QueueURL),
		Entries:  entries,
	})
	if err == nil {
		for _, f := range out.Failed {
			err = errors.Join(err, &smithy.GenericAPIError{Code: aws.ToString(f.Code), Message: aws.ToString(f.Message)})
		}
	}
	if err != nil {
		p.report(ctx, fmt.Errorf("delete %d messages from %s: %w", len(done), p.mapping.QueueURL, err))
	}
}

// report reports an error unless ctx has ended, which may be its cause.
func (p *poller) report(ctx context.Context, err error) {
	if ctx.Err() == nil {
		p.service.report(err)
	}
}

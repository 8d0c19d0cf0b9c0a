package fleet

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/stack"
)

// source is an event source mapping: it receives batches while its function has
// room, invokes it, and deletes what succeeded.
type source struct {
	*account
	queue    stack.Queue
	url      string
	busy     int
	launched int
}

// pollers is the name under which the calls of the event sources are counted.
const pollers = "event source"

// pollInterval is how soon an event source sees that there are messages and room.
const pollInterval = 20 * time.Millisecond

func newSource(a *account, q stack.Queue) *source {
	s := &source{account: a, queue: q, url: a.names.QueryQueue}
	if q == stack.Reports {
		s.url = a.names.ReportQueue
	}
	return s
}

// poll invokes the function as long as there are messages and room, and again
// after the poll interval, until the edition is over.
func (s *source) poll() {
	if s.over() {
		return
	}
	for s.busy < stack.Workers && s.visible() {
		batch := s.take()
		if len(batch.Records) == 0 {
			break
		}
		s.busy++
		s.in(s.model.Receive, func() { s.deliver(batch) })
	}
	s.in(pollInterval, s.poll)
}

func (s *source) visible() bool {
	at, some := s.sqs.NextVisible(s.url)
	return some && !at.After(s.now)
}

// take receives a batch.
func (s *source) take() (batch events.SQSEvent) {
	s.counts.call(Op{pollers, "ReceiveMessage"}, s.model.Receive, false)
	out, err := s.receive(context.Background(), &sdk.ReceiveMessageInput{
		QueueUrl: &s.url, MaxNumberOfMessages: int32(s.queue.BatchSize()),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameApproximateReceiveCount},
	})
	if err != nil {
		s.failures = append(s.failures, err)
		return batch
	}
	s.edition.received(s.Setup, out.Messages, s.now)
	for _, m := range out.Messages {
		batch.Records = append(batch.Records, events.SQSMessage{
			MessageId: *m.MessageId, ReceiptHandle: *m.ReceiptHandle, Body: *m.Body, Attributes: m.Attributes,
		})
	}
	return batch
}

// deliver invokes the function with a batch.
func (s *source) deliver(batch events.SQSEvent) {
	var response events.SQSEventResponse
	cold := s.launched < stack.Workers
	s.launched++
	s.invoke(string(s.queue.Function()), cold, func(p *process) error {
		handle, err := p.handler(s.queue)
		if err != nil {
			return err
		}
		response, err = handle(context.Background(), batch)
		return err
	}, func(p *process) {
		s.busy--
		if p.err == nil {
			s.delete(batch, response)
		}
	})
}

// delete deletes the messages of a batch that succeeded.
func (s *source) delete(batch events.SQSEvent, response events.SQSEventResponse) {
	for _, m := range batch.Records {
		if slices.Contains(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId}) {
			continue
		}
		s.counts.call(Op{pollers, "DeleteMessage"}, s.model.SQS, false)
		if _, err := s.sqs.DeleteMessage(context.Background(), &sdk.DeleteMessageInput{
			QueueUrl: &s.url, ReceiptHandle: aws.String(m.ReceiptHandle),
		}); err != nil {
			s.failures = append(s.failures, err)
		}
	}
}

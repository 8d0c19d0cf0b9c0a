// Package queue sends, receives, renews and acknowledges SQS messages, in
// batches of ten, entry by entry.
package queue

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// API is the part of the SQS client that the queue calls.
type API interface {
	SendMessageBatch(context.Context, *sqs.SendMessageBatchInput, ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error)
	ReceiveMessage(context.Context, *sqs.ReceiveMessageInput, ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error)
	DeleteMessageBatch(context.Context, *sqs.DeleteMessageBatchInput, ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error)
	GetQueueAttributes(context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options)) (*sqs.GetQueueAttributesOutput, error)
	ChangeMessageVisibilityBatch(context.Context, *sqs.ChangeMessageVisibilityBatchInput, ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityBatchOutput, error)
}

// Message is a received message.
type Message struct {
	ID       string
	Receipt  string // of this delivery: a later one has another
	Body     string
	Receives int // how often it was delivered, approximately
}

// Queue is one SQS queue.
type Queue struct {
	api   API
	url   string
	clock fanlight.Clock
}

// New returns the queue at the given URL.
func New(api API, url string, clock fanlight.Clock) *Queue {
	return &Queue{api: api, url: url, clock: clock}
}

// batchSize is the most entries that SQS takes in one call (API_SendMessageBatch).
const batchSize = 10

// sendTries bounds how often the failed entries of a batch are sent again.
const sendTries = 5

// Send sends the bodies, all with the message group that keeps a wide report
// from starving a small one (SQS' fair queues). Failed entries are sent again;
// on an error some bodies may have been sent.
func (q *Queue) Send(ctx context.Context, group string, bodies ...string) error {
	for len(bodies) > 0 {
		n := min(batchSize, len(bodies))
		if err := q.sendBatch(ctx, group, bodies[:n]); err != nil {
			return err
		}
		bodies = bodies[n:]
	}
	return nil
}

func (q *Queue) sendBatch(ctx context.Context, group string, bodies []string) error {
	entries := make([]types.SendMessageBatchRequestEntry, len(bodies))
	for i := range bodies {
		entries[i] = types.SendMessageBatchRequestEntry{Id: entryID(i), MessageBody: &bodies[i]}
		if group != "" {
			entries[i].MessageGroupId = &group
		}
	}
	for try := 1; ; try++ {
		answer, err := q.api.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &q.url, Entries: entries})
		if err != nil {
			return fmt.Errorf("send %d messages to %s: %w", len(entries), q.url, err)
		}
		if len(answer.Failed) == 0 {
			return nil
		}
		if try == sendTries || answer.Failed[0].SenderFault {
			return fmt.Errorf("send to %s: %w", q.url, entryError(answer.Failed[0]))
		}
		entries = failedEntries(entries, answer.Failed)
		if err := q.clock.Sleep(ctx, time.Duration(try)*100*time.Millisecond); err != nil {
			return err
		}
	}
}

func failedEntries(entries []types.SendMessageBatchRequestEntry, failed []types.BatchResultErrorEntry) []types.SendMessageBatchRequestEntry {
	var again []types.SendMessageBatchRequestEntry
	for _, f := range failed {
		for _, e := range entries {
			if *e.Id == *f.Id {
				again = append(again, e)
			}
		}
	}
	return again
}

// Receive takes at most n messages (one call, so at most ten), hidden from
// others for visibility, waiting up to wait for the first.
func (q *Queue) Receive(ctx context.Context, n int, visibility, wait time.Duration) ([]Message, error) {
	answer, err := q.api.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl: &q.url, MaxNumberOfMessages: int32(min(n, batchSize)),
		VisibilityTimeout: seconds(visibility), WaitTimeSeconds: seconds(wait),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{
			types.MessageSystemAttributeNameApproximateReceiveCount,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("receive from %s: %w", q.url, err)
	}
	messages := make([]Message, len(answer.Messages))
	for i, m := range answer.Messages {
		count, _ := strconv.Atoi(m.Attributes[string(types.MessageSystemAttributeNameApproximateReceiveCount)])
		messages[i] = Message{ID: *m.MessageId, Receipt: *m.ReceiptHandle, Body: *m.Body, Receives: count}
	}
	return messages, nil
}

// Backlog returns how many messages wait to be received, approximately.
func (q *Queue) Backlog(ctx context.Context) (int, error) {
	const waiting = types.QueueAttributeNameApproximateNumberOfMessages
	answer, err := q.api.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: &q.url, AttributeNames: []types.QueueAttributeName{waiting},
	})
	if err != nil {
		return 0, fmt.Errorf("read the backlog of %s: %w", q.url, err)
	}
	n, err := strconv.Atoi(answer.Attributes[string(waiting)])
	if err != nil {
		return 0, fmt.Errorf("read the backlog of %s: %w", q.url, err)
	}
	return n, nil
}

// Acknowledge deletes the messages of the given receipts, all that it can. One
// that it fails to delete comes again; the error names each failure.
func (q *Queue) Acknowledge(ctx context.Context, receipts ...string) error {
	var failures []error
	for len(receipts) > 0 {
		n := min(batchSize, len(receipts))
		failures = append(failures, q.deleteBatch(ctx, receipts[:n]))
		receipts = receipts[n:]
	}
	return errors.Join(failures...)
}

func (q *Queue) deleteBatch(ctx context.Context, receipts []string) error {
	entries := make([]types.DeleteMessageBatchRequestEntry, len(receipts))
	for i := range receipts {
		entries[i] = types.DeleteMessageBatchRequestEntry{Id: entryID(i), ReceiptHandle: &receipts[i]}
	}
	answer, err := q.api.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &q.url, Entries: entries})
	if err != nil {
		return fmt.Errorf("delete from %s: %w", q.url, err)
	}
	return q.joined("delete from", answer.Failed)
}

// SetVisibility hides the messages of the given receipts from others for d from now; 0
// gives them back at once.
func (q *Queue) SetVisibility(ctx context.Context, d time.Duration, receipts ...string) error {
	var failures []error
	for len(receipts) > 0 {
		n := min(batchSize, len(receipts))
		failures = append(failures, q.setBatchVisibility(ctx, d, receipts[:n]))
		receipts = receipts[n:]
	}
	return errors.Join(failures...)
}

func (q *Queue) setBatchVisibility(ctx context.Context, d time.Duration, receipts []string) error {
	entries := make([]types.ChangeMessageVisibilityBatchRequestEntry, len(receipts))
	for i := range receipts {
		entries[i] = types.ChangeMessageVisibilityBatchRequestEntry{
			Id: entryID(i), ReceiptHandle: &receipts[i], VisibilityTimeout: seconds(d),
		}
	}
	answer, err := q.api.ChangeMessageVisibilityBatch(ctx, &sqs.ChangeMessageVisibilityBatchInput{
		QueueUrl: &q.url, Entries: entries,
	})
	if err != nil {
		return fmt.Errorf("change visibility in %s: %w", q.url, err)
	}
	return q.joined("change visibility in", answer.Failed)
}

func (q *Queue) joined(verb string, failed []types.BatchResultErrorEntry) error {
	var all []error
	for _, f := range failed {
		all = append(all, fmt.Errorf("%s %s: %w", verb, q.url, entryError(f)))
	}
	return errors.Join(all...)
}

func entryError(f types.BatchResultErrorEntry) error {
	var message string
	if f.Message != nil {
		message = ": " + *f.Message
	}
	return fmt.Errorf("%s%s", *f.Code, message)
}

func entryID(i int) *string {
	id := strconv.Itoa(i)
	return &id
}

func seconds(d time.Duration) int32 { return int32((d + time.Second - 1) / time.Second) }

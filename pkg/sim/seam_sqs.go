package sim

import (
	"context"
	"path"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/queue"
)

// longestDelay is by how much a message may be late.
const longestDelay = 5 * time.Minute

// SendMessageBatch implements queue.API. Entries may fail, be lost or be late.
func (s seam) SendMessageBatch(ctx context.Context, in *sdk.SendMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.SendMessageBatchOutput, error) {
	c := Call{Op: "SendMessageBatch", Input: in, target: path.Base(*in.QueueUrl) + " " + strconv.Itoa(len(in.Entries))}
	return through(s.Process, c, func() (*sdk.SendMessageBatchOutput, error) { return s.sendBatch(ctx, in) })
}

func (s seam) sendBatch(ctx context.Context, in *sdk.SendMessageBatchInput) (*sdk.SendMessageBatchOutput, error) {
	s.d.queueChanges++
	out := &sdk.SendMessageBatchOutput{}
	var sent []types.SendMessageBatchRequestEntry
	for _, e := range in.Entries {
		switch s.d.faults.pick(PartialSend, LostMessage, DelayedMessage) {
		case PartialSend:
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError")})
			continue
		case LostMessage:
			s.note("lost", *e.MessageBody)
		case DelayedMessage:
			e.DelaySeconds = int32(upTo(s.d.rng, longestDelay).Seconds())
			fallthrough
		default:
			sent = append(sent, e)
		}
		out.Successful = append(out.Successful, types.SendMessageBatchResultEntry{Id: e.Id})
	}
	if len(sent) == 0 {
		return out, nil
	}
	_, err := s.d.SQS.SendMessageBatch(ctx, &sdk.SendMessageBatchInput{QueueUrl: in.QueueUrl, Entries: sent})
	return out, err
}

// ReceiveMessage implements queue.API.
func (s seam) ReceiveMessage(ctx context.Context, in *sdk.ReceiveMessageInput, _ ...func(*sdk.Options)) (*sdk.ReceiveMessageOutput, error) {
	c := Call{Op: "ReceiveMessage", Input: in, target: path.Base(*in.QueueUrl)}
	return through(s.Process, c, func() (*sdk.ReceiveMessageOutput, error) {
		s.d.queueChanges++
		return s.d.SQS.ReceiveMessage(ctx, in)
	})
}

// messages returns what was received in the actors' form.
func messages(received []types.Message) []queue.Message {
	batch := make([]queue.Message, len(received))
	for i, m := range received {
		receives, _ := strconv.Atoi(m.Attributes[string(types.MessageSystemAttributeNameApproximateReceiveCount)])
		batch[i] = queue.Message{ID: *m.MessageId, Receipt: *m.ReceiptHandle, Body: *m.Body, Receives: receives}
	}
	return batch
}

// DeleteMessageBatch implements queue.API. An entry may fail.
func (s seam) DeleteMessageBatch(ctx context.Context, in *sdk.DeleteMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.DeleteMessageBatchOutput, error) {
	c := Call{Op: "DeleteMessageBatch", Input: in, target: path.Base(*in.QueueUrl) + " " + strconv.Itoa(len(in.Entries))}
	return through(s.Process, c, func() (*sdk.DeleteMessageBatchOutput, error) { return s.deleteBatch(ctx, in) })
}

func (s seam) deleteBatch(ctx context.Context, in *sdk.DeleteMessageBatchInput) (*sdk.DeleteMessageBatchOutput, error) {
	s.d.queueChanges++
	left := slices.Clone(in.Entries)
	var failed []types.BatchResultErrorEntry
	if s.d.faults.pick(PartialDelete) != NoFault {
		failed = append(failed, types.BatchResultErrorEntry{Id: left[0].Id, Code: aws.String("InternalError")})
		left = left[1:]
	}
	out := &sdk.DeleteMessageBatchOutput{}
	if len(left) > 0 {
		var err error
		if out, err = s.d.SQS.DeleteMessageBatch(ctx, &sdk.DeleteMessageBatchInput{QueueUrl: in.QueueUrl, Entries: left}); err != nil {
			return nil, err
		}
	}
	out.Failed = append(out.Failed, failed...)
	return out, nil
}

// GetQueueAttributes implements queue.API.
func (s seam) GetQueueAttributes(ctx context.Context, in *sdk.GetQueueAttributesInput, _ ...func(*sdk.Options)) (*sdk.GetQueueAttributesOutput, error) {
	c := Call{Op: "GetQueueAttributes", Input: in, target: path.Base(*in.QueueUrl)}
	return through(s.Process, c, func() (*sdk.GetQueueAttributesOutput, error) { return s.d.SQS.GetQueueAttributes(ctx, in) })
}

// ChangeMessageVisibilityBatch implements queue.API.
func (s seam) ChangeMessageVisibilityBatch(ctx context.Context, in *sdk.ChangeMessageVisibilityBatchInput, _ ...func(*sdk.Options)) (*sdk.ChangeMessageVisibilityBatchOutput, error) {
	target := path.Base(*in.QueueUrl) + " " + strconv.Itoa(len(in.Entries)) + " for " + strconv.Itoa(int(in.Entries[0].VisibilityTimeout))
	c := Call{Op: "ChangeVisibility", Input: in, target: target}
	return through(s.Process, c, func() (*sdk.ChangeMessageVisibilityBatchOutput, error) {
		s.d.queueChanges++
		return s.d.SQS.ChangeMessageVisibilityBatch(ctx, in)
	})
}

// hasFailed reports whether an entry of a batch is among those that a queue did not take.
func hasFailed(failed []types.BatchResultErrorEntry, id string) bool {
	return slices.ContainsFunc(failed, func(f types.BatchResultErrorEntry) bool { return *f.Id == id })
}

// accepted returns the bodies of the messages that a queue took.
func accepted(in *sdk.SendMessageBatchInput, out *sdk.SendMessageBatchOutput) (bodies []string) {
	for _, e := range in.Entries {
		if !hasFailed(out.Failed, *e.Id) {
			bodies = append(bodies, *e.MessageBody)
		}
	}
	return bodies
}

package fleet

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

// SendMessageBatch implements queue.API.
func (p *process) SendMessageBatch(ctx context.Context, in *sdk.SendMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.SendMessageBatchOutput, error) {
	if p.edition.firstSend.IsZero() && *in.QueueUrl == p.names.QueryQueue {
		p.edition.firstSend = p.now
	}
	return call(p, "SendMessageBatch", p.model.SQS, true, func() (*sdk.SendMessageBatchOutput, error) { return p.sqs.SendMessageBatch(ctx, in) })
}

// ReceiveMessage implements queue.API.
func (p *process) ReceiveMessage(ctx context.Context, in *sdk.ReceiveMessageInput, _ ...func(*sdk.Options)) (*sdk.ReceiveMessageOutput, error) {
	out, err := call(p, "ReceiveMessage", p.model.Receive, true, func() (*sdk.ReceiveMessageOutput, error) { return p.receive(ctx, in) })
	if err == nil {
		p.edition.received(p.Setup, out.Messages, p.now)
	}
	return out, err
}

// DeleteMessageBatch implements queue.API.
func (p *process) DeleteMessageBatch(ctx context.Context, in *sdk.DeleteMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.DeleteMessageBatchOutput, error) {
	return call(p, "DeleteMessageBatch", p.model.SQS, true, func() (*sdk.DeleteMessageBatchOutput, error) { return p.sqs.DeleteMessageBatch(ctx, in) })
}

// ChangeMessageVisibilityBatch implements queue.API.
func (p *process) ChangeMessageVisibilityBatch(ctx context.Context, in *sdk.ChangeMessageVisibilityBatchInput, _ ...func(*sdk.Options)) (*sdk.ChangeMessageVisibilityBatchOutput, error) {
	return call(p, "ChangeMessageVisibilityBatch", p.model.SQS, true, func() (*sdk.ChangeMessageVisibilityBatchOutput, error) {
		return p.sqs.ChangeMessageVisibilityBatch(ctx, in)
	})
}

// GetQueueAttributes implements queue.API.
func (p *process) GetQueueAttributes(ctx context.Context, in *sdk.GetQueueAttributesInput, _ ...func(*sdk.Options)) (*sdk.GetQueueAttributesOutput, error) {
	return call(p, "GetQueueAttributes", p.model.SQS, true, func() (*sdk.GetQueueAttributesOutput, error) { return p.sqs.GetQueueAttributes(ctx, in) })
}

// A standard queue keeps its messages on several servers: a short one answers with
// fewer messages than asked for, and the order is approximate.
const (
	shortQueue = 30 // messages
	shuffled   = 20 // of the oldest
)

// receive answers as several servers do.
func (a *account) receive(ctx context.Context, in *sdk.ReceiveMessageInput) (*sdk.ReceiveMessageOutput, error) {
	left := -1
	a.sqs.Hooks.Pick = func(_ string, visible int) int {
		if left < 0 {
			left = int(in.MaxNumberOfMessages)
			if most := min(left, visible); most > 1 && visible < shortQueue {
				left = 1 + a.rng.IntN(most)
			}
		}
		if left == 0 {
			return -1
		}
		left--
		return a.rng.IntN(min(shuffled, visible))
	}
	return a.sqs.ReceiveMessage(ctx, in)
}

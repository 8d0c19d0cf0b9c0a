package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const (
	messageSize = 280 // bytes of a message in a body of many
	receiptSize = 60  // of one to be deleted
	hiddenSize  = 80  // of one to be hidden
	mostInBatch = 10
)

func inBatch(bytes, each int) int { return min(mostInBatch, max(1, bytes/each)) }

func (b *bare) sendMessages(ctx context.Context, s size) error {
	var entries []types.SendMessageBatchRequestEntry
	for i := range inBatch(s.asked, messageSize) {
		entries = append(entries, types.SendMessageBatchRequestEntry{
			Id: aws.String(fmt.Sprint(i)), MessageBody: padded("", messageSize-90), MessageGroupId: aws.String("many@2026-01-02T12:30:00Z"),
		})
	}
	_, err := b.queues.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &b.queue, Entries: entries})
	return err
}

func (b *bare) receiveMessages(ctx context.Context, _ size) error {
	received, err := b.queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl: &b.queue, MaxNumberOfMessages: mostInBatch, VisibilityTimeout: 90,
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameApproximateReceiveCount},
	})
	if err != nil {
		return err
	}
	for _, m := range received.Messages {
		b.receipts = append(b.receipts, *m.ReceiptHandle)
	}
	return nil
}

// deleteMessages deletes the oldest messages; where there are too few, the last one again.
func (b *bare) deleteMessages(ctx context.Context, s size) error {
	var entries []types.DeleteMessageBatchRequestEntry
	for i := range inBatch(s.asked, receiptSize) {
		entries = append(entries, types.DeleteMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), ReceiptHandle: &b.receipts[min(i, len(b.receipts)-1)]})
	}
	b.receipts = b.receipts[min(len(entries), len(b.receipts)-1):]
	_, err := b.queues.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &b.queue, Entries: entries})
	return err
}

// hideMessages hides messages for longer, as a run does that lasts.
func (b *bare) hideMessages(ctx context.Context, s size) error {
	var entries []types.ChangeMessageVisibilityBatchRequestEntry
	for i := range inBatch(s.asked, hiddenSize) {
		entries = append(entries, types.ChangeMessageVisibilityBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), ReceiptHandle: &b.held[i], VisibilityTimeout: 90})
	}
	_, err := b.queues.ChangeMessageVisibilityBatch(ctx, &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: &b.queue, Entries: entries})
	return err
}

package sqs

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

var entryID = lazyregexp.New(`^[A-Za-z0-9_-]{1,80}$`)

// SendMessageBatch sends up to ten messages, of at most 1 MiB together. Each entry
// succeeds or fails by itself.
func (c *Core) SendMessageBatch(_ context.Context, in *sdk.SendMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.SendMessageBatchOutput, error) {
	q, err := c.batch("SendMessage", in.QueueUrl, ids(in.Entries, func(e types.SendMessageBatchRequestEntry) *string { return e.Id }))
	if err != nil {
		return nil, err
	}
	if err := checkTotal(in.Entries); err != nil {
		return nil, err
	}
	out := &sdk.SendMessageBatchOutput{}
	for _, e := range in.Entries {
		m, err := c.accept(q, sendRequestOf(e))
		if err != nil {
			out.Failed = append(out.Failed, failed(e.Id, err))
			continue
		}
		out.Successful = append(out.Successful, types.SendMessageBatchResultEntry{
			Id:                     copied(e.Id),
			MessageId:              aws.String(m.id),
			MD5OfMessageBody:       digest(m.body),
			MD5OfMessageAttributes: digestAttributes(m.attributes),
		})
	}
	return out, nil
}

// DeleteMessageBatch is DeleteMessage for up to ten messages.
func (c *Core) DeleteMessageBatch(_ context.Context, in *sdk.DeleteMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.DeleteMessageBatchOutput, error) {
	q, err := c.batch("DeleteMessage", in.QueueUrl, ids(in.Entries, func(e types.DeleteMessageBatchRequestEntry) *string { return e.Id }))
	if err != nil {
		return nil, err
	}
	out := &sdk.DeleteMessageBatchOutput{}
	for _, e := range in.Entries {
		if err := c.delete(q, e.ReceiptHandle); err != nil {
			out.Failed = append(out.Failed, failed(e.Id, err))
			continue
		}
		out.Successful = append(out.Successful, types.DeleteMessageBatchResultEntry{Id: copied(e.Id)})
	}
	return out, nil
}

// ChangeMessageVisibilityBatch is ChangeMessageVisibility for up to ten messages.
func (c *Core) ChangeMessageVisibilityBatch(_ context.Context, in *sdk.ChangeMessageVisibilityBatchInput, _ ...func(*sdk.Options)) (*sdk.ChangeMessageVisibilityBatchOutput, error) {
	q, err := c.batch("ChangeMessageVisibility", in.QueueUrl, ids(in.Entries, func(e types.ChangeMessageVisibilityBatchRequestEntry) *string { return e.Id }))
	if err != nil {
		return nil, err
	}
	out := &sdk.ChangeMessageVisibilityBatchOutput{}
	for _, e := range in.Entries {
		if err := c.hide(q, e.ReceiptHandle, e.VisibilityTimeout); err != nil {
			out.Failed = append(out.Failed, failed(e.Id, err))
			continue
		}
		out.Successful = append(out.Successful, types.ChangeMessageVisibilityBatchResultEntry{Id: copied(e.Id)})
	}
	return out, nil
}

func ids[E any](entries []E, id func(E) *string) []string {
	var all []string
	for _, e := range entries {
		all = append(all, aws.ToString(id(e)))
	}
	return all
}

// batch returns the queue, or an error that refuses the whole batch.
func (c *Core) batch(operation string, queueURL *string, ids []string) (*queue, error) {
	q, err := c.find(queueURL)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, &types.EmptyBatchRequest{
			Message:           text("There should be at least one %sBatchRequestEntry in the request.", operation),
			ErrorCodeOverride: queryCode("EmptyBatchRequest"),
		}
	}
	if len(ids) > 10 {
		return nil, &types.TooManyEntriesInBatchRequest{
			Message:           text("Maximum number of entries per request are 10. You have sent %d.", len(ids)),
			ErrorCodeOverride: queryCode("TooManyEntriesInBatchRequest"),
		}
	}
	return q, checkIDs(ids)
}

func checkIDs(ids []string) error {
	seen := map[string]bool{}
	for _, id := range ids {
		if !entryID().MatchString(id) {
			return &types.InvalidBatchEntryId{
				Message:           text("A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."),
				ErrorCodeOverride: queryCode("InvalidBatchEntryId"),
			}
		}
		if seen[id] {
			return &types.BatchEntryIdsNotDistinct{Message: text("Id %s repeated.", id), ErrorCodeOverride: queryCode("BatchEntryIdsNotDistinct")}
		}
		seen[id] = true
	}
	return nil
}

func sendRequestOf(e types.SendMessageBatchRequestEntry) sendRequest {
	return sendRequest{e.MessageBody, e.DelaySeconds, e.MessageAttributes, e.MessageGroupId, e.MessageDeduplicationId, e.MessageSystemAttributes}
}

func checkTotal(entries []types.SendMessageBatchRequestEntry) error {
	total := 0
	for _, e := range entries {
		total += sendRequestOf(e).size()
	}
	if total > maxSize {
		return &types.BatchRequestTooLong{
			Message:           text("Batch requests cannot be longer than %d bytes. You have sent %d bytes.", maxSize, total),
			ErrorCodeOverride: queryCode("BatchRequestTooLong"),
		}
	}
	return nil
}

// failed returns the entry of a batch's answer for an error.
func failed(id *string, err error) types.BatchResultErrorEntry {
	entry := types.BatchResultErrorEntry{Id: copied(id), Code: aws.String("InternalError"), Message: aws.String(err.Error())}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		entry.Code, entry.Message = aws.String(api.ErrorCode()), aws.String(api.ErrorMessage())
		entry.SenderFault = api.ErrorFault() == smithy.FaultClient
	}
	return entry
}

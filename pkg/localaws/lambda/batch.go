package lambda

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// batchEvent returns the event that a function gets for a batch of messages
// (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
func batchEvent(batch []sqstypes.Message, queueARN string) ([]byte, error) {
	event := events.SQSEvent{Records: make([]events.SQSMessage, len(batch))}
	for i, m := range batch {
		event.Records[i] = events.SQSMessage{
			MessageId:              aws.ToString(m.MessageId),
			ReceiptHandle:          aws.ToString(m.ReceiptHandle),
			Body:                   aws.ToString(m.Body),
			Md5OfBody:              aws.ToString(m.MD5OfBody),
			Md5OfMessageAttributes: aws.ToString(m.MD5OfMessageAttributes),
			Attributes:             m.Attributes,
			MessageAttributes:      messageAttributes(m.MessageAttributes),
			EventSourceARN:         queueARN,
			EventSource:            "aws:sqs",
			AWSRegion:              Region,
		}
	}
	payload, err := json.Marshal(event)
	if err != nil {
		return nil, fmt.Errorf("write the event of %d messages: %w", len(batch), err)
	}
	return payload, nil
}

func messageAttributes(given map[string]sqstypes.MessageAttributeValue) map[string]events.SQSMessageAttribute {
	attributes := make(map[string]events.SQSMessageAttribute, len(given))
	for name, v := range given {
		attributes[name] = events.SQSMessageAttribute{
			StringValue:      v.StringValue,
			BinaryValue:      v.BinaryValue,
			StringListValues: v.StringListValues,
			BinaryListValues: v.BinaryListValues,
			DataType:         aws.ToString(v.DataType),
		}
	}
	return attributes
}

// succeeded returns the messages that a function's answer does not name as
// failed. An error means that the whole batch counts as failed, because the
// answer is not valid or names a message that is not in the batch
// (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
func succeeded(batch []sqstypes.Message, answer []byte) ([]sqstypes.Message, error) {
	failed, err := failures(answer)
	if err != nil {
		return nil, fmt.Errorf("the whole batch has failed: %w", err)
	}
	var done []sqstypes.Message
	known := map[string]bool{}
	for _, m := range batch {
		known[aws.ToString(m.MessageId)] = true
		if !slices.Contains(failed, aws.ToString(m.MessageId)) {
			done = append(done, m)
		}
	}
	for _, id := range failed {
		if !known[id] {
			return nil, fmt.Errorf("the whole batch has failed: item failure %q names no message of it", id)
		}
	}
	return done, nil
}

// failures returns the identifiers in an answer's batchItemFailures. No answer,
// no list and an empty list have none. AWS compares keys with case; decoding
// into a structure would not.
func failures(answer []byte) ([]string, error) {
	if len(answer) == 0 {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(answer, &fields); err != nil {
		return nil, fmt.Errorf("the answer is not a JSON object: %w", err)
	}
	var items []map[string]any
	if list := fields["batchItemFailures"]; list != nil {
		if err := json.Unmarshal(list, &items); err != nil {
			return nil, fmt.Errorf("batchItemFailures is not a list of objects: %w", err)
		}
	}
	ids := make([]string, len(items))
	for i, item := range items {
		if ids[i], _ = item["itemIdentifier"].(string); ids[i] == "" {
			return nil, errors.New("an item failure has no itemIdentifier")
		}
	}
	return ids, nil
}

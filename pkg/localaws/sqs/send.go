package sqs

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// sendRequest has the common parameters of SendMessage and of an entry of SendMessageBatch.
type sendRequest struct {
	body       *string
	delay      int32
	attributes map[string]types.MessageAttributeValue
	group      *string
	dedup      *string
	system     map[string]types.MessageSystemAttributeValue
}

// SendMessage sends a message. MessageGroupId, which names a tenant of a fair queue, is
// stored and returned; it does not change the order.
func (c *Core) SendMessage(_ context.Context, in *sdk.SendMessageInput, _ ...func(*sdk.Options)) (*sdk.SendMessageOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	m, err := c.accept(q, sendRequest{in.MessageBody, in.DelaySeconds, in.MessageAttributes, in.MessageGroupId, in.MessageDeduplicationId, in.MessageSystemAttributes})
	if err != nil {
		return nil, err
	}
	return &sdk.SendMessageOutput{
		MessageId:              &m.id,
		MD5OfMessageBody:       digest(m.body),
		MD5OfMessageAttributes: digestAttributes(m.attributes),
	}, nil
}

// accept checks a request and puts its message in the queue.
func (c *Core) accept(q *queue, r sendRequest) (*message, error) {
	if err := r.check(q); err != nil {
		return nil, err
	}
	now := c.now()
	q.sent++
	m := &message{
		id:         fmt.Sprintf("%08x-0000-4000-8000-%012x", q.ordinal, q.sent),
		body:       *r.body,
		attributes: clone(r.attributes),
		group:      aws.ToString(r.group),
		sent:       now,
		visible:    now.Add(seconds(r.delay, q.attributes.seconds("DelaySeconds"))),
	}
	q.admit(m)
	c.arrivals++
	return m, nil
}

func (r sendRequest) check(q *queue) error {
	delay, limit := seconds(r.delay, 0), q.attributes.number("MaximumMessageSize")
	switch {
	case r.dedup != nil:
		return invalidParameter("Value %s for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.", *r.dedup)
	case len(r.system) > 0:
		return notImplemented("SendMessage.MessageSystemAttributes")
	case aws.ToString(r.body) == "":
		return missingParameter("MessageBody")
	case r.size() > limit:
		return invalidParameter("One or more parameters are invalid. Reason: Message must be shorter than %d bytes.", limit)
	case !allowed(*r.body):
		return &types.InvalidMessageContents{Message: text("Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF")}
	case delay < 0 || delay > maxDelay*time.Second:
		return invalidParameter("Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= %d.", r.delay, maxDelay)
	case r.group != nil && !groupID().MatchString(*r.group):
		return invalidParameter("Value %s for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.", *r.group)
	}
	return checkAttributes(r.attributes)
}

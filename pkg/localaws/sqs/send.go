package sqs

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// draft is what SendMessage and an entry of SendMessageBatch have in common.
type draft struct {
	body       *string
	delay      int32
	attributes map[string]types.MessageAttributeValue
	group      *string
	dedup      *string
	system     map[string]types.MessageSystemAttributeValue
}

// SendMessage accepts one message. MessageGroupId, which marks a fair queue's tenant, is
// kept and returned; here it does not change the order.
func (c *Core) SendMessage(_ context.Context, in *sdk.SendMessageInput, _ ...func(*sdk.Options)) (*sdk.SendMessageOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	m, err := c.accept(q, draft{in.MessageBody, in.DelaySeconds, in.MessageAttributes, in.MessageGroupId, in.MessageDeduplicationId, in.MessageSystemAttributes})
	if err != nil {
		return nil, err
	}
	return &sdk.SendMessageOutput{
		MessageId:              &m.id,
		MD5OfMessageBody:       digest(m.body),
		MD5OfMessageAttributes: digestAttributes(m.attributes),
	}, nil
}

// accept checks a draft and puts it into the queue.
func (c *Core) accept(q *queue, d draft) (*message, error) {
	if err := d.check(q); err != nil {
		return nil, err
	}
	now := c.now()
	q.sent++
	m := &message{
		id:         fmt.Sprintf("%08x-0000-4000-8000-%012x", q.ordinal, q.sent),
		body:       *d.body,
		attributes: clone(d.attributes),
		group:      aws.ToString(d.group),
		sent:       now,
		visible:    now.Add(seconds(d.delay, q.attributes.seconds("DelaySeconds"))),
	}
	q.admit(m)
	c.arrivals++
	return m, nil
}

func (d draft) check(q *queue) error {
	delay, limit := seconds(d.delay, 0), q.attributes.number("MaximumMessageSize")
	switch {
	case d.dedup != nil:
		return invalidParameter("Value %s for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.", *d.dedup)
	case len(d.system) > 0:
		return notImplemented("SendMessage.MessageSystemAttributes")
	case aws.ToString(d.body) == "":
		return missingParameter("MessageBody")
	case d.size() > limit:
		return invalidParameter("One or more parameters are invalid. Reason: Message must be shorter than %d bytes.", limit)
	case !allowed(*d.body):
		return &types.InvalidMessageContents{Message: text("Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF")}
	case delay < 0 || delay > maxDelay*time.Second:
		return invalidParameter("Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= %d.", d.delay, maxDelay)
	case d.group != nil && !groupID.MatchString(*d.group):
		return invalidParameter("Value %s for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.", *d.group)
	}
	return checkAttributes(d.attributes)
}

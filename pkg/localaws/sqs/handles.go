package sqs

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

// DeleteMessage deletes a message by the receipt handle of its last receive. With the handle
// of an earlier receive Hooks.Older decides; if the message does not exist any more, it succeeds
// and deletes nothing.
func (c *Core) DeleteMessage(_ context.Context, in *sdk.DeleteMessageInput, _ ...func(*sdk.Options)) (*sdk.DeleteMessageOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	if err := c.delete(q, in.ReceiptHandle); err != nil {
		return nil, err
	}
	return &sdk.DeleteMessageOutput{}, nil
}

func (c *Core) delete(q *queue, handle *string) error {
	if aws.ToString(handle) == "" {
		return missingParameter("ReceiptHandle")
	}
	q.expire(c.now())
	m, last, err := q.held(*handle)
	if err != nil {
		return err
	}
	if m != nil && (last || c.older(q)) {
		q.forget(m)
	}
	return nil
}

// older reports whether a call with the handle of an earlier receive has its effect.
func (c *Core) older(q *queue) bool {
	return c.Hooks.Older != nil && c.Hooks.Older(q.name)
}

// ChangeMessageVisibility makes a message in flight invisible for VisibilityTimeout from now
// on; 0 makes it visible. A time beyond 12 hours after the receive is an error. With a handle
// whose timeout has ended the call succeeds and does nothing, as tests recorded on AWS show
// (LocalStack, pull request 9632); with one that is not of the last receive Hooks.Older decides.
func (c *Core) ChangeMessageVisibility(_ context.Context, in *sdk.ChangeMessageVisibilityInput, _ ...func(*sdk.Options)) (*sdk.ChangeMessageVisibilityOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	if err := c.hide(q, in.ReceiptHandle, in.VisibilityTimeout); err != nil {
		return nil, err
	}
	return &sdk.ChangeMessageVisibilityOutput{}, nil
}

func (c *Core) hide(q *queue, handle *string, timeout int32) error {
	hidden, now := seconds(timeout, 0), c.now()
	if aws.ToString(handle) == "" {
		return missingParameter("ReceiptHandle")
	}
	if hidden < 0 || hidden > maxHidden {
		return invalidParameter("Value %d for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.", timeout)
	}
	q.expire(now)
	m, last, err := q.held(*handle)
	if err != nil {
		return err
	}
	if m == nil {
		return invalidParameter("Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.", *handle)
	}
	if !m.inFlight(now) || !last && !c.older(q) {
		return nil
	}
	return c.hideUntil(m, now, hidden)
}

func (c *Core) hideUntil(m *message, now time.Time, hidden time.Duration) error {
	if now.Add(hidden).After(m.received.Add(maxHidden)) {
		return invalidParameter("Value %d for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].", int(hidden.Seconds()))
	}
	m.visible = now.Add(hidden)
	c.arrivals++ // it may be visible earlier than a caller waits
	return nil
}

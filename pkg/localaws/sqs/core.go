package sqs

import (
	"math"
	"time"
)

// The account and the Region of the stand-in, which are parts of every queue's ARN and URL.
const (
	Account = "000000000000"
	Region  = "us-east-1"
)

// Zero means an explicit 0 in a field of type int32 of the SDK's input types, such as
// ReceiveMessageInput.VisibilityTimeout, in which 0 means that the request does not have it.
// A decoder of requests writes it.
const Zero int32 = math.MinInt32

// Core has the queues of the account. Its operations have the signatures of the SDK's
// client. ReceiveMessage checks WaitTimeSeconds but answers at once; Wait, NextVisible and
// Arrivals are for a caller that waits.
type Core struct {
	// BaseURL is the begin of every queue URL. It may change, for instance when a
	// listener's port is known, because a queue is found by the path of its URL only.
	BaseURL string

	// Hooks may be set at any time between calls.
	Hooks Hooks

	now      func() time.Time
	queues   map[string]*queue
	created  int // number of queues so far
	arrivals uint64
}

// Hooks let a test cause what a standard queue may do: change the order and deliver
// duplicates. They must not call the Core. The zero Hooks deliver the oldest message
// first, and each message once per visibility timeout.
type Hooks struct {
	// Pick chooses the next message of an answer among the visible ones, oldest first:
	// it returns an index below visible, or a negative number to end the answer.
	Pick func(queue string, visible int) int

	// Repeat is called once per receive and may deliver a message that is in flight or
	// was deleted. It returns an index below gone (first the messages in flight, then
	// the last deleted ones, each oldest first), or a negative number for none. A
	// deleted message then exists until it is deleted again, as after a deletion that
	// one of SQS' servers missed.
	Repeat func(queue string, gone int) int

	// Older is called for each deletion and each change of visibility with a receipt handle that
	// is not of the last receive of its message. It reports whether the call has its effect; nil
	// means that it has none. On AWS it has it (LocalStack's
	// test_terminate_visibility_timeout_after_receive and moto's pull request 4655, both verified
	// there), but the API reference of DeleteMessage says that the message might not be deleted.
	Older func(queue string) bool
}

// New returns a Core without queues. now is its clock.
func New(now func() time.Time) *Core {
	return &Core{BaseURL: "http://127.0.0.1", now: now, queues: map[string]*queue{}}
}

// Arrivals returns a number that grows whenever a call makes a message available: one
// that is sent, returned to its queue, or moved to a dead-letter queue. A caller that waits
// for messages receives again then.
func (c *Core) Arrivals() uint64 { return c.arrivals }

// NextVisible returns the earliest time at which a message of the queue is visible, which
// is not after now if one is visible already. It returns false for an unknown queue and for
// one without messages.
func (c *Core) NextVisible(queueURL string) (time.Time, bool) {
	q, err := c.find(&queueURL)
	if err != nil {
		return time.Time{}, false
	}
	q.expire(c.now())
	var next time.Time
	for _, m := range q.live {
		if next.IsZero() || m.visible.Before(next) {
			next = m.visible
		}
	}
	return next, len(q.live) > 0
}

// Package sqs is the embedded stand-in for Amazon SQS standard queues: plain state
// that answers every call at once and takes its time from its owner.
//
// Where this package repeats a limit, an error or a rule, the source is the Amazon SQS
// API reference as carried by the SDK (service/sqs), unless a comment names another.
package sqs

import (
	"math"
	"time"
)

// Account and Region are the parts of every queue's ARN and URL that never vary here.
const (
	Account = "000000000000"
	Region  = "us-east-1"
)

// Zero is an explicit 0 in a field that the SDK's input types cannot tell from an
// absent one (such as ReceiveMessageInput.VisibilityTimeout, which the Go client leaves
// out of the request when it is 0). A decoder of requests writes it; Go callers never need to.
const Zero int32 = math.MinInt32

// Core holds the queues. Its operations have the signatures of the SDK's client. It is not
// safe for concurrent use and starts nothing: a long poll (WaitTimeSeconds) is checked
// but answered at once, and whoever wants to wait asks Wait, NextVisible and Arrivals.
type Core struct {
	// BaseURL begins every queue URL. A queue is found by its URL's path alone, so
	// that it may change when a listener's port is known.
	BaseURL string

	// Hooks decide what a distributed queue leaves open.
	Hooks Hooks

	now      func() time.Time
	queues   map[string]*queue
	arrivals uint64
}

// Hooks stand in for the freedom of a standard queue: order and duplicates. They are
// called while the core is working and must not call it. A zero Hooks delivers the
// oldest message first, and each once per visibility timeout.
type Hooks struct {
	// Pick chooses the next message of an answer among the visible ones, listed by age:
	// an index below visible, or a negative number to end the answer early.
	Pick func(queue string, visible int) int

	// Repeat may deliver a message that is in flight or was deleted before, once per
	// receive: an index below gone (first those in flight, then the last deleted
	// ones, each by age), or a negative number for none. A deleted message is then
	// back until somebody deletes it again, as when one of SQS' servers missed the deletion.
	Repeat func(queue string, gone int) int
}

// New returns a core without queues. Times come from now alone.
func New(now func() time.Time) *Core {
	return &Core{BaseURL: "http://127.0.0.1", now: now, queues: map[string]*queue{}}
}

// Arrivals grows whenever a call makes a message available that was not before (sent,
// handed back, moved to a dead-letter queue): time to look again for whoever waits.
func (c *Core) Arrivals() uint64 { return c.arrivals }

// NextVisible tells when a message of the queue is visible next: a time not after now if
// one is visible already. It is false for an unknown queue and for one without messages.
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

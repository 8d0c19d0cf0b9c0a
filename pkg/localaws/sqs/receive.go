package sqs

import (
	"context"
	"iter"
	"slices"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

// ReceiveMessage returns up to MaxNumberOfMessages messages that are visible now, without a
// wait: see Wait. A message whose receives would exceed its queue's maxReceiveCount goes to
// the dead-letter queue instead.
func (c *Core) ReceiveMessage(_ context.Context, in *sdk.ReceiveMessageInput, _ ...func(*sdk.Options)) (*sdk.ReceiveMessageOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	r, err := newReceiveRequest(q, in)
	if err != nil {
		return nil, err
	}
	out := &sdk.ReceiveMessageOutput{}
	for _, m := range c.choose(q, r.most) {
		q.give(m, c.now(), r.hidden)
		out.Messages = append(out.Messages, r.answer(q, m))
	}
	return out, nil
}

// Wait returns the time for which the request waits for a first message: WaitTimeSeconds, or
// the queue's setting. It returns 0 for an unknown queue, for which ReceiveMessage fails.
func (c *Core) Wait(in *sdk.ReceiveMessageInput) time.Duration {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return 0
	}
	return seconds(in.WaitTimeSeconds, q.attributes.seconds("ReceiveMessageWaitTimeSeconds"))
}

// choose returns the messages of an answer, at most most.
func (c *Core) choose(q *queue, most int) []*message {
	now := c.now()
	q.expire(now)
	offered := q.visible(now)
	if c.Hooks.Pick != nil {
		offered = c.picked(q, slices.Collect(offered))
	}
	chosen := c.repeated(q, now)
	if len(chosen) == most {
		return chosen
	}
	for m := range offered {
		if !slices.Contains(chosen, m) && !c.bury(q, m, now) {
			chosen = append(chosen, m)
		}
		if len(chosen) == most {
			break
		}
	}
	return chosen
}

// visible returns the messages that are visible, oldest first, of which the caller may remove the last one that
// it got. It looks only at as many as are asked for: a queue may be long.
func (q *queue) visible(now time.Time) iter.Seq[*message] {
	return func(yield func(*message) bool) {
		for i := 0; i < len(q.live); {
			m := q.live[i]
			if !m.visible.After(now) && !yield(m) {
				return
			}
			if i < len(q.live) && q.live[i] == m {
				i++
			}
		}
	}
}

// picked returns messages in the order that Hooks.Pick chooses.
func (c *Core) picked(q *queue, messages []*message) iter.Seq[*message] {
	return func(yield func(*message) bool) {
		for len(messages) > 0 {
			i := c.Hooks.Pick(q.name, len(messages))
			if i < 0 || i >= len(messages) || !yield(messages[i]) {
				return
			}
			messages = slices.Delete(messages, i, i+1)
		}
	}
}

// repeated returns the message that Hooks.Repeat chooses, if any.
func (c *Core) repeated(q *queue, now time.Time) []*message {
	if c.Hooks.Repeat == nil {
		return nil
	}
	gone := slices.DeleteFunc(slices.Clone(q.live), func(m *message) bool { return !m.inFlight(now) })
	flying := len(gone)
	gone = append(gone, q.deleted...)
	i := c.Hooks.Repeat(q.name, len(gone))
	if i < 0 || i >= len(gone) {
		return nil
	}
	if i >= flying {
		q.restore(gone[i])
	}
	return gone[i : i+1]
}

// give records a receive of a message.
func (q *queue) give(m *message, now time.Time, hidden time.Duration) {
	m.receives++
	m.received, m.visible = now, now.Add(hidden)
	if m.firstReceived.IsZero() {
		m.firstReceived = now
	}
}

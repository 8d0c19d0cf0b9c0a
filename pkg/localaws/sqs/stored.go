package sqs

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// StoredQueue is the content of a queue: its messages, and what the numbers of the next ones
// follow from.
type StoredQueue struct {
	Name          string
	Sent, Numbers uint64
	Purged        time.Time
	Messages      []StoredMessage
}

// StoredMessage is a message of a StoredQueue.
type StoredMessage struct {
	Number        uint64
	ID, Body      string
	Attributes    map[string]types.MessageAttributeValue `json:",omitempty"`
	Group, Source string                                 `json:",omitempty"`

	Sent, FirstReceived, Received, Visible time.Time
	Receives, Carried                      int
}

// most is how many messages of a queue Store returns at once.
const most = 100

// Store calls f with the content of each queue, by name, some messages at a time. It stops at
// the first error and returns that.
func (c *Core) Store(f func(StoredQueue) error) error {
	for _, name := range slices.Sorted(maps.Keys(c.queues)) {
		q := c.queues[name]
		for left := q.live; ; left = left[min(len(left), most):] {
			part := StoredQueue{Name: q.name, Sent: q.sent, Numbers: q.numbers, Purged: q.purged}
			for _, m := range left[:min(len(left), most)] {
				part.Messages = append(part.Messages, m.stored())
			}
			if err := f(part); err != nil {
				return err
			}
			if len(left) <= most {
				break
			}
		}
	}
	return nil
}

func (m *message) stored() StoredMessage {
	return StoredMessage{
		Number: m.number, ID: m.id, Body: m.body, Attributes: m.attributes, Group: m.group, Source: m.source,
		Sent: m.sent, FirstReceived: m.firstReceived, Received: m.received, Visible: m.visible,
		Receives: m.receives, Carried: m.carried,
	}
}

// Restore adds what Store returned to a queue, which must exist. It returns an error if the queue
// does not exist, or a message is not in order.
func (c *Core) Restore(s StoredQueue) error {
	q, ok := c.queues[s.Name]
	if !ok {
		return fmt.Errorf("restore the messages of queue %s: it does not exist", s.Name)
	}
	q.sent, q.numbers, q.purged = s.Sent, s.Numbers, s.Purged
	for _, from := range s.Messages {
		if n := len(q.live); n > 0 && q.live[n-1].number >= from.Number || from.Number > s.Numbers {
			return fmt.Errorf("restore message %d of queue %s: it is not in order", from.Number, s.Name)
		}
		m := &message{
			number: from.Number, id: from.ID, body: from.Body, attributes: from.Attributes, group: from.Group, source: from.Source,
			sent: from.Sent, firstReceived: from.FirstReceived, received: from.Received, visible: from.Visible,
			receives: from.Receives, carried: from.Carried,
		}
		q.live = append(q.live, m)
		q.noteExpiry(m)
	}
	if len(s.Messages) > 0 {
		c.arrivals++
	}
	return nil
}

// Return makes the messages of a queue that are in flight visible: those who received them are
// known to be gone. It returns their number.
func (c *Core) Return(queueURL string) int {
	q, err := c.find(&queueURL)
	if err != nil {
		return 0
	}
	n, now := 0, c.now()
	for _, m := range q.live {
		if m.inFlight(now) {
			m.visible = now
			n++
		}
	}
	if n > 0 {
		c.arrivals++
	}
	return n
}

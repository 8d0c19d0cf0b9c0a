package sqs

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// remembered is the number of deleted messages that a queue keeps for Hooks.Repeat.
const remembered = 64

// queue is a standard queue.
type queue struct {
	name       string
	ordinal    int // in order of creation, from 1
	attributes attributes
	redrive    *redrivePolicy // of the attribute; nil without one
	created    time.Time
	modified   time.Time
	purged     time.Time

	live    []*message // by number
	deleted []*message // the last ones, by time of deletion
	sent    uint64     // number of messages sent to the queue; the next ID is made from it
	numbers uint64     // number of messages sent or moved to the queue
	expiry  time.Time  // not after the first end of a message's retention; zero without messages
}

// arn returns the ARN of the queue.
func (q *queue) arn() string {
	return fmt.Sprintf("arn:aws:sqs:%s:%s:%s", Region, Account, q.name)
}

func (c *Core) url(q *queue) *string {
	return aws.String(strings.TrimSuffix(c.BaseURL, "/") + "/" + Account + "/" + q.name)
}

// find returns the queue with the path of a queue URL. The host does not matter.
func (c *Core) find(queueURL *string) (*queue, error) {
	if aws.ToString(queueURL) == "" {
		return nil, missingParameter("QueueUrl")
	}
	parsed, err := url.Parse(*queueURL)
	if err != nil {
		return nil, noSuchQueue()
	}
	name, ours := strings.CutPrefix(parsed.Path, "/"+Account+"/")
	q, ok := c.queues[name]
	if !ours || !ok {
		return nil, noSuchQueue()
	}
	return q, nil
}

// byARN returns the queue with an ARN, nil if there is none.
func (c *Core) byARN(arn string) *queue {
	q := c.queues[arn[strings.LastIndex(arn, ":")+1:]]
	if q == nil || q.arn() != arn {
		return nil
	}
	return q
}

// admit appends a message to the queue.
func (q *queue) admit(m *message) {
	q.numbers++
	m.number = q.numbers
	q.live = append(q.live, m)
	q.noteExpiry(m)
}

// at returns the position of a message's number in live, and whether it is there.
func (q *queue) at(number uint64) (int, bool) {
	return slices.BinarySearchFunc(q.live, number, func(m *message, n uint64) int { return cmp.Compare(m.number, n) })
}

func (q *queue) remove(m *message) {
	i, ok := q.at(m.number)
	switch {
	case !ok:
	case i < len(q.live)/2: // most are among the oldest: the rest stays where it is
		copy(q.live[1:i+1], q.live[:i])
		q.live[0] = nil
		q.live = q.live[1:]
	default:
		q.live = slices.Delete(q.live, i, i+1)
	}
}

// restore puts a deleted message back in its old place.
func (q *queue) restore(m *message) {
	q.deleted = slices.DeleteFunc(q.deleted, func(d *message) bool { return d == m })
	i, _ := q.at(m.number)
	q.live = slices.Insert(q.live, i, m)
}

// forget deletes a message, and keeps it for Hooks.Repeat.
func (q *queue) forget(m *message) {
	q.remove(m)
	q.deleted = append(q.deleted, m)
	if len(q.deleted) > remembered {
		q.deleted = slices.Delete(q.deleted, 0, 1)
	}
}

func (q *queue) expires(m *message) time.Time {
	return m.sent.Add(q.attributes.seconds("MessageRetentionPeriod"))
}

// expire drops the messages whose retention has ended. It counts from when the message was
// first sent, also for a message that was moved. Because q.expiry has the first end, most calls
// look at no message.
func (q *queue) expire(now time.Time) {
	if q.expiry.IsZero() || now.Before(q.expiry) {
		return
	}
	over := func(m *message) bool { return !q.expires(m).After(now) }
	q.live, q.deleted = slices.DeleteFunc(q.live, over), slices.DeleteFunc(q.deleted, over)
	q.expiry = time.Time{}
	for _, m := range slices.Concat(q.live, q.deleted) {
		q.noteExpiry(m)
	}
}

func (q *queue) noteExpiry(m *message) {
	if end := q.expires(m); q.expiry.IsZero() || end.Before(q.expiry) {
		q.expiry = end
	}
}

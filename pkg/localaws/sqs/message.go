package sqs

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// message is a message in a queue.
type message struct {
	number     uint64 // its place in the queue
	id         string
	body       string
	attributes map[string]types.MessageAttributeValue
	group      string
	source     string // in a dead-letter queue: the ARN of the queue that it came from

	sent          time.Time
	firstReceived time.Time
	received      time.Time // last
	visible       time.Time // from then on
	receives      int       // in all queues
	carried       int       // in queues before this one
}

func (m *message) receivedHere() bool { return m.receives > m.carried }

func (m *message) inFlight(now time.Time) bool { return m.receivedHere() && m.visible.After(now) }

func (m *message) delayed(now time.Time) bool { return !m.receivedHere() && m.visible.After(now) }

// handle returns the receipt handle of the last receive.
func (m *message) handle(q *queue) string {
	return fmt.Sprintf("%s/%d/%d", q.name, m.number, m.receives)
}

// held returns the message of a receipt handle, nil if it does not exist any more. last
// reports whether the handle is that of the last receive.
func (q *queue) held(handle string) (m *message, last bool, err error) {
	parts := strings.Split(handle, "/")
	if len(parts) != 3 || parts[0] != q.name {
		return nil, false, badHandle(handle)
	}
	number, err := strconv.ParseUint(parts[1], 10, 64)
	if err != nil || number > q.numbers {
		return nil, false, badHandle(handle)
	}
	i, ok := q.at(number)
	if !ok {
		return nil, false, nil
	}
	return q.live[i], strconv.Itoa(q.live[i].receives) == parts[2], nil
}

// clone returns a deep copy of attributes.
func clone(attributes map[string]types.MessageAttributeValue) map[string]types.MessageAttributeValue {
	own := maps.Clone(attributes)
	for name, v := range own {
		own[name] = types.MessageAttributeValue{
			DataType:    copied(v.DataType),
			StringValue: copied(v.StringValue),
			BinaryValue: slices.Clone(v.BinaryValue),
		}
	}
	return own
}

func copied(s *string) *string {
	if s == nil {
		return nil
	}
	return aws.String(*s)
}

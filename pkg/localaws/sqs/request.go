package sqs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// receiveRequest has the parameters of ReceiveMessage with their defaults.
type receiveRequest struct {
	most   int           // messages of the answer
	hidden time.Duration // visibility timeout
	system []types.MessageSystemAttributeName
	user   []string // names of message attributes
}

// newReceiveRequest returns the request to a queue. It returns an error if a parameter is not valid.
func newReceiveRequest(q *queue, in *sdk.ReceiveMessageInput) (receiveRequest, error) {
	r := receiveRequest{
		most:   wanted(in.MaxNumberOfMessages),
		hidden: seconds(in.VisibilityTimeout, q.attributes.seconds("VisibilityTimeout")),
		system: slices.Clone(in.MessageSystemAttributeNames),
		user:   in.MessageAttributeNames,
	}
	//nolint:staticcheck // SA1019: older clients set this field
	for _, name := range in.AttributeNames {
		r.system = append(r.system, types.MessageSystemAttributeName(name))
	}
	return r, r.check(in)
}

// wanted resolves MaxNumberOfMessages.
func wanted(most int32) int {
	switch most {
	case 0:
		return 1
	case Zero:
		return 0
	}
	return int(most)
}

func (r receiveRequest) check(in *sdk.ReceiveMessageInput) error {
	wait := seconds(in.WaitTimeSeconds, 0)
	switch {
	case in.ReceiveRequestAttemptId != nil:
		return notImplemented("ReceiveMessage.ReceiveRequestAttemptId, which is for FIFO queues")
	case r.most < 1 || r.most > 10:
		return invalidParameter("Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", r.most)
	case r.hidden < 0 || r.hidden > maxHidden:
		return invalidParameter("Value %d for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.", in.VisibilityTimeout)
	case wait < 0 || wait > 20*time.Second:
		return invalidParameter("Value %d for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", in.WaitTimeSeconds)
	}
	for _, name := range r.system {
		if !slices.Contains(name.Values(), name) {
			return unknownAttribute(string(name))
		}
	}
	return nil
}

// answer returns a message with the attributes that the request wants.
func (r receiveRequest) answer(q *queue, m *message) types.Message {
	user := r.userAttributes(m)
	return types.Message{
		MessageId:              aws.String(m.id),
		ReceiptHandle:          aws.String(m.handle(q)),
		Body:                   aws.String(m.body),
		MD5OfBody:              digest(m.body),
		Attributes:             r.systemAttributes(m),
		MessageAttributes:      user,
		MD5OfMessageAttributes: digestAttributes(user),
	}
}

// senderID is the SenderId of every message: the stand-in has no identities.
const senderID = Account

func (r receiveRequest) systemAttributes(m *message) map[string]string {
	all := map[types.MessageSystemAttributeName]string{
		types.MessageSystemAttributeNameSenderId:                         senderID,
		types.MessageSystemAttributeNameSentTimestamp:                    milliseconds(m.sent),
		types.MessageSystemAttributeNameApproximateReceiveCount:          strconv.Itoa(m.receives),
		types.MessageSystemAttributeNameApproximateFirstReceiveTimestamp: milliseconds(m.firstReceived),
		types.MessageSystemAttributeNameMessageGroupId:                   m.group,
		types.MessageSystemAttributeNameDeadLetterQueueSourceArn:         m.source,
	}
	var shown map[string]string
	for name, value := range all {
		if value != "" && (slices.Contains(r.system, name) || slices.Contains(r.system, types.MessageSystemAttributeNameAll)) {
			if shown == nil {
				shown = map[string]string{}
			}
			shown[string(name)] = value
		}
	}
	return shown
}

func milliseconds(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func (r receiveRequest) userAttributes(m *message) map[string]types.MessageAttributeValue {
	shown := clone(m.attributes)
	for name := range m.attributes {
		if !slices.ContainsFunc(r.user, func(pattern string) bool { return matches(pattern, name) }) {
			delete(shown, name)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	return shown
}

// matches reports whether a name of MessageAttributeNames, which may be All, .* or prefix.*, selects an attribute.
func matches(pattern, name string) bool {
	prefix, wild := strings.CutSuffix(pattern, ".*")
	return pattern == "All" || pattern == name || wild && strings.HasPrefix(name, prefix)
}

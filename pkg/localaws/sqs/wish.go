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

// wish is a checked ReceiveMessage request.
type wish struct {
	most   int
	hidden time.Duration
	system []types.MessageSystemAttributeName
	user   []string
}

func parseWish(q *queue, in *sdk.ReceiveMessageInput) (wish, error) {
	w := wish{
		most:   wanted(in.MaxNumberOfMessages),
		hidden: seconds(in.VisibilityTimeout, q.attributes.seconds("VisibilityTimeout")),
		system: slices.Clone(in.MessageSystemAttributeNames),
		user:   in.MessageAttributeNames,
	}
	//lint:ignore SA1019 older clients still ask by this name
	for _, name := range in.AttributeNames {
		w.system = append(w.system, types.MessageSystemAttributeName(name))
	}
	return w, w.check(in)
}

func wanted(most int32) int {
	switch most {
	case 0:
		return 1
	case Zero:
		return 0
	}
	return int(most)
}

func (w wish) check(in *sdk.ReceiveMessageInput) error {
	wait := seconds(in.WaitTimeSeconds, 0)
	switch {
	case in.ReceiveRequestAttemptId != nil:
		return notImplemented("ReceiveMessage.ReceiveRequestAttemptId, which is for FIFO queues")
	case w.most < 1 || w.most > 10:
		return invalidParameter("Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", w.most)
	case w.hidden < 0 || w.hidden > maxHidden:
		return invalidParameter("Value %d for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.", in.VisibilityTimeout)
	case wait < 0 || wait > 20*time.Second:
		return invalidParameter("Value %d for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", in.WaitTimeSeconds)
	}
	for _, name := range w.system {
		if !slices.Contains(name.Values(), name) {
			return unknownAttribute(string(name))
		}
	}
	return nil
}

// show is the message as this request sees it.
func (w wish) show(q *queue, m *message) types.Message {
	user := w.userAttributes(m)
	return types.Message{
		MessageId:              aws.String(m.id),
		ReceiptHandle:          aws.String(m.handle(q)),
		Body:                   aws.String(m.body),
		MD5OfBody:              digest(m.body),
		Attributes:             w.systemAttributes(m),
		MessageAttributes:      user,
		MD5OfMessageAttributes: digestAttributes(user),
	}
}

// senderID stands for the identity of whoever sent a message: there are no identities here.
const senderID = Account

func (w wish) systemAttributes(m *message) map[string]string {
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
		if value != "" && (slices.Contains(w.system, name) || slices.Contains(w.system, types.MessageSystemAttributeNameAll)) {
			if shown == nil {
				shown = map[string]string{}
			}
			shown[string(name)] = value
		}
	}
	return shown
}

func milliseconds(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func (w wish) userAttributes(m *message) map[string]types.MessageAttributeValue {
	shown := clone(m.attributes)
	for name := range m.attributes {
		if !slices.ContainsFunc(w.user, func(pattern string) bool { return matches(pattern, name) }) {
			delete(shown, name)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	return shown
}

// matches knows All, .* and prefix.* besides plain names.
func matches(pattern, name string) bool {
	prefix, wild := strings.CutSuffix(pattern, ".*")
	return pattern == "All" || pattern == name || wild && strings.HasPrefix(name, prefix)
}

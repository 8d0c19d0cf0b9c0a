package snstest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// SNS's limits.
const (
	maxMessage = 262_144 // bytes
	maxSubject = 99      // characters
	maxID      = 128     // characters of a group or of a deduplication ID
)

// check returns the refusal of a message, nil if it is acceptable.
func (m Message) check(hasSubject bool) *channeltest.Fault {
	switch n := strings.Count(m.Topic, ":") + 1; {
	case n < 6:
		return invalid(fmt.Sprintf("TopicArn Reason: An ARN must have at least 6 elements, not %d", n))
	case !strings.HasPrefix(m.Topic, Topic[:strings.LastIndex(Topic, ":")+1]):
		return Refuse(http.StatusForbidden, "AuthorizationError", "User: arn:aws:iam::111122223333:user/fanlight is not authorized to perform: SNS:Publish on resource: "+m.Topic)
	case m.Topic != Topic && m.Topic != FIFO:
		return Refuse(http.StatusNotFound, "NotFound", "Topic does not exist")
	case m.Text == "":
		return invalid("Empty message")
	case len(m.Text) > maxMessage:
		return invalid("Message too long")
	case hasSubject && (m.Subject == "" || len(m.Subject) > maxSubject || !isASCII(m.Subject) || m.Subject[0] == ' '):
		return invalid("Subject")
	case m.Topic == FIFO:
		return m.checkFIFO()
	case m.Deduplication != "":
		return invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type")
	}
	return nil
}

func (m Message) checkFIFO() *channeltest.Fault {
	switch {
	case m.Group == "":
		return invalid("The MessageGroupId parameter is required for FIFO topics")
	case m.Deduplication == "":
		return invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
	case len(m.Group) > maxID || !isASCII(m.Group):
		return invalid("MessageGroupId Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length")
	case len(m.Deduplication) > maxID || !isASCII(m.Deduplication):
		return invalid("MessageDeduplicationId Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length")
	}
	return nil
}

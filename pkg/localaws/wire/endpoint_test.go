package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// known has the steps in which another SQS differs, with the behaviour of AWS and its source.
var known = map[string]string{
	"create with an unknown attribute": "moto 5.2.1 ignores it; AWS has InvalidAttributeName (API reference)",
	"retention out of range":           "moto 5.2.1 checks no ranges; AWS has InvalidAttributeValue (API reference)",
	"redrive to an absent queue":       "moto 5.2.1 has NonExistentQueue; AWS has InvalidParameterValue",
	"send nothing":                     "moto 5.2.1 accepts it; the API reference wants at least one character",
	"control characters":               "moto 5.2.1 accepts them; AWS has InvalidMessageContents (API reference)",
	"bad batch entry":                  "as control characters",
	"deduplication on a standard":      "moto 5.2.1 accepts it; the API reference has it for FIFO queues only",
	"hide with an old handle":          "moto 5.2.1 obeys, as AWS does; here Hooks.Older decides",
	"then it is still there":           "moto 5.2.1 deletes with an old handle, as AWS does; here Hooks.Older decides",
	"hide a deleted message":           "moto 5.2.1 has ReceiptHandleIsInvalid; AWS has InvalidParameterValue (aws-sdk-net, issue 1927)",
	"purge twice":                      "moto 5.2.1 allows it; AWS has PurgeQueueInProgress within a minute (API reference)",
	"source of a dead letter":          "moto 5.2.1 has no DeadLetterQueueSourceArn",
}

// session is a run of the script, with the values that one step sets for the next.
type session struct {
	t         *testing.T
	client    *sqsclient.Client
	name      string // of the queue, new for each run
	url, dead *string
	handle    *string // of the last received message
	old       *string // of the one before it
}

func runScript(t *testing.T, config aws.Config) (results []string) {
	s := &session{t: t, client: sqsclient.NewFromConfig(config), name: fmt.Sprint("differential-", time.Now().UnixNano())}
	for _, step := range script {
		results = append(results, step.run(s))
	}
	return results
}

func (s *session) create(name string, attributes map[string]string) (*string, error) {
	out, err := s.client.CreateQueue(s.t.Context(), &sqsclient.CreateQueueInput{QueueName: &name, Attributes: attributes})
	if err != nil {
		return nil, err
	}
	return out.QueueUrl, nil
}

// receive returns the bodies, counts, digests and one attribute of the messages.
func (s *session) receive(url *string, attribute string) string {
	out, err := s.client.ReceiveMessage(s.t.Context(), &sqsclient.ReceiveMessageInput{
		QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 600,
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{"All"}, MessageAttributeNames: []string{"All"},
	})
	if err != nil {
		return code(err)
	}
	var shown []string
	for _, m := range out.Messages {
		s.old, s.handle = s.handle, m.ReceiptHandle
		shown = append(shown, fmt.Sprintf("%s ×%s %s %s", *m.Body, m.Attributes["ApproximateReceiveCount"], aws.ToString(m.MD5OfMessageAttributes), m.Attributes[attribute]))
	}
	slices.Sort(shown)
	return strings.ReplaceAll(strings.Join(shown, "\n"), s.name, "NAME")
}

func (s *session) send(in sqsclient.SendMessageInput) string {
	in.QueueUrl = s.url
	out, err := s.client.SendMessage(s.t.Context(), &in)
	if err != nil {
		return code(err)
	}
	return "sent " + aws.ToString(out.MD5OfMessageBody) + " " + aws.ToString(out.MD5OfMessageAttributes)
}

func (s *session) hide(handle *string, seconds int32) string {
	_, err := s.client.ChangeMessageVisibility(s.t.Context(), &sqsclient.ChangeMessageVisibilityInput{QueueUrl: s.url, ReceiptHandle: handle, VisibilityTimeout: seconds})
	return code(err)
}

func (s *session) delete(handle *string) string {
	_, err := s.client.DeleteMessage(s.t.Context(), &sqsclient.DeleteMessageInput{QueueUrl: s.url, ReceiptHandle: handle})
	return code(err)
}

func (s *session) batch(entries ...types.SendMessageBatchRequestEntry) string {
	out, err := s.client.SendMessageBatch(s.t.Context(), &sqsclient.SendMessageBatchInput{QueueUrl: s.url, Entries: entries})
	if err != nil {
		return code(err)
	}
	var shown []string
	for _, ok := range out.Successful {
		shown = append(shown, *ok.Id+" sent")
	}
	for _, bad := range out.Failed {
		shown = append(shown, *bad.Id+" "+*bad.Code)
	}
	return strings.Join(shown, "\n")
}

func entry(id, body string) types.SendMessageBatchRequestEntry {
	return types.SendMessageBatchRequestEntry{Id: &id, MessageBody: &body}
}

func (s *session) attributes(names ...types.QueueAttributeName) string {
	out, err := s.client.GetQueueAttributes(s.t.Context(), &sqsclient.GetQueueAttributesInput{QueueUrl: s.url, AttributeNames: names})
	if err != nil {
		return code(err)
	}
	return fmt.Sprint(out.Attributes) // fmt sorts the keys
}

func (s *session) set(name, value string) string {
	_, err := s.client.SetQueueAttributes(s.t.Context(), &sqsclient.SetQueueAttributesInput{QueueUrl: s.url, Attributes: map[string]string{name: value}})
	return code(err)
}

var script = []struct {
	name string
	run  func(*session) string
}{
	{"create a dead-letter queue", func(s *session) string {
		url, err := s.create(s.name+"-dead", nil)
		s.dead = url
		return code(err)
	}},
	{"create", func(s *session) string {
		url, err := s.create(s.name, map[string]string{"VisibilityTimeout": "600"})
		s.url = url
		return code(err)
	}},
	{"create again", func(s *session) string {
		_, err := s.create(s.name, map[string]string{"VisibilityTimeout": "600"})
		return code(err)
	}},
	{"create differently", func(s *session) string {
		_, err := s.create(s.name, map[string]string{"VisibilityTimeout": "601"})
		return code(err)
	}},
	{"create with a bad name", func(s *session) string {
		_, err := s.create("a b", nil)
		return code(err)
	}},
	{"create with an unknown attribute", func(s *session) string {
		_, err := s.create(s.name+"-x", map[string]string{"Colour": "red"})
		return code(err)
	}},
	{"URL of an absent queue", func(s *session) string {
		_, err := s.client.GetQueueUrl(s.t.Context(), &sqsclient.GetQueueUrlInput{QueueName: aws.String(s.name + "-absent")})
		return code(err)
	}},
	{"receive from an absent queue", func(s *session) string {
		return s.receive(aws.String(*s.url+"-absent"), "")
	}},
	{"retention out of range", func(s *session) string {
		return s.set("MessageRetentionPeriod", "59") + s.set("MessageRetentionPeriod", "345600")
	}},
	{"redrive to an absent queue", func(s *session) string {
		return s.set("RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:absent","maxReceiveCount":2}`)
	}},
	{"attributes", func(s *session) string {
		return s.attributes("VisibilityTimeout", "DelaySeconds", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "MaximumMessageSize", "SqsManagedSseEnabled")
	}},
	{"send", func(s *session) string { return s.send(sqsclient.SendMessageInput{MessageBody: aws.String("a ✓")}) }},
	{"send with attributes", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String("b"), MessageGroupId: aws.String("group"), MessageAttributes: map[string]types.MessageAttributeValue{
			"text": {DataType: aws.String("String.x"), StringValue: aws.String("ü")},
			"blob": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}},
		}})
	}},
	{"send nothing", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String(""), DelaySeconds: 900})
	}},
	{"send 1 MiB and 1", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20+1))})
	}},
	{"control characters", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String("\x01"), DelaySeconds: 900})
	}},
	{"deduplication on a standard", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String("d"), MessageDeduplicationId: aws.String("1"), DelaySeconds: 900})
	}},
	{"delay too long", func(s *session) string {
		return s.send(sqsclient.SendMessageInput{MessageBody: aws.String("d"), DelaySeconds: 901})
	}},
	{"receive", func(s *session) string { return s.receive(s.url, "MessageGroupId") }},
	{"receive when all is in flight", func(s *session) string { return s.receive(s.url, "") }},
	{"receive too many", func(s *session) string {
		_, err := s.client.ReceiveMessage(s.t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: s.url, MaxNumberOfMessages: 11})
		return code(err)
	}},
	{"hide too long", func(s *session) string { return s.hide(s.handle, 43201) }},
	{"hand back", func(s *session) string { return s.hide(s.handle, 0) }},
	{"receive what was handed back", func(s *session) string { return s.receive(s.url, "MessageGroupId") }},
	{"hide with an old handle", func(s *session) string { return s.hide(s.old, 0) + s.receive(s.url, "") }},
	{"delete with an old handle", func(s *session) string { return s.delete(s.old) }},
	{"then it is still there", func(s *session) string { return s.hide(s.handle, 0) + s.receive(s.url, "") }},
	{"delete", func(s *session) string { return s.delete(s.handle) }},
	{"delete again", func(s *session) string { return s.delete(s.handle) }},
	{"hide a deleted message", func(s *session) string { return s.hide(s.handle, 10) }},
	{"delete with no handle", func(s *session) string { return s.delete(aws.String("?")) }},
	{"an empty batch", func(s *session) string { return s.batch([]types.SendMessageBatchRequestEntry{}...) }},
	{"one ID twice", func(s *session) string { return s.batch(entry("a", "x"), entry("a", "y")) }},
	{"a bad ID", func(s *session) string { return s.batch(entry("a b", "x")) }},
	{"a batch too large", func(s *session) string {
		half := strings.Repeat("x", 1<<19)
		return s.batch(entry("a", half), entry("b", half+"x"))
	}},
	{"bad batch entry", func(s *session) string {
		bad := entry("bad", "\x01")
		bad.DelaySeconds = 900
		return s.batch(entry("good", "batched"), bad)
	}},
	{"purge", func(s *session) string {
		_, err := s.client.PurgeQueue(s.t.Context(), &sqsclient.PurgeQueueInput{QueueUrl: s.url})
		return code(err)
	}},
	{"purge twice", func(s *session) string {
		_, err := s.client.PurgeQueue(s.t.Context(), &sqsclient.PurgeQueueInput{QueueUrl: s.url})
		return code(err)
	}},
	{"counters after the purge", func(s *session) string {
		return s.attributes("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible")
	}},
	{"redrive policy", func(s *session) string {
		out, err := s.client.GetQueueAttributes(s.t.Context(), &sqsclient.GetQueueAttributesInput{QueueUrl: s.dead, AttributeNames: []types.QueueAttributeName{"QueueArn"}})
		if err != nil {
			return code(err)
		}
		return s.set("RedrivePolicy", `{"deadLetterTargetArn":"`+out.Attributes["QueueArn"]+`","maxReceiveCount":1}`)
	}},
	{"a poison message", func(s *session) string {
		s.send(sqsclient.SendMessageInput{MessageBody: aws.String("poison")})
		return s.receive(s.url, "") + s.hide(s.handle, 0) + s.receive(s.url, "")
	}},
	{"source of a dead letter", func(s *session) string {
		shown := s.receive(s.dead, "DeadLetterQueueSourceArn")
		return strings.NewReplacer("000000000000", "ACCOUNT", "123456789012", "ACCOUNT").Replace(shown)
	}},
}

package sqs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// world is a core with a clock that the test moves.
type world struct {
	t *testing.T
	*sqs.Core
	now time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)}
	w.Core = sqs.New(func() time.Time { return w.now })
	return w
}

func (w *world) pass(d time.Duration) { w.now = w.now.Add(d) }

func (w *world) create(name string, attributes map[string]string) (url string) {
	w.t.Helper()
	out, err := w.CreateQueue(w.t.Context(), &sdk.CreateQueueInput{QueueName: &name, Attributes: attributes})
	if err != nil {
		w.t.Fatalf("create %s: %v", name, err)
	}
	return *out.QueueUrl
}

func (w *world) send(url string, bodies ...string) {
	w.t.Helper()
	for _, body := range bodies {
		if _, err := w.SendMessage(w.t.Context(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: &body}); err != nil {
			w.t.Fatalf("send %q: %v", body, err)
		}
	}
}

// receive takes up to ten messages with all their attributes.
func (w *world) receive(url string) []types.Message {
	w.t.Helper()
	out, err := w.ReceiveMessage(w.t.Context(), &sdk.ReceiveMessageInput{
		QueueUrl: &url, MaxNumberOfMessages: 10,
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{"All"},
		MessageAttributeNames:       []string{"All"},
	})
	if err != nil {
		w.t.Fatalf("receive: %v", err)
	}
	return out.Messages
}

func (w *world) delete(url string, handle *string) {
	w.t.Helper()
	if _, err := w.DeleteMessage(w.t.Context(), &sdk.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: handle}); err != nil {
		w.t.Fatalf("delete: %v", err)
	}
}

func (w *world) hide(url string, handle *string, seconds int32) error {
	_, err := w.ChangeMessageVisibility(w.t.Context(), &sdk.ChangeMessageVisibilityInput{QueueUrl: &url, ReceiptHandle: handle, VisibilityTimeout: seconds})
	return err
}

func (w *world) attributes(url string, names ...types.QueueAttributeName) map[string]string {
	w.t.Helper()
	out, err := w.GetQueueAttributes(w.t.Context(), &sdk.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: names})
	if err != nil {
		w.t.Fatalf("get attributes: %v", err)
	}
	return out.Attributes
}

func bodies(messages []types.Message) []string {
	texts := []string{}
	for _, m := range messages {
		texts = append(texts, *m.Body)
	}
	return texts
}

func expect(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// code is the error's code, "" without an error.
func code(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	if err != nil {
		return "not an API error: " + err.Error()
	}
	return ""
}

func TestMessagesComeOnceAVisibilityTimeout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", map[string]string{"VisibilityTimeout": "60"})
	w.send(url, "a", "b")

	first := w.receive(url)
	expect(t, "first receive", []string{"a", "b"}, bodies(first))
	w.pass(59 * time.Second)
	expect(t, "while in flight", []string{}, bodies(w.receive(url)))
	w.delete(url, first[0].ReceiptHandle)
	w.pass(time.Second)
	second := w.receive(url)
	expect(t, "after the timeout", []string{"b"}, bodies(second))
	expect(t, "its receive count", "2", second[0].Attributes["ApproximateReceiveCount"])
	w.delete(url, second[0].ReceiptHandle)
	w.pass(time.Hour)
	expect(t, "after deletion", []string{}, bodies(w.receive(url)))
}

func TestReceiptHandlesOfEarlierReceivesHaveNoPower(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", nil)
	w.send(url, "a")
	old := w.receive(url)[0].ReceiptHandle
	w.pass(30 * time.Second)
	expect(t, "hiding after its time ran out", "", code(w.hide(url, old, 600)))
	last := w.receive(url)[0].ReceiptHandle
	expect(t, "hiding with an old handle", "", code(w.hide(url, old, 0)))
	expect(t, "so it stays hidden", []string{}, bodies(w.receive(url)))
	w.delete(url, old)
	w.pass(30 * time.Second)
	expect(t, "not deleted by an old handle", []string{"a"}, bodies(w.receive(url)))
	w.delete(url, last)
	w.pass(30 * time.Second)
	expect(t, "nor by that", []string{"a"}, bodies(w.receive(url)))
}

func TestChangeMessageVisibility(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", nil)
	w.send(url, "a")
	handle := w.receive(url)[0].ReceiptHandle

	expect(t, "negative", "InvalidParameterValue", code(w.hide(url, handle, -1)))
	expect(t, "twelve hours", "", code(w.hide(url, handle, 43200)))
	w.pass(time.Second)
	expect(t, "more than is left of twelve hours", "InvalidParameterValue", code(w.hide(url, handle, 43200)))
	expect(t, "all that is left", "", code(w.hide(url, handle, 43199)))
	expect(t, "handing back", "", code(w.hide(url, handle, 0)))
	again := w.receive(url)
	expect(t, "after handing back", []string{"a"}, bodies(again))
	w.delete(url, again[0].ReceiptHandle)
	expect(t, "a deleted message", "InvalidParameterValue", code(w.hide(url, again[0].ReceiptHandle, 10)))
	expect(t, "no handle at all", "ReceiptHandleIsInvalid", code(w.hide(url, aws.String("x"), 10)))
	expect(t, "a handle of the future", "ReceiptHandleIsInvalid", code(w.hide(url, aws.String("q/9/1"), 10)))
}

func TestDelay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", map[string]string{"DelaySeconds": "10"})
	ctx := context.Background()
	for body, delay := range map[string]int32{"the queue's": 0, "its own": 20, "none": sqs.Zero} {
		if _, err := w.SendMessage(ctx, &sdk.SendMessageInput{QueueUrl: &url, MessageBody: &body, DelaySeconds: delay}); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, "delayed", "2", w.attributes(url, "All")["ApproximateNumberOfMessagesDelayed"])
	expect(t, "at once", []string{"none"}, bodies(w.receive(url)))
	w.pass(10 * time.Second)
	expect(t, "after 10 s", []string{"the queue's"}, bodies(w.receive(url)))
	w.pass(10 * time.Second)
	expect(t, "after 20 s", []string{"its own"}, bodies(w.receive(url)))
}

func TestRedriveKeepsWhatTheMessageWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dead := w.create("dead", nil)
	url := w.create("q", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":2}`})
	sent := w.now
	w.send(url, "poison")
	var id string
	for range 2 {
		id = *w.receive(url)[0].MessageId
		expect(t, "not dead yet", []string{}, bodies(w.receive(dead)))
		w.pass(time.Minute)
	}
	expect(t, "the third receive", []string{}, bodies(w.receive(url)))
	got := w.receive(dead)
	expect(t, "in the dead-letter queue", []string{"poison"}, bodies(got))
	expect(t, "its ID", id, *got[0].MessageId)
	expect(t, "its attributes", map[string]string{
		"SenderId":                         "000000000000",
		"SentTimestamp":                    "1767357000000",
		"ApproximateFirstReceiveTimestamp": "1767357000000",
		"ApproximateReceiveCount":          "3",
		"DeadLetterQueueSourceArn":         "arn:aws:sqs:us-east-1:000000000000:q",
	}, got[0].Attributes)
	expect(t, "the clock of the test", int64(1767357000000), sent.UnixMilli())
}

func TestRetentionCountsFromTheFirstSending(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dead := w.create("dead", map[string]string{"MessageRetentionPeriod": "120"})
	url := w.create("q", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"1"}`})
	w.send(url, "old")
	w.receive(url)
	w.pass(119 * time.Second)
	w.send(url, "new")
	expect(t, "only the new one is given", []string{"new"}, bodies(w.receive(url)))
	expect(t, "the old one is dead", "1", w.attributes(dead, "All")["ApproximateNumberOfMessages"])
	w.pass(time.Second)
	expect(t, "and expires", "0", w.attributes(dead, "All")["ApproximateNumberOfMessages"])
	_, any := w.NextVisible(dead)
	expect(t, "nothing will be visible", false, any)
}

func TestMessageAttributes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", nil)
	binary := []byte{1, 2}
	sent := map[string]types.MessageAttributeValue{
		"kind":     {DataType: aws.String("String"), StringValue: aws.String("query")},
		"kind.sub": {DataType: aws.String("Number.int"), StringValue: aws.String("7")},
		"blob":     {DataType: aws.String("Binary"), BinaryValue: binary},
	}
	out, err := w.SendMessage(t.Context(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("body"), MessageAttributes: sent, MessageGroupId: aws.String("bot-usage")})
	if err != nil {
		t.Fatal(err)
	}
	// Both sums were computed with Python's hashlib.
	expect(t, "MD5 of the body", "841a2d689ad86bd1611447453c22c6fc", *out.MD5OfMessageBody)
	expect(t, "MD5 of the attributes", "1cf93af3435e271d2d97c7b25126e039", *out.MD5OfMessageAttributes)
	binary[0] = 9

	get := func(names ...string) types.Message {
		received, err := w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{
			QueueUrl: &url, VisibilityTimeout: sqs.Zero, MessageAttributeNames: names,
			//lint:ignore SA1019 older clients still ask by this name
			AttributeNames: []types.QueueAttributeName{"MessageGroupId"},
		})
		if err != nil {
			t.Fatal(err)
		}
		return received.Messages[0]
	}
	all := get("All")
	expect(t, "MD5 when received", out.MD5OfMessageAttributes, all.MD5OfMessageAttributes)
	expect(t, "the value as it was sent", []byte{1, 2}, all.MessageAttributes["blob"].BinaryValue)
	expect(t, "the asked system attribute", map[string]string{"MessageGroupId": "bot-usage"}, all.Attributes)
	expect(t, "all", 3, len(all.MessageAttributes))
	expect(t, "none asked", 0, len(get().MessageAttributes))
	expect(t, "a name", 1, len(get("kind").MessageAttributes))
	expect(t, "a prefix", 2, len(get("kind.*").MessageAttributes))
}

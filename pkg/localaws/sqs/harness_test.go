package sqs_test

import (
	"errors"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// testCore is a core whose clock the test sets.
type testCore struct {
	t *testing.T
	*sqs.Core
	now time.Time
}

func newCore(t *testing.T) *testCore {
	w := &testCore{t: t, now: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)}
	w.Core = sqs.New(func() time.Time { return w.now })
	return w
}

func (w *testCore) pass(d time.Duration) { w.now = w.now.Add(d) }

func (w *testCore) create(name string, attributes map[string]string) (url string) {
	w.t.Helper()
	out, err := w.CreateQueue(w.t.Context(), &sdk.CreateQueueInput{QueueName: &name, Attributes: attributes})
	if err != nil {
		w.t.Fatalf("create %s: %v", name, err)
	}
	return *out.QueueUrl
}

func (w *testCore) send(url string, bodies ...string) {
	w.t.Helper()
	for _, body := range bodies {
		if _, err := w.SendMessage(w.t.Context(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: &body}); err != nil {
			w.t.Fatalf("send %q: %v", body, err)
		}
	}
}

// receive receives up to ten messages with all attributes.
func (w *testCore) receive(url string) []types.Message {
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

func (w *testCore) delete(url string, handle *string) {
	w.t.Helper()
	if _, err := w.DeleteMessage(w.t.Context(), &sdk.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: handle}); err != nil {
		w.t.Fatalf("delete: %v", err)
	}
}

func (w *testCore) hide(url string, handle *string, seconds int32) error {
	_, err := w.ChangeMessageVisibility(w.t.Context(), &sdk.ChangeMessageVisibilityInput{QueueUrl: &url, ReceiptHandle: handle, VisibilityTimeout: seconds})
	return err
}

func (w *testCore) attributes(url string, names ...types.QueueAttributeName) map[string]string {
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

// code returns the code of an error, empty without an error.
func code(err error) string {
	if e, ok := errors.AsType[smithy.APIError](err); ok {
		return e.ErrorCode()
	}
	if err != nil {
		return "not an API error: " + err.Error()
	}
	return ""
}

const unsupported = "AWS.SimpleQueueService.UnsupportedOperation"

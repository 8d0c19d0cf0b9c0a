package sqs_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

func TestCore_DeleteMessage(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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

func TestCore_ChangeMessageVisibility(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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

// TestHooks_older lets handles of an earlier receive work, as on AWS (LocalStack's test
// test_terminate_visibility_timeout_after_receive, recorded there).
func TestHooks_older(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", map[string]string{"VisibilityTimeout": "0"})
	var asked []string
	w.Hooks.Older = func(queue string) bool { asked = append(asked, queue); return true }
	w.send(url, "a")
	old := w.receive(url)[0].ReceiptHandle
	last := w.receive(url)[0].ReceiptHandle
	w.now = w.now.Add(time.Second)
	expect(t, "hiding by an old handle what is visible", "", code(w.hide(url, old, 300)))
	expect(t, "asked for nothing in flight", 0, len(asked))
	w.set(url, "VisibilityTimeout", "300")
	expect(t, "received", []string{"a"}, bodies(w.receive(url)))
	expect(t, "handing back by an old handle", "", code(w.hide(url, old, 0)))
	expect(t, "visible", []string{"a"}, bodies(w.receive(url)))
	w.delete(url, last)
	w.pass(time.Hour)
	expect(t, "deleted by an old handle", []string{}, bodies(w.receive(url)))
	w.delete(url, old)
	expect(t, "asked", []string{"q", "q"}, asked)
}

func (w *testCore) set(url, name, value string) {
	w.t.Helper()
	if _, err := w.SetQueueAttributes(w.t.Context(), &sdk.SetQueueAttributesInput{QueueUrl: &url, Attributes: map[string]string{name: value}}); err != nil {
		w.t.Fatalf("set %s: %v", name, err)
	}
}

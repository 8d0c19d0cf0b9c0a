package sqs_test

import (
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

func (w *testCore) deleteQueue(url string) error {
	_, err := w.DeleteQueue(w.t.Context(), &sdk.DeleteQueueInput{QueueUrl: &url})
	return err
}

const absent = "AWS.SimpleQueueService.NonExistentQueue"

func TestCore_DeleteQueue(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	w.create("other", nil)
	w.send(url, "a")
	expect(t, "deletion", "", code(w.deleteQueue(url)))
	expect(t, "another deletion", absent, code(w.deleteQueue(url)))
	_, err := w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: &url})
	expect(t, "receive", absent, code(err))
	w.create("q", nil)
	expect(t, "messages of before", []string{}, bodies(w.receive(url)))
	w.send(url, "b")
	other := w.create("other", nil)
	w.send(other, "c")
	if w.receive(url)[0].MessageId == w.receive(other)[0].MessageId {
		t.Error("two queues give one message ID")
	}
}

func TestCore_DeleteQueue_of_dead_letters(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	dead := w.create("dead", nil)
	url := w.create("q", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}`})
	w.send(url, "a")
	w.receive(url)
	expect(t, "deletion", "", code(w.deleteQueue(dead)))
	w.pass(time.Minute)
	expect(t, "the message stays", []string{"a"}, bodies(w.receive(url)))
}

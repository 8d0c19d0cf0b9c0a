package sqs_test

import (
	"fmt"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestCore_Wait(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", map[string]string{"ReceiveMessageWaitTimeSeconds": "7"})
	for given, want := range map[int32]time.Duration{0: 7 * time.Second, sqs.Zero: 0, 20: 20 * time.Second} {
		expect(t, fmt.Sprint("WaitTimeSeconds ", given), want, w.Wait(&sdk.ReceiveMessageInput{QueueUrl: &url, WaitTimeSeconds: given}))
	}
}

func TestCore_ReceiveMessage(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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

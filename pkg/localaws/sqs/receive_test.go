package sqs_test

import (
	"fmt"
	"slices"
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

// TestCore_ReceiveMessage_many receives a long queue in order, ten at a time, with what is deleted and what goes to
// the dead letters in between.
func TestCore_ReceiveMessage_many(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	dead := w.create("dead", nil)
	url := w.create("q", map[string]string{
		"VisibilityTimeout": "60", "RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"1"}`,
	})
	var all []string
	for i := range 35 {
		all = append(all, fmt.Sprint(i))
	}
	for sent := range slices.Chunk(all, 10) {
		w.send(url, sent...)
	}
	first := w.receive(url)
	expect(t, "first receive", all[:10], bodies(first))
	w.delete(url, first[3].ReceiptHandle)
	expect(t, "second receive", all[10:20], bodies(w.receive(url)))
	w.pass(time.Minute)
	expect(t, "those that were received once are dead letters", all[20:30], bodies(w.receive(url)))
	expect(t, "the rest", all[30:], bodies(w.receive(url)))
	expect(t, "first dead letters", append(slices.Clone(all[:3]), all[4:11]...), bodies(w.receive(dead)))
	expect(t, "other dead letters", all[11:20], bodies(w.receive(dead)))
}

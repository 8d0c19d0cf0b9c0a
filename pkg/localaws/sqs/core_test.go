package sqs_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestNew(t *testing.T) {
	t.Parallel()
	core := sqs.New(time.Now)
	core.BaseURL = "http://127.0.0.1:4600/"
	out, err := core.CreateQueue(t.Context(), &sdk.CreateQueueInput{QueueName: aws.String("q")})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "URL", "http://127.0.0.1:4600/000000000000/q", *out.QueueUrl)
}

func TestHooks_pick(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	w.send(url, "a", "b", "c")
	choices := []int{2, 0, -1, 0}
	var offered []int
	w.Hooks.Pick = func(queue string, visible int) int {
		offered = append(offered, visible)
		choice := choices[0]
		choices = choices[1:]
		return choice
	}
	expect(t, "first answer", []string{"c", "a"}, bodies(w.receive(url)))
	expect(t, "second answer", []string{"b"}, bodies(w.receive(url)))
	expect(t, "offered", []int{3, 2, 1, 1}, offered)
}

func TestHooks_repeat(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	w.send(url, "a", "b")
	first := w.receive(url)
	w.delete(url, first[0].ReceiptHandle)

	repeat := -1
	w.Hooks.Repeat = func(_ string, gone int) int {
		expect(t, "gone", 2, gone)
		return repeat
	}
	expect(t, "no repetition", []string{}, bodies(w.receive(url)))
	repeat = 0
	expect(t, "in flight", []string{"b"}, bodies(w.receive(url)))
	repeat = 1
	again := w.receive(url)
	expect(t, "deleted", []string{"a"}, bodies(again))
	expect(t, "count", "2", again[0].Attributes["ApproximateReceiveCount"])
	w.Hooks.Repeat = nil
	w.pass(30 * time.Second)
	back := w.receive(url)
	expect(t, "back until deleted again", []string{"a", "b"}, bodies(back))
	w.delete(url, back[0].ReceiptHandle)
	w.delete(url, back[1].ReceiptHandle)
	w.pass(30 * time.Second)
	expect(t, "gone for good", []string{}, bodies(w.receive(url)))
}

func TestHooks_repeat_after_the_retention(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", map[string]string{"MessageRetentionPeriod": "60"})
	w.send(url, "a")
	w.delete(url, w.receive(url)[0].ReceiptHandle)
	w.Hooks.Repeat = func(_ string, gone int) int { return gone - 1 }
	w.pass(59 * time.Second)
	expect(t, "still kept", []string{"a"}, bodies(w.receive(url)))
	w.pass(time.Second)
	expect(t, "expired", []string{}, bodies(w.receive(url)))
}

func TestCore_NextVisible(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", map[string]string{"DelaySeconds": "10"})
	_, some := w.NextVisible(url)
	expect(t, "an empty queue", false, some)
	_, some = w.NextVisible("http://127.0.0.1/000000000000/other")
	expect(t, "no queue", false, some)

	w.send(url, "a")
	next, _ := w.NextVisible(url)
	expect(t, "at the end of its delay", w.now.Add(10*time.Second), next)
	w.pass(10 * time.Second)
	handle := w.receive(url)[0].ReceiptHandle
	next, _ = w.NextVisible(url)
	expect(t, "at the end of its timeout", w.now.Add(30*time.Second), next)
	expect(t, "return", "", code(w.hide(url, handle, 0)))
	next, _ = w.NextVisible(url)
	expect(t, "now", w.now, next)
}

func TestCore_Arrivals(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	w.create("dead", nil)
	url := w.create("q", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}`})
	before := w.Arrivals()
	w.send(url, "a")
	expect(t, "sending is an arrival", before+1, w.Arrivals())
	handle := w.receive(url)[0].ReceiptHandle
	expect(t, "receiving is none", before+1, w.Arrivals())
	expect(t, "return", "", code(w.hide(url, handle, 0)))
	expect(t, "a return to the queue is one", before+2, w.Arrivals())
	expect(t, "received", []string{}, bodies(w.receive(url)))
	expect(t, "a move to the dead-letter queue is one", before+3, w.Arrivals())
}

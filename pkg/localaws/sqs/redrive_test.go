package sqs_test

import (
	"testing"
	"time"
)

func TestRedrivePolicy(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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

func TestRedrivePolicy_retention(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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

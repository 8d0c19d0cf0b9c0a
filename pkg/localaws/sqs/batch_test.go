package sqs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func entry(id, body string) types.SendMessageBatchRequestEntry {
	return types.SendMessageBatchRequestEntry{Id: &id, MessageBody: &body}
}

func TestCore_SendMessageBatch_refused(t *testing.T) {
	t.Parallel()
	half := strings.Repeat("x", 1<<19)
	for name, c := range map[string]struct {
		entries []types.SendMessageBatchRequestEntry
		want    string
	}{
		"empty":         {nil, "EmptyBatchRequest"},
		"eleven":        {make([]types.SendMessageBatchRequestEntry, 11), "TooManyEntriesInBatchRequest"},
		"one ID twice":  {[]types.SendMessageBatchRequestEntry{entry("a", "x"), entry("a", "y")}, "BatchEntryIdsNotDistinct"},
		"a bad ID":      {[]types.SendMessageBatchRequestEntry{entry("a b", "x")}, "InvalidBatchEntryId"},
		"over 1 MiB":    {[]types.SendMessageBatchRequestEntry{entry("a", half), entry("b", half+"x")}, "BatchRequestTooLong"},
		"exactly 1 MiB": {[]types.SendMessageBatchRequestEntry{entry("a", half), entry("b", half)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newCore(t)
			url := w.create("q", nil)
			_, err := w.SendMessageBatch(t.Context(), &sdk.SendMessageBatchInput{QueueUrl: &url, Entries: c.entries})
			expect(t, "code", c.want, strings.TrimPrefix(code(err), "AWS.SimpleQueueService."))
		})
	}
}

func TestCore_SendMessageBatch(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	sent, err := w.SendMessageBatch(t.Context(), &sdk.SendMessageBatchInput{QueueUrl: &url, Entries: []types.SendMessageBatchRequestEntry{
		entry("good", "a"), entry("bad", "\x01"), entry("empty", ""), entry("fine", "b"),
	}})
	expect(t, "send", "", code(err))
	expect(t, "failed sends", map[string]string{"bad": "InvalidMessageContents", "empty": "MissingParameter"}, failures(t, sent.Failed))
	expect(t, "sent", []string{"good", "fine"}, []string{*sent.Successful[0].Id, *sent.Successful[1].Id})
	expect(t, "received", []string{"a", "b"}, bodies(w.receive(url)))
}

func TestCore_ChangeMessageVisibilityBatch(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	w.send(url, "a", "b")
	got := w.receive(url)
	hidden, err := w.ChangeMessageVisibilityBatch(t.Context(), &sdk.ChangeMessageVisibilityBatchInput{QueueUrl: &url, Entries: []types.ChangeMessageVisibilityBatchRequestEntry{
		{Id: aws.String("back"), ReceiptHandle: got[0].ReceiptHandle},
		{Id: aws.String("long"), ReceiptHandle: got[1].ReceiptHandle, VisibilityTimeout: 43201},
		{Id: aws.String("what"), ReceiptHandle: aws.String("?")},
	}})
	expect(t, "change", "", code(err))
	expect(t, "failed changes", map[string]string{"long": "InvalidParameterValue", "what": "ReceiptHandleIsInvalid"}, failures(t, hidden.Failed))
	expect(t, "visible again", []string{"a"}, bodies(w.receive(url)))
}

func TestCore_DeleteMessageBatch(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	w.send(url, "a", "b")
	got := w.receive(url)
	deleted, err := w.DeleteMessageBatch(t.Context(), &sdk.DeleteMessageBatchInput{QueueUrl: &url, Entries: []types.DeleteMessageBatchRequestEntry{
		{Id: aws.String("a"), ReceiptHandle: got[0].ReceiptHandle},
		{Id: aws.String("b"), ReceiptHandle: got[1].ReceiptHandle},
		{Id: aws.String("c"), ReceiptHandle: aws.String("?")},
	}})
	expect(t, "delete", "", code(err))
	expect(t, "failed deletes", map[string]string{"c": "ReceiptHandleIsInvalid"}, failures(t, deleted.Failed))
	expect(t, "left in flight", "0", w.attributes(url, "All")["ApproximateNumberOfMessagesNotVisible"])
}

// failures returns the codes of errors by entry. All of them must be the sender's faults.
func failures(t *testing.T, failed []types.BatchResultErrorEntry) map[string]string {
	codes := map[string]string{}
	for _, f := range failed {
		codes[*f.Id] = *f.Code
		expect(t, "fault of the sender", true, f.SenderFault)
	}
	return codes
}

package wire_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// memory is a journal in memory.
type memory struct {
	calls  []wire.Call
	bodies [][]byte
	full   error
}

// Add implements wire.Journal.
func (m *memory) Add(c wire.Call, body []byte) {
	m.calls, m.bodies = append(m.calls, c), append(m.bodies, body)
}

// Kept implements wire.Journal.
func (m *memory) Kept() error { return m.full }

// TestServer_SetJournal adds what changes a queue, and refuses everything while that is not kept.
func TestServer_SetJournal(t *testing.T) {
	t.Parallel()
	a, j := newAccount(wire.Options{}), &memory{}
	a.SetJournal(j)
	client, url := a.queue(t, nil)
	receive := func() {
		if _, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url}); err != nil {
			t.Error(err)
		}
	}
	receive() // nothing
	send(t, client, url, "x")
	receive()
	if _, err := client.ListQueues(t.Context(), &sqsclient.ListQueuesInput{}); err != nil {
		t.Error(err)
	}
	_, err := client.DeleteMessage(t.Context(), &sqsclient.DeleteMessageInput{QueueUrl: url, ReceiptHandle: aws.String("none")})
	if err == nil {
		t.Error("a receipt that is none: no error")
	}
	want := []wire.Call{{Service: "sqs", Operation: "CreateQueue"}, {Service: "sqs", Operation: "SendMessage"}, {Service: "sqs", Operation: "ReceiveMessage"}}
	if diff := cmp.Diff(want, j.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	j.full = errors.New("no room")
	_, err = client.ListQueues(t.Context(), &sqsclient.ListQueuesInput{}, func(o *sqsclient.Options) { o.Retryer = aws.NopRetryer{} })
	expect(t, "a call while the disk is full", "InternalFailure", code(err))

	again := newAccount(wire.Options{})
	for i, call := range j.calls {
		if err := again.Repeat(t.Context(), call, j.bodies[i]); err != nil {
			t.Error(err)
		}
	}
	for _, one := range []*account{a, again} {
		one.Do(func() {
			if n := one.sqs.Return(*url); n != 1 {
				t.Errorf("%d messages in flight, want 1", n)
			}
		})
	}
	expect(t, "a call that there is not", "NotImplemented", code(again.Repeat(t.Context(), wire.Call{Service: "sqs", Operation: "Fly"}, nil)))
}

func TestBody(t *testing.T) {
	t.Parallel()
	body, err := wire.Body(&sqsclient.DeleteQueueInput{QueueUrl: aws.String("u")})
	if err != nil || string(body) != `{"QueueUrl":"u"}` {
		t.Errorf("%s, %v", body, err)
	}
}

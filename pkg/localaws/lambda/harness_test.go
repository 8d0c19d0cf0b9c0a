package lambda_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	lambdasdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// queue is a queue of package sqs with a lock, whose ReceiveMessage waits for
// messages. It works in a testing/synctest bubble.
type queue struct {
	t       *testing.T
	url     string
	mu      sync.Mutex
	core    *sqs.Core
	receive error // of the next ReceiveMessage
	keeps   bool  // fails deletions
}

const visibility = 30 * time.Second

func newQueue(t *testing.T) *queue {
	q := &queue{t: t, core: sqs.New(time.Now)}
	out, err := q.core.CreateQueue(t.Context(), &sdk.CreateQueueInput{
		QueueName:  aws.String("queries"),
		Attributes: map[string]string{"VisibilityTimeout": "30"},
	})
	if err != nil {
		t.Fatal(err)
	}
	q.url = *out.QueueUrl
	return q
}

func (q *queue) ReceiveMessage(ctx context.Context, in *sdk.ReceiveMessageInput, _ ...func(*sdk.Options)) (*sdk.ReceiveMessageOutput, error) {
	end := time.Now().Add(time.Duration(in.WaitTimeSeconds) * time.Second)
	for {
		out, err := q.look(ctx, in)
		if err != nil || len(out.Messages) > 0 || !time.Now().Before(end) {
			return out, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (q *queue) look(ctx context.Context, in *sdk.ReceiveMessageInput) (*sdk.ReceiveMessageOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.receive; err != nil {
		q.receive = nil
		return nil, err
	}
	return q.core.ReceiveMessage(ctx, in)
}

func (q *queue) DeleteMessageBatch(ctx context.Context, in *sdk.DeleteMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.DeleteMessageBatchOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.keeps {
		for i := range in.Entries {
			in.Entries[i].ReceiptHandle = aws.String("worn out")
		}
	}
	return q.core.DeleteMessageBatch(ctx, in)
}

func (q *queue) GetQueueAttributes(ctx context.Context, in *sdk.GetQueueAttributesInput, _ ...func(*sdk.Options)) (*sdk.GetQueueAttributesOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.core.GetQueueAttributes(ctx, in)
}

func (q *queue) SendMessage(ctx context.Context, in *sdk.SendMessageInput, _ ...func(*sdk.Options)) (*sdk.SendMessageOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.core.SendMessage(ctx, in)
}

func (q *queue) send(bodies ...string) {
	q.t.Helper()
	for _, body := range bodies {
		if _, err := q.SendMessage(q.t.Context(), &sdk.SendMessageInput{QueueUrl: &q.url, MessageBody: &body}); err != nil {
			q.t.Fatal(err)
		}
	}
}

// bodies waits until all messages that are left are visible, and returns their
// bodies.
func (q *queue) bodies() string {
	q.t.Helper()
	time.Sleep(visibility + time.Second)
	out, err := q.look(q.t.Context(), &sdk.ReceiveMessageInput{
		QueueUrl:                    &q.url,
		MaxNumberOfMessages:         10,
		MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{sqstypes.MessageSystemAttributeNameAll},
	})
	if err != nil {
		q.t.Fatal(err)
	}
	var bodies []string
	for _, m := range out.Messages {
		bodies = append(bodies, *m.Body)
	}
	return strings.Join(bodies, " ")
}

// reports collects the errors that a Service reports.
type reports struct {
	mu    sync.Mutex
	lines []string
}

func (r *reports) add(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, err.Error())
}

func (r *reports) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, "\n")
}

// runAsync invokes f once asynchronously and runs the service for some time.
func runAsync(t *testing.T, s *lambda.Service, payload string, long time.Duration) {
	t.Helper()
	out, err := s.Invoke(t.Context(), &lambdasdk.InvokeInput{
		FunctionName:   aws.String("f"),
		InvocationType: types.InvocationTypeEvent,
		Payload:        []byte(payload),
	})
	if err != nil || out.StatusCode != 202 {
		t.Fatalf("accepted with %v, error %v", out, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	if err := s.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

// runMapping runs a mapping of q for some time and returns the errors that were
// reported.
func runMapping(t *testing.T, q *queue, m lambda.Mapping, handler any, long time.Duration) string {
	t.Helper()
	var reported reports
	s := lambda.New(lambda.Options{Report: reported.add})
	s.Register("worker", lambda.Handler(handler), lambda.Config{})
	m.Queue, m.QueueURL, m.Function = q, q.url, "worker"
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	if err := s.RunMapping(ctx, m); err != nil {
		t.Fatal(err)
	}
	return reported.String()
}

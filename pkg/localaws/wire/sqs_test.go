package wire_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestPoller(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		happens func(*testing.T, *sqsclient.Client, *string)
		want    []string
		after   time.Duration
	}{
		"nothing": {func(*testing.T, *sqsclient.Client, *string) {}, nil, 20 * time.Second},
		"a message is sent": {func(t *testing.T, client *sqsclient.Client, url *string) {
			time.Sleep(5 * time.Second)
			send(t, client, url, "sent")
		}, []string{"sent"}, 5 * time.Second},
		"a delay ends": {func(t *testing.T, client *sqsclient.Client, url *string) {
			if _, err := client.SendMessage(t.Context(), &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: aws.String("delayed"), DelaySeconds: 7}); err != nil {
				t.Error(err)
			}
		}, []string{"delayed"}, 7 * time.Second},
		"a message is handed back": {func(t *testing.T, client *sqsclient.Client, url *string) {
			send(t, client, url, "held")
			out, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url})
			if err != nil || len(out.Messages) != 1 {
				t.Error(out, err)
				return
			}
			time.Sleep(3 * time.Second)
			_, err = client.ChangeMessageVisibility(t.Context(), &sqsclient.ChangeMessageVisibilityInput{QueueUrl: url, ReceiptHandle: out.Messages[0].ReceiptHandle})
			if err != nil {
				t.Error(err)
			}
		}, []string{"held"}, 3 * time.Second},
		"a send comes too late": {func(t *testing.T, client *sqsclient.Client, url *string) {
			time.Sleep(20*time.Second + time.Nanosecond)
			send(t, client, url, "late")
		}, nil, 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, url := newAccount(wire.Options{}).queue(t, nil)
				go c.happens(t, client, url)
				synctest.Wait()
				bodies, took, err := poll(t.Context(), client, url)
				if err != nil {
					t.Fatal(err)
				}
				expect(t, "messages", c.want, bodies)
				expect(t, "time", c.after, took)
				time.Sleep(time.Minute) // lets the other goroutine end
			})
		})
	}
}

func TestPoller_visibility_timeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, url := newAccount(wire.Options{}).queue(t, map[string]string{"VisibilityTimeout": "10"})
		send(t, client, url, "a")
		if bodies, _, err := poll(t.Context(), client, url); err != nil || len(bodies) != 1 {
			t.Fatal(bodies, err)
		}
		bodies, took, err := poll(t.Context(), client, url)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "messages", []string{"a"}, bodies)
		expect(t, "time", 10*time.Second, took)
	})
}

func TestPoller_fast_clock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		fast := func() time.Time { return began.Add(10 * time.Since(began)) }
		client, url := newAccount(wire.Options{Now: fast, Speed: 10}).queue(t, map[string]string{"VisibilityTimeout": "10"})
		_, took, err := poll(t.Context(), client, url)
		expect(t, "error", nil, err)
		expect(t, "time of an empty poll", 2*time.Second, took)
		send(t, client, url, "a")
		if bodies, _, err := poll(t.Context(), client, url); err != nil || len(bodies) != 1 {
			t.Fatal(bodies, err)
		}
		bodies, took, err := poll(t.Context(), client, url)
		expect(t, "error", nil, err)
		expect(t, "messages", []string{"a"}, bodies)
		expect(t, "time until the message appears again", time.Second, took)
	})
}

func TestPoller_cancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, url := newAccount(wire.Options{}).queue(t, nil)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, took, err := poll(ctx, client, url)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("cancelled poll: %v", err)
		}
		expect(t, "time", 3*time.Second, took)
		send(t, client, url, "a")
		bodies, took, err := poll(t.Context(), client, url)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "messages", []string{"a"}, bodies)
		expect(t, "time", time.Duration(0), took)
	})
}

// TestPoller_messages_that_a_hook_withholds receives a visible message that a hook withholds 20 times.
func TestPoller_messages_that_a_hook_withholds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(wire.Options{})
		client, url := a.queue(t, nil)
		send(t, client, url, "a")
		asked := 0
		a.sqs.Hooks.Pick = func(string, int) int {
			if asked++; asked <= 20 {
				return -1
			}
			return 0
		}
		bodies, took, err := poll(t.Context(), client, url)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "messages", []string{"a"}, bodies)
		expect(t, "time", time.Second, took)
	})
}

func TestServer_AddSQS_errors(t *testing.T) {
	t.Parallel()
	client, url := newAccount(wire.Options{}).queue(t, nil)
	_, err := client.GetQueueUrl(t.Context(), &sqsclient.GetQueueUrlInput{QueueName: aws.String("none")})
	expect(t, "no queue", "AWS.SimpleQueueService.NonExistentQueue", code(err))
	var missing *sqstypes.QueueDoesNotExist
	expect(t, "its type", true, errors.As(err, &missing))
	_, err = client.SendMessageBatch(t.Context(), &sqsclient.SendMessageBatchInput{QueueUrl: url, Entries: []sqstypes.SendMessageBatchRequestEntry{}})
	expect(t, "an empty batch", "AWS.SimpleQueueService.EmptyBatchRequest", code(err))
	_, err = client.DeleteMessage(t.Context(), &sqsclient.DeleteMessageInput{QueueUrl: url, ReceiptHandle: aws.String("?")})
	expect(t, "a bad handle", "ReceiptHandleIsInvalid", code(err))
	_, err = client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 11})
	expect(t, "too many", "InvalidParameterValue", code(err))
}

func TestServer_AddSQS(t *testing.T) {
	t.Parallel()
	client, url := newAccount(wire.Options{}).queue(t, nil)
	attributes := map[string]sqstypes.MessageAttributeValue{
		"text": {DataType: aws.String("String"), StringValue: aws.String("x")},
		"blob": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}},
	}
	sent, err := client.SendMessage(t.Context(), &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: aws.String("body ✓"), MessageAttributes: attributes, MessageGroupId: aws.String("bot-usage")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{
		QueueUrl: url, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{"MessageGroupId", "ApproximateReceiveCount"},
	})
	if err != nil || len(got.Messages) != 1 {
		t.Fatalf("received %d messages: %v", len(got.Messages), err)
	}
	m := got.Messages[0]
	expect(t, "body", "body ✓", *m.Body)
	expect(t, "ID", sent.MessageId, m.MessageId)
	expect(t, "MD5 of attributes", sent.MD5OfMessageAttributes, m.MD5OfMessageAttributes)
	expect(t, "binary value", []byte{0, 255}, m.MessageAttributes["blob"].BinaryValue)
	expect(t, "system attributes", map[string]string{"MessageGroupId": "bot-usage", "ApproximateReceiveCount": "1"}, m.Attributes)
}

func TestServer_AddSQS_host_of_a_queue_URL(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client, _ := a.queue(t, nil)
	send(t, client, aws.String("https://sqs.us-east-1.amazonaws.com/000000000000/q"), "x")
}

// TestServer_AddSQS_purge_twice has the status from LocalStack's record of 30 April 2024 on AWS and the API
// reference (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html).
func TestServer_AddSQS_purge_twice(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	_, url := a.queue(t, nil)
	body := `{"QueueUrl":"` + *url + `"}`
	expect(t, "first", 200, a.post(t, "AmazonSQS.PurgeQueue", body).StatusCode)
	resp := a.post(t, "AmazonSQS.PurgeQueue", body)
	expect(t, "second", 403, resp.StatusCode)
	expect(t, "its code", "AWS.SimpleQueueService.PurgeQueueInProgress;Sender", resp.Header.Get("X-Amzn-Query-Error"))
}

// TestPoller_queue_deleted ends a long poll of a queue that is deleted.
func TestPoller_queue_deleted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, url := newAccount(wire.Options{}).queue(t, nil)
		go func() {
			time.Sleep(3 * time.Second)
			if _, err := client.DeleteQueue(t.Context(), &sqsclient.DeleteQueueInput{QueueUrl: url}); err != nil {
				t.Error(err)
			}
		}()
		_, took, err := poll(t.Context(), client, url)
		expect(t, "error", "AWS.SimpleQueueService.NonExistentQueue", code(err))
		expect(t, "time", 3*time.Second, took)
	})
}

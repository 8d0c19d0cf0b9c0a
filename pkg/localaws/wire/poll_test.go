package wire_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// poll receives with the longest wait and tells how long it took.
func poll(ctx context.Context, client *sqsclient.Client, url *string) (bodies []string, took time.Duration, err error) {
	began := time.Now()
	out, err := client.ReceiveMessage(ctx, &sqsclient.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 20, MaxNumberOfMessages: 10})
	if err != nil {
		return nil, time.Since(began), err
	}
	for _, m := range out.Messages {
		bodies = append(bodies, *m.Body)
	}
	return bodies, time.Since(began), nil
}

func TestLongPolls(t *testing.T) {
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

func TestAPollWakesWhenAVisibilityTimeoutEnds(t *testing.T) {
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

func TestPollsGoByAFastClock(t *testing.T) {
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

func TestACancelledPollSwallowsNothing(t *testing.T) {
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

// TestAReluctantQueueDoesNotSpin has a hook withhold a visible message for a while.
func TestAReluctantQueueDoesNotSpin(t *testing.T) {
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

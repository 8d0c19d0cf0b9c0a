package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// runMapping polls q with one poller for a while and returns what was reported.
func runMapping(t *testing.T, q *queue, m lambda.Mapping, config lambda.Config, handler any, long time.Duration) string {
	t.Helper()
	var told reports
	s := lambda.New(lambda.Options{Report: told.add})
	s.Register("worker", lambda.Handler(handler), config)
	m.Queue, m.QueueURL, m.Function = q, q.url, "worker"
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	if err := s.RunMapping(ctx, m); err != nil {
		t.Fatal(err)
	}
	return told.String()
}

func TestPartialBatchResponses(t *testing.T) {
	t.Parallel()
	const all = "a b c"
	tests := []struct {
		name   string
		answer string // B stands for the ID of message b
		left   string
		told   string // part of what is reported
	}{
		{"no failures", `{"batchItemFailures":[]}`, "", ""},
		{"null list", `{"batchItemFailures":null}`, "", ""},
		{"empty object", `{}`, "", ""},
		{"null answer", `null`, "", ""},
		{"one failure", `{"batchItemFailures":[{"itemIdentifier":"B"}]}`, "b", ""},
		{"one failure twice", `{"batchItemFailures":[{"itemIdentifier":"B"},{"itemIdentifier":"B"}]}`, "b", ""},
		{"unknown identifier", `{"batchItemFailures":[{"itemIdentifier":"B"},{"itemIdentifier":"x"}]}`, all, `"x" names no message`},
		{"empty identifier", `{"batchItemFailures":[{"itemIdentifier":""}]}`, all, "no itemIdentifier"},
		{"null identifier", `{"batchItemFailures":[{"itemIdentifier":null}]}`, all, "no itemIdentifier"},
		{"identifier of a wrong type", `{"batchItemFailures":[{"itemIdentifier":7}]}`, all, "no itemIdentifier"},
		{"wrong key", `{"batchItemFailures":[{"ItemIdentifier":"B"}]}`, all, "no itemIdentifier"},
		{"wrong key above", `{"BatchItemFailures":[{"itemIdentifier":"B"}]}`, "", ""},
		{"not a list", `{"batchItemFailures":"B"}`, all, "not a list"},
		{"not an object", `"ok"`, all, "not a JSON object"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				q := newQueue(t)
				q.send("a", "b", "c")
				handler := func(e events.SQSEvent) (json.RawMessage, error) {
					return json.RawMessage(strings.ReplaceAll(tt.answer, `"B"`, `"`+e.Records[1].MessageId+`"`)), nil
				}
				m := lambda.Mapping{MaximumConcurrency: 1, ReportBatchItemFailures: true}
				told := runMapping(t, q, m, lambda.Config{}, handler, time.Second)
				if left := q.bodies(); left != tt.left {
					t.Errorf("left in the queue %q, want %q", left, tt.left)
				}
				if !strings.Contains(told, tt.told) || (told == "") != (tt.told == "") {
					t.Errorf("reported %q, want %q", told, tt.told)
				}
			})
		})
	}
}

func TestWholeBatchFails(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler any
		told    string
	}{
		"error":   {func(events.SQSEvent) error { return errors.New("no ledger") }, "no ledger"},
		"panic":   {func(events.SQSEvent) error { panic("boom") }, "boom"},
		"timeout": {func(ctx context.Context, _ events.SQSEvent) error { <-ctx.Done(); return nil }, "Task timed out after 3.00 seconds"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				q := newQueue(t)
				q.send("a", "b")
				told := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, lambda.Config{}, tt.handler, 5*time.Second)
				if left := q.bodies(); left != "a b" {
					t.Errorf("left in the queue %q, want both messages", left)
				}
				if !strings.Contains(told, tt.told) {
					t.Errorf("reported %q, want %q", told, tt.told)
				}
			})
		})
	}
}

func TestFailedMessagesComeBackAfterTheirVisibilityTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.send("a")
		start := time.Now()
		var at []time.Duration
		handler := func(e events.SQSEvent) error {
			at = append(at, time.Since(start).Truncate(time.Second))
			if len(at) < 3 {
				return errors.New("not yet")
			}
			return nil
		}
		runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, lambda.Config{}, handler, 5*time.Minute)
		want := []time.Duration{0, visibility, 2 * visibility}
		if !slices.Equal(at, want) {
			t.Errorf("invoked at %v, want %v", at, want)
		}
	})
}

func TestBatchEvent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		_, err := q.SendMessage(t.Context(), &sdk.SendMessageInput{
			QueueUrl:       &q.url,
			MessageBody:    aws.String("a"),
			MessageGroupId: aws.String("bot-usage"),
			MessageAttributes: map[string]sqstypes.MessageAttributeValue{
				"trace": {DataType: aws.String("String"), StringValue: aws.String("t-1")},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		var got events.SQSMessage
		handler := func(e events.SQSEvent) { got = e.Records[0] }
		runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, lambda.Config{}, handler, time.Second)
		want := events.SQSMessage{
			MessageId:              got.MessageId,
			ReceiptHandle:          got.ReceiptHandle,
			Body:                   "a",
			Md5OfBody:              "0cc175b9c0f1b6a831c399e269772661",
			Md5OfMessageAttributes: got.Md5OfMessageAttributes,
			Attributes:             got.Attributes,
			MessageAttributes:      map[string]events.SQSMessageAttribute{"trace": {StringValue: aws.String("t-1"), DataType: "String"}},
			EventSourceARN:         "arn:aws:sqs:us-east-1:000000000000:queries",
			EventSource:            "aws:sqs",
			AWSRegion:              "us-east-1",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("record (-want +got):\n%s", diff)
		}
		for name, want := range map[string]string{"ApproximateReceiveCount": "1", "MessageGroupId": "bot-usage"} {
			if got.Attributes[name] != want {
				t.Errorf("attribute %s is %q, want %q", name, got.Attributes[name], want)
			}
		}
		if got.MessageId == "" || got.ReceiptHandle == "" || got.Md5OfMessageAttributes == "" {
			t.Errorf("record without identity: %+v", got)
		}
	})
}

func TestBatchSizeAndMaximumConcurrency(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.send("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
		var running, most, largest, total atomic.Int64
		handler := func(e events.SQSEvent) {
			most.Store(max(most.Load(), running.Add(1)))
			largest.Store(max(largest.Load(), int64(len(e.Records))))
			total.Add(int64(len(e.Records)))
			time.Sleep(2 * time.Second)
			running.Add(-1)
		}
		runMapping(t, q, lambda.Mapping{BatchSize: 2, MaximumConcurrency: 3}, lambda.Config{}, handler, 10*time.Second)
		if most.Load() != 3 || largest.Load() != 2 || total.Load() != 12 {
			t.Errorf("%d at once, batches of %d, %d messages; want 3, 2, 12", most.Load(), largest.Load(), total.Load())
		}
	})
}

func TestThrottledBatchIsKeptInHand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.send("long", "short")
		start := time.Now()
		var received []string
		var at []time.Duration
		handler := func(e events.SQSEvent) error {
			received = append(received, e.Records[0].Attributes["ApproximateReceiveCount"])
			at = append(at, time.Since(start))
			time.Sleep(5 * time.Second)
			return nil
		}
		config := lambda.Config{Concurrency: 1, Timeout: time.Minute}
		told := runMapping(t, q, lambda.Mapping{BatchSize: 1, MaximumConcurrency: 2}, config, handler, 20*time.Second)
		if told != "" || !slices.Equal(received, []string{"1", "1"}) {
			t.Errorf("receive counts %v, reported %q; want each message received once", received, told)
		}
		if want := []time.Duration{0, 7 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("invoked at %v, want %v", at, want)
		}
	})
}

func TestBatchThrottledForTooLongIsLetGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.send("long", "short")
		var received []string
		handler := func(e events.SQSEvent) {
			received = append(received, e.Records[0].Attributes["ApproximateReceiveCount"])
			time.Sleep(25 * time.Second)
			if len(received) == 1 {
				time.Sleep(25 * time.Second)
			}
		}
		config := lambda.Config{Concurrency: 1, Timeout: time.Minute}
		told := runMapping(t, q, lambda.Mapping{BatchSize: 1, MaximumConcurrency: 2}, config, handler, 2*time.Minute)
		if !strings.Contains(told, "Rate Exceeded") {
			t.Errorf("reported %q, want the throttling", told)
		}
		if len(received) < 2 || received[1] == "1" {
			t.Errorf("receive counts %v; want the throttled message received again", received)
		}
	})
}

func TestMessagesThatCannotBeDeletedAreReported(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.keeps = true
		q.send("a")
		told := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, lambda.Config{}, func() {}, time.Second)
		if !strings.Contains(told, "delete 1 messages from") || !strings.Contains(told, "ReceiptHandleIsInvalid") {
			t.Errorf("reported %q, want the refused deletion", told)
		}
	})
}

func TestMappingOutlivesFailingReceives(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.receive = errors.New("connection reset")
		q.send("a")
		told := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, lambda.Config{}, func() {}, 5*time.Second)
		if left := q.bodies(); left != "" || !strings.Contains(told, "connection reset") {
			t.Errorf("left %q, reported %q", left, told)
		}
	})
}

func TestImpossibleMappings(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	s := lambda.New(lambda.Options{})
	s.Register("worker", lambda.Handler(func() {}), lambda.Config{})
	tests := []struct {
		mapping lambda.Mapping
		want    string
	}{
		{lambda.Mapping{QueueURL: q.url, Function: "worker", BatchSize: 11}, "batch size 11"},
		{lambda.Mapping{QueueURL: q.url, Function: "worker", MaximumConcurrency: 1001}, "maximum concurrency 1001"},
		{lambda.Mapping{QueueURL: q.url, Function: "wroker"}, "Function not found"},
		{lambda.Mapping{QueueURL: q.url + "x", Function: "worker"}, "NonExistentQueue"},
	}
	for _, tt := range tests {
		tt.mapping.Queue = q
		if err := s.RunMapping(t.Context(), tt.mapping); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: error %v, want %q", tt.mapping, err, tt.want)
		}
	}
}

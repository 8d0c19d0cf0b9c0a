package lambda_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestService_RunMapping_failed_batch(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler  any
		reported string
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
				reported := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, tt.handler, 5*time.Second)
				if left := q.bodies(); left != "a b" {
					t.Errorf("left in the queue %q, want both messages", left)
				}
				if !strings.Contains(reported, tt.reported) {
					t.Errorf("reported %q, want %q", reported, tt.reported)
				}
			})
		})
	}
}

func TestService_RunMapping_failed_message(t *testing.T) {
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
		runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, handler, 5*time.Minute)
		want := []time.Duration{0, visibility, 2 * visibility}
		if !slices.Equal(at, want) {
			t.Errorf("invoked at %v, want %v", at, want)
		}
	})
}

func TestService_RunMapping_batch_size_and_concurrency(t *testing.T) {
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
		runMapping(t, q, lambda.Mapping{BatchSize: 2, MaximumConcurrency: 3}, handler, 10*time.Second)
		if most.Load() != 3 || largest.Load() != 2 || total.Load() != 12 {
			t.Errorf("%d at once, batches of %d, %d messages; want 3, 2, 12", most.Load(), largest.Load(), total.Load())
		}
	})
}

func TestService_RunMapping_failed_deletion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.keeps = true
		q.send("a")
		reported := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, func() {}, time.Second)
		if !strings.Contains(reported, "delete 1 messages from") || !strings.Contains(reported, "ReceiptHandleIsInvalid") {
			t.Errorf("reported %q, want the refused deletion", reported)
		}
	})
}

func TestService_RunMapping_failed_receive(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		q.receive = errors.New("connection reset")
		q.send("a")
		reported := runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, func() {}, 5*time.Second)
		if left := q.bodies(); left != "" || !strings.Contains(reported, "connection reset") {
			t.Errorf("left %q, reported %q", left, reported)
		}
	})
}

func TestService_RunMapping_refused(t *testing.T) {
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

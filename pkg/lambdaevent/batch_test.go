package lambdaevent_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

// sqsEvent is an event as Lambda delivers it: the shape of AWS's example
// (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
func sqsEvent(t *testing.T) events.SQSEvent {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "sqs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var e events.SQSEvent
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestQueries(t *testing.T) {
	t.Parallel()
	var got []queue.Message
	handle := lambdaevent.Queries(func(_ context.Context, batch []queue.Message) ([]string, error) {
		got = batch
		return []string{batch[1].ID}, nil
	})
	response, err := handle(t.Context(), sqsEvent(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []queue.Message{
		{ID: "059f36b4-87a3-44ab-83d2-661975830a7d", Receipt: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
			Body: `{"version":1,"run":"bot-usage@2026-01-02T12:30:00Z","epoch":1,"round":1}`, Receives: 1},
		{ID: "2e1424d4-f796-459a-8184-9c92662be6da", Receipt: "AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq...", Body: `{"version":2}`, Receives: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	expectJSON(t, `{"batchItemFailures":[{"itemIdentifier":"2e1424d4-f796-459a-8184-9c92662be6da"}]}`, response)
}

// TestQueries_no_failure returns an empty list: for Lambda null is a success, too,
// but it documents a list.
func TestQueries_no_failure(t *testing.T) {
	t.Parallel()
	handle := lambdaevent.Queries(func(context.Context, []queue.Message) ([]string, error) { return nil, nil })
	response, err := handle(t.Context(), sqsEvent(t))
	if err != nil {
		t.Fatal(err)
	}
	expectJSON(t, `{"batchItemFailures":[]}`, response)
}

func expectJSON(t *testing.T, want string, v any) {
	t.Helper()
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

// hider records the messages that were hidden.
type hider struct {
	hidden []string
	err    error
}

func (h *hider) SetVisibility(_ context.Context, d time.Duration, receipts ...string) error {
	h.hidden = append(h.hidden, fmt.Sprint(d, " ", receipts))
	return h.err
}

func TestReports(t *testing.T) {
	t.Parallel()
	// The second message of the event is of another version: it fails by itself.
	const first, second = `{"itemIdentifier":"059f36b4-87a3-44ab-83d2-661975830a7d"}`, `{"itemIdentifier":"2e1424d4-f796-459a-8184-9c92662be6da"}`
	later := &fanlight.DeliveryError{RetryAfter: time.Minute, Err: errors.New("destinations are left")}
	for _, test := range []struct {
		name   string
		err    error
		hide   error
		again  string
		hidden []string
		logged int
	}{
		{"done", nil, nil, second, nil, 1},
		{"later", later, nil, first + "," + second, []string{"1m0s [AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...]"}, 1},
		{"later, but it cannot be hidden", later, errors.New("no"), first + "," + second, []string{"1m0s [AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...]"}, 2},
		{"failed", errors.New("no ledger"), nil, first + "," + second, nil, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := &hider{err: test.hide}
			var published []fanlight.ReportMessage
			var log bytes.Buffer
			handle := lambdaevent.Reports(func(_ context.Context, m fanlight.ReportMessage) error {
				published = append(published, m)
				return test.err
			}, h, slog.New(slog.NewTextHandler(&log, nil)))
			response, err := handle(t.Context(), sqsEvent(t))
			if err != nil {
				t.Fatal(err)
			}
			expectJSON(t, `{"batchItemFailures":[`+test.again+`]}`, response)
			if diff := cmp.Diff([]fanlight.ReportMessage{{Version: 1, Run: sim.RunID, Epoch: 1, Round: 1}}, published); diff != "" {
				t.Errorf("published (-want +got):\n%s", diff)
			}
			logged := strings.Count(log.String(), "level=ERROR")
			if diff := cmp.Diff(test.hidden, h.hidden); diff != "" || logged != test.logged {
				t.Errorf("%d errors logged, want %d; hidden (-want +got):\n%s", logged, test.logged, diff)
			}
		})
	}
}

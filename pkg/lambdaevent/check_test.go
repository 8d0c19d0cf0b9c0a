package lambdaevent_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
)

// TestWithCheck holds that an invocation is a check or a batch, never both: a check
// publishes nothing, and a message that asks for a check is refused as a report message.
func TestWithCheck(t *testing.T) {
	t.Parallel()
	const message = `{"messageId":"m1","body":"{\"check\": true}"}`
	for name, test := range map[string]struct {
		event  string
		checks int
		want   string
	}{
		"a check":                {`{"check": true}`, 1, `"checked"`},
		"no check":               {`{"check": false}`, 0, `{"batchItemFailures":[]}`},
		"nothing":                {`{}`, 0, `{"batchItemFailures":[]}`},
		"a message":              {`{"Records":[` + message + `]}`, 0, `{"batchItemFailures":[{"itemIdentifier":"m1"}]}`},
		"a batch with the word":  {`{"check": true, "Records":[` + message + `]}`, 0, `{"batchItemFailures":[{"itemIdentifier":"m1"}]}`},
		"a text":                 {`{"check": "true"}`, 0, `{"batchItemFailures":[]}`},
		"an empty batch with it": {`{"check": true, "Records":[]}`, 0, `{"batchItemFailures":[]}`},
	} {
		checks := 0
		reports := lambdaevent.Reports(func(_ context.Context, m fanlight.ReportMessage) error {
			t.Errorf("%s: published %+v", name, m)
			return nil
		}, &hider{}, slog.New(slog.NewTextHandler(io.Discard, nil)))
		handle := lambdaevent.WithCheck(reports, func(context.Context) string { checks++; return "checked" })
		got, err := handle(t.Context(), json.RawMessage(test.event))
		if err != nil || checks != test.checks {
			t.Errorf("%s: %v, %d checks, want %d", name, err, checks, test.checks)
		}
		expectJSON(t, test.want, got)
	}
}

func TestWithCheck_unreadable(t *testing.T) {
	t.Parallel()
	handle := lambdaevent.WithCheck(func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
		t.Error("handled")
		return events.SQSEventResponse{}, nil
	}, func(context.Context) string { return "" })
	if _, err := handle(t.Context(), json.RawMessage(`[1]`)); err == nil {
		t.Error("an event of another form is taken")
	}
}

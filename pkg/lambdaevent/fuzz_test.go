package lambdaevent_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
)

type noVisibility struct{}

func (noVisibility) SetVisibility(context.Context, time.Duration, ...string) error { return nil }

// FuzzReports hands any event to the reporter's handler: it is an error, the answer to a check, or a
// batch of which each message is published or given back, and is never lost.
func FuzzReports(f *testing.F) {
	batch, err := os.ReadFile(filepath.Join("testdata", "sqs.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(batch), `{"check":true}`, `{"check":true,"Records":[]}`, `{"Records":null}`, `[]`, `{"Records":[{"messageId":"a","body":"{}"},{"body":1}]}`,
		`{"Records":[{"messageId":"a","body":"{\"version\":1,\"run\":\"a@2026-01-02T12:30:00Z\",\"epoch\":1,\"round\":1}"}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, event []byte) {
		published := 0
		reports := lambdaevent.Reports(func(_ context.Context, m fanlight.ReportMessage) error {
			published++
			if m.Epoch < 1 || m.Run.Report() == "" {
				t.Errorf("published %+v", m)
			}
			return nil
		}, noVisibility{}, slog.New(slog.DiscardHandler))
		answer, err := lambdaevent.WithCheck(reports, func(context.Context) string { return "checked" })(t.Context(), event)
		if err != nil || answer == "checked" {
			return
		}
		var sent events.SQSEvent
		if err := json.Unmarshal(event, &sent); err != nil {
			t.Fatal(err)
		}
		if failed := answer.(events.SQSEventResponse).BatchItemFailures; len(failed)+published != len(sent.Records) {
			t.Errorf("%d of %d messages were published, %d given back", published, len(sent.Records), len(failed))
		}
	})
}

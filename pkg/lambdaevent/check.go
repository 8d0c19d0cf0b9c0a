package lambdaevent

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
)

// WithCheck returns a handler that answers an invocation with {"check": true} by check, and
// every other event as a batch of a queue. An event with messages is a batch, whatever
// else it has, and a message whose body asks for a check is a message of that queue.
func WithCheck[Result any](batches BatchHandler, check func(context.Context) Result) func(context.Context, json.RawMessage) (any, error) {
	return func(ctx context.Context, event json.RawMessage) (any, error) {
		var asked struct {
			Check   bool            `json:"check"`
			Records json.RawMessage `json:"Records"`
		}
		if err := json.Unmarshal(event, &asked); err == nil && asked.Check && asked.Records == nil {
			return check(ctx), nil
		}
		var batch events.SQSEvent
		if err := json.Unmarshal(event, &batch); err != nil {
			return nil, fmt.Errorf("read an event: want a batch of a queue, or {\"check\": true}: %w", err)
		}
		return batches(ctx, batch)
	}
}

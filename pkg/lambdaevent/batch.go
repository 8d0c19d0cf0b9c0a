// Package lambdaevent turns Lambda's events into the calls of the actors, and
// their outcomes into what Lambda understands: partial batch responses for SQS,
// answers for commands, metrics for events.
package lambdaevent

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
)

// BatchHandler handles an event of an SQS event source that reports batch item
// failures.
type BatchHandler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

// Queries handles batches of the query queue. The worker returns the IDs of the
// messages that must be delivered again.
func Queries(work func(context.Context, []queue.Message) (again []string, err error)) BatchHandler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		again, err := work(ctx, messages(e))
		return failures(again), err
	}
}

// VisibilitySetter hides a message for a while, so that it is delivered again after it.
type VisibilitySetter interface {
	SetVisibility(ctx context.Context, d time.Duration, receipts ...string) error
}

// Reports handles batches of the report queue. If the reporter's error asks for
// another try after a time (fanlight.RetryAfter), the message is hidden for that
// long. Any other failure is logged, not returned: it concerns one message, not
// the batch.
func Reports(publish func(context.Context, fanlight.ReportMessage) error, reports VisibilitySetter, log *slog.Logger) BatchHandler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		var again []string
		for _, m := range messages(e) {
			report, done, err := reportOne(ctx, publish, reports, m)
			if err != nil {
				log.ErrorContext(ctx, "report failed", fanlight.Run{ID: report.Run, Epoch: report.Epoch}.LogAttrs(),
					"round", report.Round, "error", err)
			}
			if !done {
				again = append(again, m.ID)
			}
		}
		return failures(again), nil
	}
}

func reportOne(ctx context.Context, publish func(context.Context, fanlight.ReportMessage) error, reports VisibilitySetter, m queue.Message) (report fanlight.ReportMessage, done bool, err error) {
	report, err = fanlight.ParseReportMessage(m.Body)
	if err != nil {
		return report, false, err // the queue gives it up to the dead letters, which raise an alarm
	}
	err = publish(ctx, report)
	if wait := fanlight.RetryAfter(err); wait > 0 {
		return report, false, reports.SetVisibility(ctx, wait, m.Receipt)
	}
	return report, err == nil, err
}

func messages(e events.SQSEvent) []queue.Message {
	all := make([]queue.Message, len(e.Records))
	for i, r := range e.Records {
		receives, _ := strconv.Atoi(r.Attributes["ApproximateReceiveCount"])
		all[i] = queue.Message{ID: r.MessageId, Receipt: r.ReceiptHandle, Body: r.Body, Receives: receives}
	}
	return all
}

func failures(ids []string) events.SQSEventResponse {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, id := range ids {
		response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: id})
	}
	return response
}

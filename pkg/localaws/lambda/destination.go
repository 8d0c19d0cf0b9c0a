package lambda

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Sender has the method of the SQS client that a destination calls.
type Sender interface {
	SendMessage(ctx context.Context, in *sqs.SendMessageInput, options ...func(*sqs.Options)) (*sqs.SendMessageOutput, error)
}

// Destination is a queue that gets a record of each asynchronous invocation that
// is given up.
type Destination struct {
	Sender   Sender
	QueueURL string
}

// The reasons for which an asynchronous invocation is given up.
const (
	conditionRetriesExhausted = "RetriesExhausted"
	conditionEventAgeExceeded = "EventAgeExceeded"
)

// record is the message to a destination
// (docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
// An event that never ran has no response.
type record struct {
	Version         string           `json:"version"`
	Timestamp       string           `json:"timestamp"`
	RequestContext  requestContext   `json:"requestContext"`
	RequestPayload  json.RawMessage  `json:"requestPayload"`
	ResponseContext *responseContext `json:"responseContext,omitempty"`
	ResponsePayload json.RawMessage  `json:"responsePayload,omitempty"`
}

type requestContext struct {
	RequestID   string `json:"requestId"`
	FunctionARN string `json:"functionArn"`
	Condition   string `json:"condition"`
	InvokeCount int    `json:"approximateInvokeCount"`
}

type responseContext struct {
	StatusCode      int    `json:"statusCode"`
	ExecutedVersion string `json:"executedVersion"`
	FunctionError   string `json:"functionError"`
}

func newRecord(e *event, condition string, now time.Time) record {
	r := record{
		Version:   "1.0",
		Timestamp: now.UTC().Format("2006-01-02T15:04:05.000Z"),
		RequestContext: requestContext{
			RequestID:   e.requestID,
			FunctionARN: e.function.arn() + ":" + latest,
			Condition:   condition,
			InvokeCount: e.tries,
		},
		RequestPayload: e.payload,
	}
	if e.last.functionError != "" {
		r.ResponseContext = &responseContext{http.StatusOK, latest, e.last.functionError}
		r.ResponsePayload = asJSON(e.last.result)
	}
	return r
}

// asJSON returns a function's result, quoted if it is not JSON.
func asJSON(text []byte) json.RawMessage {
	if json.Valid(text) {
		return text
	}
	quoted, err := json.Marshal(string(text))
	if err != nil {
		panic("a string is always JSON: " + err.Error())
	}
	return quoted
}

// giveUp sends a record of the event to the function's destination, or reports
// it if there is none. It does nothing if ctx has ended.
func (s *Service) giveUp(ctx context.Context, e *event, condition string) {
	if ctx.Err() != nil {
		return
	}
	if e.function.OnFailure == nil {
		s.report(fmt.Errorf("gave up invocation %s of %s after %d tries: %s: %s", e.requestID, e.function.name, e.tries, condition, e.last.result))
		return
	}
	body, err := json.Marshal(newRecord(e, condition, time.Now()))
	if err == nil {
		_, err = e.function.OnFailure.Sender.SendMessage(ctx, &sqs.SendMessageInput{
			QueueUrl:    aws.String(e.function.OnFailure.QueueURL),
			MessageBody: aws.String(string(body)),
		})
	}
	if err != nil {
		s.report(fmt.Errorf("send the failure of invocation %s of %s to its destination: %w", e.requestID, e.function.name, err))
	}
}

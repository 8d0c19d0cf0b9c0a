package lambda_test

import (
	"encoding/json"
	"strings"
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

func TestSucceeded(t *testing.T) {
	t.Parallel()
	const all = "a b c"
	tests := []struct {
		name     string
		answer   string // B stands for the ID of message b
		left     string
		reported string // part of what is reported
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
				reported := runMapping(t, q, m, handler, time.Second)
				if left := q.bodies(); left != tt.left {
					t.Errorf("left in the queue %q, want %q", left, tt.left)
				}
				if !strings.Contains(reported, tt.reported) || (reported == "") != (tt.reported == "") {
					t.Errorf("reported %q, want %q", reported, tt.reported)
				}
			})
		})
	}
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
		runMapping(t, q, lambda.Mapping{MaximumConcurrency: 1}, handler, time.Second)
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

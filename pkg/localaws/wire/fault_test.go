package wire_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestCall_String(t *testing.T) {
	t.Parallel()
	expect(t, "text", "sqs.ReceiveMessage", wire.Call{Service: "sqs", Operation: "ReceiveMessage"}.String())
}

func TestEntry_String(t *testing.T) {
	t.Parallel()
	e := wire.Entry{Call: wire.Call{Service: "logs", Operation: "StartQuery"}, At: time.Unix(0, 1000), Took: time.Second}
	expect(t, "no answer", "00:00:00.000001 logs.StartQuery no answer (1s)", e.String())
	e.Status = 200
	expect(t, "success", "00:00:00.000001 logs.StartQuery 200 (1s)", e.String())
	e.Status, e.Code = 400, "LimitExceededException"
	expect(t, "error", "00:00:00.000001 logs.StartQuery 400 LimitExceededException (1s)", e.String())
}

// TestFault_answer_lost has the client send an update again that had its effect: a plain counter
// counts it twice.
func TestFault_answer_lost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log []string
		client := newAccount(wire.Options{
			Faults: first("UpdateItem", wire.Fault{Kind: wire.AnswerLost}),
			Log:    func(e wire.Entry) { log = append(log, strings.Join(strings.Fields(e.String())[1:], " ")) },
		}).table(t)
		out, err := client.UpdateItem(t.Context(), &ddb.UpdateItemInput{
			TableName: aws.String("ledger"), Key: key("counter"),
			UpdateExpression:          aws.String("ADD settled :one"),
			ExpressionAttributeValues: item{":one": number("1")},
			ReturnValues:              "ALL_NEW",
		})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "counted twice", "2", out.Attributes["settled"].(*ddbtypes.AttributeValueMemberN).Value)
		expect(t, "log", []string{
			"dynamodb.CreateTable 200 (0s)",
			"dynamodb.UpdateItem no answer (0s)",
			"dynamodb.UpdateItem 200 (0s)",
		}, log)
	})
}

func TestFault(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault    wire.Fault
		attempts int
		least    time.Duration
	}{
		"none":         {wire.Fault{}, 1, 0},
		"throttled":    {wire.Fault{Kind: wire.Throttled}, 2, 0},
		"server error": {wire.Fault{Kind: wire.ServerError}, 2, 0},
		"delayed":      {wire.Fault{Delay: time.Minute}, 1, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				a := newAccount(wire.Options{
					Faults: first("SendMessage", c.fault),
					Log: func(e wire.Entry) {
						if e.Operation == "SendMessage" {
							attempts++
						}
					},
				})
				client, url := a.queue(t, nil)
				began := time.Now()
				send(t, client, url, "a")
				expect(t, "attempts", c.attempts, attempts)
				if took := time.Since(began); took < c.least {
					t.Errorf("took %v, want at least %v", took, c.least)
				}
				bodies, _, err := poll(t.Context(), client, url)
				if err != nil {
					t.Fatal(err)
				}
				expect(t, "sent once", []string{"a"}, bodies)
			})
		})
	}
}

func TestFault_throttled(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{Faults: func(wire.Call) wire.Fault { return wire.Fault{Kind: wire.Throttled} }})
	for target, want := range map[string]string{
		"AmazonSQS.ListQueues":          "com.amazonaws.sqs#RequestThrottled",
		"DynamoDB_20120810.GetItem":     "com.amazon.coral.availability#ThrottlingException",
		"Logs_20140328.DescribeQueries": "com.amazonaws.cloudwatchlogs#ThrottlingException",
		"AWSEvents.PutEvents":           "localaws#ThrottlingException",
	} {
		resp := a.post(t, target, `{}`)
		expect(t, target, any(want), read(t, resp.Body)["__type"])
		expect(t, target, 400, resp.StatusCode)
	}
	client := sqsclient.NewFromConfig(a.Config, func(o *sqsclient.Options) { o.Retryer = aws.NopRetryer{} })
	_, err := client.ListQueues(t.Context(), &sqsclient.ListQueuesInput{})
	var throttled *sqstypes.RequestThrottled
	expect(t, "its type", true, errors.As(err, &throttled))
}

func TestFault_delay_and_a_caller_that_gives_up(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, url := newAccount(wire.Options{Faults: first("SendMessage", wire.Fault{Delay: time.Hour})}).queue(t, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := client.SendMessage(ctx, &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: aws.String("a")})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("send: %v, want the context's error", err)
		}
		bodies, _, err := poll(t.Context(), client, url)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "no effect", []string(nil), bodies)
	})
}

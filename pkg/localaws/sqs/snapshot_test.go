package sqs_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestCore_Messages(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	core, ctx := sqs.New(func() time.Time { return now }), context.Background()
	made, err := core.CreateQueue(ctx, &sdk.CreateQueueInput{QueueName: aws.String("q")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := core.SendMessage(ctx, &sdk.SendMessageInput{QueueUrl: made.QueueUrl, MessageBody: aws.String("one")}); err != nil {
		t.Fatal(err)
	}
	if _, err := core.ReceiveMessage(ctx, &sdk.ReceiveMessageInput{QueueUrl: made.QueueUrl, VisibilityTimeout: 30}); err != nil {
		t.Fatal(err)
	}
	all := core.Messages(*made.QueueUrl)
	want := sqs.Snapshot{Number: 1, Body: "one", Receives: 1, Visible: now.Add(30 * time.Second)}
	if len(all) != 1 || all[0] != want {
		t.Errorf("got %+v, want %+v", all, want)
	}
	if other := core.Messages("http://127.0.0.1/000000000000/other"); other != nil {
		t.Errorf("an unknown queue has %+v", other)
	}
}

package wire_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func BenchmarkUpdateItem(b *testing.B) {
	client := newAccount(wire.Options{}).table(b)
	for b.Loop() {
		_, err := client.UpdateItem(b.Context(), &ddb.UpdateItemInput{
			TableName: aws.String("ledger"), Key: key("counter"),
			UpdateExpression:          aws.String("ADD settled :one"),
			ExpressionAttributeValues: item{":one": number("1")},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQueue sends, receives and deletes a message in a queue of a thousand.
func BenchmarkQueue(b *testing.B) {
	client, url := newAccount(wire.Options{}).queue(b, nil)
	for range 1000 {
		send(b, client, url, "x")
	}
	for b.Loop() {
		send(b, client, url, "x")
		out, err := client.ReceiveMessage(b.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := client.DeleteMessage(b.Context(), &sqsclient.DeleteMessageInput{QueueUrl: url, ReceiptHandle: out.Messages[0].ReceiptHandle}); err != nil {
			b.Fatal(err)
		}
	}
}

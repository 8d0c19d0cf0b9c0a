package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func BenchmarkSettle(b *testing.B) {
	core := newCore(b)
	in := &sdk.UpdateItemInput{
		TableName:           aws.String("ledger"),
		Key:                 attributes(b, map[string]any{"pk": "RUN#r#1", "sk": "PROGRESS#0"}),
		UpdateExpression:    aws.String("SET w0 = :w ADD settled :n"),
		ConditionExpression: aws.String("attribute_not_exists(w1)"),
		ExpressionAttributeValues: attributes(b, map[string]any{
			":w": "a1b2c3", ":n": 1,
		}),
		ReturnValues: types.ReturnValueAllNew,
	}
	for b.Loop() {
		if _, err := core.UpdateItem(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}

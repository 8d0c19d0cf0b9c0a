package sim

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// GetItem implements ledger.API.
func (s seam) GetItem(ctx context.Context, in *dynamodb.GetItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) {
	c := Call{Op: "GetItem", Input: in, target: keyName(in.Key)}
	return through(s.Process, c, func() (*dynamodb.GetItemOutput, error) { return s.d.DynamoDB.GetItem(ctx, in) })
}

// Query implements ledger.API.
func (s seam) Query(ctx context.Context, in *dynamodb.QueryInput, _ ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	c := Call{Op: "Query", Input: in, target: aws.ToString(in.IndexName)}
	if in.IndexName == nil {
		values := in.ExpressionAttributeValues
		c.target = str(values, ":pk") + " " + str(values, ":prefix") + str(values, ":first")
	}
	return through(s.Process, c, func() (*dynamodb.QueryOutput, error) { return s.d.DynamoDB.Query(ctx, in) })
}

// PutItem implements ledger.API.
func (s seam) PutItem(ctx context.Context, in *dynamodb.PutItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	c := Call{Op: "PutItem", Input: in, target: keyName(in.Item)}
	return through(s.Process, c, func() (*dynamodb.PutItemOutput, error) { return s.d.DynamoDB.PutItem(ctx, in) })
}

// UpdateItem implements ledger.API.
func (s seam) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	c := Call{Op: "UpdateItem", Input: in, target: keyName(in.Key)}
	if s.d.trace.keep {
		c.target += " " + aws.ToString(in.UpdateExpression)
	}
	return through(s.Process, c, func() (*dynamodb.UpdateItemOutput, error) { return s.d.DynamoDB.UpdateItem(ctx, in) })
}

// BatchWriteItem implements ledger.API.
func (s seam) BatchWriteItem(ctx context.Context, in *dynamodb.BatchWriteItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error) {
	c := Call{Op: "BatchWriteItem", Input: in}
	for _, r := range in.RequestItems[s.d.Names.Table] {
		c.target += keyName(r.PutRequest.Item) + " "
	}
	return through(s.Process, c, func() (*dynamodb.BatchWriteItemOutput, error) { return s.d.DynamoDB.BatchWriteItem(ctx, in) })
}

package fleet

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// units makes a call of DynamoDB and counts what it consumed.
func units[O any](p *process, op, item string, do func() (*O, error)) (*O, error) {
	return call(p, op, p.model.DynamoDB, false, func() (*O, error) {
		before := p.dynamodb.Units()
		out, err := do()
		after := p.dynamodb.Units()
		w := Write{p.actor, op, item}
		u := p.counts.Units[w]
		u.Write += after.Write - before.Write
		u.Read += after.Read - before.Read
		p.counts.Units[w] = u
		return out, err
	})
}

// kind returns the kind of an item from its sort key, such as RESULT.
func kind(sortKey types.AttributeValue) string {
	text, ok := sortKey.(*types.AttributeValueMemberS)
	if !ok {
		return "?"
	}
	k, _, _ := strings.Cut(text.Value, "#")
	return k
}

// GetItem implements ledger.API.
func (p *process) GetItem(ctx context.Context, in *sdk.GetItemInput, _ ...func(*sdk.Options)) (*sdk.GetItemOutput, error) {
	return units(p, "GetItem", kind(in.Key["sk"]), func() (*sdk.GetItemOutput, error) { return p.dynamodb.GetItem(ctx, in) })
}

// PutItem implements ledger.API.
func (p *process) PutItem(ctx context.Context, in *sdk.PutItemInput, _ ...func(*sdk.Options)) (*sdk.PutItemOutput, error) {
	return units(p, "PutItem", kind(in.Item["sk"]), func() (*sdk.PutItemOutput, error) { return p.dynamodb.PutItem(ctx, in) })
}

// UpdateItem implements ledger.API.
func (p *process) UpdateItem(ctx context.Context, in *sdk.UpdateItemInput, _ ...func(*sdk.Options)) (*sdk.UpdateItemOutput, error) {
	k := kind(in.Key["sk"])
	if k == "PROGRESS" {
		if k = "PROGRESS starts"; strings.Contains(aws.ToString(in.UpdateExpression), "ADD settled") {
			k = "PROGRESS winners"
		}
	}
	return units(p, "UpdateItem", k, func() (*sdk.UpdateItemOutput, error) { return p.dynamodb.UpdateItem(ctx, in) })
}

// Query implements ledger.API.
func (p *process) Query(ctx context.Context, in *sdk.QueryInput, _ ...func(*sdk.Options)) (*sdk.QueryOutput, error) {
	k := "index"
	if in.IndexName == nil {
		k = kind(cmp.Or(in.ExpressionAttributeValues[":prefix"], in.ExpressionAttributeValues[":first"]))
	}
	return units(p, "Query", k, func() (*sdk.QueryOutput, error) { return p.dynamodb.Query(ctx, in) })
}

// BatchWriteItem implements ledger.API.
func (p *process) BatchWriteItem(ctx context.Context, in *sdk.BatchWriteItemInput, _ ...func(*sdk.Options)) (*sdk.BatchWriteItemOutput, error) {
	k := "?"
	if first := in.RequestItems[p.names.Table][0]; first.PutRequest != nil {
		k = kind(first.PutRequest.Item["sk"])
	}
	out, err := units(p, "BatchWriteItem", k, func() (*sdk.BatchWriteItemOutput, error) { return p.dynamodb.BatchWriteItem(ctx, in) })
	p.edition.stored(in.RequestItems[p.names.Table], p.now)
	return out, err
}

package fleet

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// units makes a call of DynamoDB, and counts what it consumed of the partition with a key, and of the
// index.
func units[O any](p *process, op, item, key string, do func() (*O, error)) (*O, error) {
	return call(p, op, p.model.DynamoDB, false, func() (*O, error) {
		before := p.dynamodb.Units()
		out, err := do()
		after := p.dynamodb.Units()
		w := Write{p.actor, op, item}
		u := p.counts.Units[w]
		took := Units{after.Write - before.Write, after.Read - before.Read}
		u.Write += took.Write
		u.Read += took.Read
		p.counts.Units[w] = u
		if err == nil {
			index := indexUnits(out)
			p.counts.partitions.take(indexKey, p.now, Units{Write: index})
			took.Write -= index
		}
		p.counts.partitions.take(key, p.now, took)
		return out, err
	})
}

// indexKey is the partition of the index of open runs, which has one key.
const indexKey = "index open"

// indexUnits returns the write units that a call took of an index, by its answer.
func indexUnits(out any) (sum float64) {
	var used *types.ConsumedCapacity
	switch out := out.(type) {
	case *sdk.PutItemOutput:
		used = out.ConsumedCapacity
	case *sdk.UpdateItemOutput:
		used = out.ConsumedCapacity
	default:
		return 0
	}
	for _, x := range used.GlobalSecondaryIndexes {
		sum += aws.ToFloat64(x.CapacityUnits)
	}
	return sum
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
	return units(p, "GetItem", kind(in.Key["sk"]), partitionOf(in.Key), func() (*sdk.GetItemOutput, error) { return p.dynamodb.GetItem(ctx, in) })
}

// PutItem implements ledger.API.
func (p *process) PutItem(ctx context.Context, in *sdk.PutItemInput, _ ...func(*sdk.Options)) (*sdk.PutItemOutput, error) {
	asking := *in
	asking.ReturnConsumedCapacity = types.ReturnConsumedCapacityIndexes
	return units(p, "PutItem", kind(in.Item["sk"]), partitionOf(in.Item), func() (*sdk.PutItemOutput, error) { return p.dynamodb.PutItem(ctx, &asking) })
}

// UpdateItem implements ledger.API.
func (p *process) UpdateItem(ctx context.Context, in *sdk.UpdateItemInput, _ ...func(*sdk.Options)) (*sdk.UpdateItemOutput, error) {
	k := kind(in.Key["sk"])
	if k == "PROGRESS" {
		if k = "PROGRESS starts"; strings.Contains(aws.ToString(in.UpdateExpression), "ADD settled") {
			k = "PROGRESS winners"
		}
	}
	asking := *in
	asking.ReturnConsumedCapacity = types.ReturnConsumedCapacityIndexes
	return units(p, "UpdateItem", k, partitionOf(in.Key), func() (*sdk.UpdateItemOutput, error) { return p.dynamodb.UpdateItem(ctx, &asking) })
}

// Query implements ledger.API.
func (p *process) Query(ctx context.Context, in *sdk.QueryInput, _ ...func(*sdk.Options)) (*sdk.QueryOutput, error) {
	k, key := "index", indexKey
	if in.IndexName == nil {
		k = kind(cmp.Or(in.ExpressionAttributeValues[":prefix"], in.ExpressionAttributeValues[":first"]))
		key = partitionOf(map[string]types.AttributeValue{"pk": in.ExpressionAttributeValues[":pk"]})
	}
	return units(p, "Query", k, key, func() (*sdk.QueryOutput, error) { return p.dynamodb.Query(ctx, in) })
}

// BatchWriteItem implements ledger.API.
func (p *process) BatchWriteItem(ctx context.Context, in *sdk.BatchWriteItemInput, _ ...func(*sdk.Options)) (*sdk.BatchWriteItemOutput, error) {
	k, key := "?", "?"
	if first := in.RequestItems[p.names.Table][0]; first.PutRequest != nil { // all of a batch have one partition key
		k, key = kind(first.PutRequest.Item["sk"]), partitionOf(first.PutRequest.Item)
	}
	out, err := units(p, "BatchWriteItem", k, key, func() (*sdk.BatchWriteItemOutput, error) { return p.dynamodb.BatchWriteItem(ctx, in) })
	p.edition.stored(in.RequestItems[p.names.Table], p.now)
	return out, err
}

package sim

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// GetItem reads.
func (p port) GetItem(ctx context.Context, in *dynamodb.GetItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) {
	p.spoil(in)
	out, err := through(p.process, call{"GetItem", keyName(in.Key), readFaults}, func() (*dynamodb.GetItemOutput, error) {
		return p.w.dynamodb.GetItem(ctx, in)
	})
	if err == nil {
		p.told(out.Item)
	}
	return out, err
}

// Query reads.
func (p port) Query(ctx context.Context, in *dynamodb.QueryInput, _ ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	p.spoil(in)
	target := str(in.ExpressionAttributeValues, ":pk") + " " + str(in.ExpressionAttributeValues, ":prefix")
	if in.IndexName != nil {
		target = *in.IndexName
	}
	out, err := through(p.process, call{"Query", target, readFaults}, func() (*dynamodb.QueryOutput, error) {
		return p.w.dynamodb.Query(ctx, in)
	})
	if err == nil {
		for _, it := range out.Items {
			p.told(it)
		}
	}
	return out, err
}

// PutItem writes.
func (p port) PutItem(ctx context.Context, in *dynamodb.PutItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	p.spoil(in)
	out, err := through(p.process, call{"PutItem", keyName(in.Item), writeFaults}, func() (*dynamodb.PutItemOutput, error) {
		out, err := p.w.dynamodb.PutItem(ctx, in)
		if err == nil {
			p.w.oracle.wrote(p.process, in.Item)
		}
		return out, err
	})
	if err == nil {
		p.told(in.Item)
	}
	p.toldRefused(err)
	return out, err
}

// UpdateItem writes.
func (p port) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	p.spoil(in)
	c := call{"UpdateItem", keyName(in.Key), writeFaults}
	if p.w.trace.keep {
		c.target += " " + aws.ToString(in.UpdateExpression)
	}
	out, err := through(p.process, c, func() (*dynamodb.UpdateItemOutput, error) {
		out, err := p.w.dynamodb.UpdateItem(ctx, in)
		if err == nil {
			p.w.oracle.wrote(p.process, out.Attributes)
		}
		return out, err
	})
	if err == nil {
		p.told(out.Attributes)
	}
	p.toldRefused(err)
	return out, err
}

// BatchWriteItem writes, entry by entry.
func (p port) BatchWriteItem(ctx context.Context, in *dynamodb.BatchWriteItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error) {
	if p.spoil(in) == skipped {
		return &dynamodb.BatchWriteItemOutput{}, nil
	}
	target := ""
	for _, r := range in.RequestItems[tableName] {
		target += keyName(r.PutRequest.Item) + " "
	}
	return through(p.process, call{"BatchWriteItem", target, writeFaults}, func() (*dynamodb.BatchWriteItemOutput, error) {
		out, err := p.w.dynamodb.BatchWriteItem(ctx, in)
		if err != nil {
			return out, err
		}
		for _, r := range in.RequestItems[tableName] {
			if !left(out, r.PutRequest.Item) {
				p.w.oracle.wrote(p.process, r.PutRequest.Item)
			}
		}
		return out, nil
	})
}

func left(out *dynamodb.BatchWriteItemOutput, it item) bool {
	for _, r := range out.UnprocessedItems[tableName] {
		if keyName(r.PutRequest.Item) == keyName(it) {
			return true
		}
	}
	return false
}

func (p port) toldRefused(err error) {
	var refused *types.ConditionalCheckFailedException
	if errors.As(err, &refused) {
		p.told(refused.Item)
	}
}

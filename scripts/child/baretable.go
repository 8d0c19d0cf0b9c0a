package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/ledger"
)

const (
	table = "bare"
	pk    = "RUN#many@2026-01-02T12:30:00Z#1"

	attributeSize = 35  // bytes of an attribute in a body: those of the ledger are short
	itemSize      = 600 // of an item that others are with in one call
	termSize      = 90  // of what an update says of one attribute
)

type item = map[string]types.AttributeValue

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

// newItem returns an item of so many bytes in a body, with attributes as the ledger's items have.
func newItem(name string, bytes int) item {
	it := item{ledger.PartitionKey: str(pk), ledger.SortKey: str(name)}
	for i := range max(0, bytes-100) / attributeSize {
		it[fmt.Sprint("q", i)] = str("1/AAAAAAAAAAAAAAAAAA")
	}
	return it
}

// fill puts the items that are read and updated.
func (b *bare) fill(ctx context.Context) error {
	for i := range 100 {
		if err := b.put(ctx, newItem(fmt.Sprintf("PROGRESS#%05d", i), itemSize)); err != nil {
			return err
		}
	}
	return nil
}

func (b *bare) put(ctx context.Context, it item) error {
	_, err := b.database.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(table), Item: it, ConditionExpression: aws.String("attribute_not_exists(pk)")})
	return err
}

// fresh returns the name of a new item.
func (b *bare) fresh() string {
	b.written++
	return fmt.Sprintf("RESULT#%d#000000000000#000", b.written)
}

func (b *bare) putItem(ctx context.Context, s size) error {
	return b.put(ctx, newItem(b.fresh(), s.asked-140))
}

func (b *bare) writeItems(ctx context.Context, s size) error {
	var writes []types.WriteRequest
	for range min(25, max(1, s.asked/itemSize)) {
		writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: newItem(b.fresh(), itemSize-30)}})
	}
	_, err := b.database.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: writes}})
	return err
}

// sized returns an item that exists, of so many bytes. There is one for each size.
func (b *bare) sized(ctx context.Context, kind string, bytes int) (item, error) {
	it := newItem(fmt.Sprintf("%s#%d", kind, bytes), bytes)
	key := item{ledger.PartitionKey: it[ledger.PartitionKey], ledger.SortKey: it[ledger.SortKey]}
	if b.exists[kind] {
		return key, nil
	}
	b.exists[kind] = true
	return key, b.put(ctx, it)
}

func (b *bare) getItem(ctx context.Context, s size) error {
	key, err := b.sized(ctx, "META", s.given)
	if err == nil {
		_, err = b.database.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(table), Key: key, ConsistentRead: aws.Bool(true)})
	}
	return err
}

// updateItem sets attributes on condition of others, as the update of a shard does.
func (b *bare) updateItem(ctx context.Context, s size) error {
	key, err := b.sized(ctx, "SHARD", s.given)
	if err != nil {
		return err
	}
	set, when, values := "SET changed = :now", "attribute_exists(pk)", item{":now": str("1767312000000")}
	for i := range max(1, (s.asked-350)/termSize) {
		set += fmt.Sprintf(", q%[1]d = :q%[1]d", i)
		when += fmt.Sprintf(" AND attribute_not_exists(w%d)", i)
		values[fmt.Sprint(":q", i)] = str("1/AAAAAAAAAAAAAAAAAA")
	}
	_, err = b.database.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: aws.String(table), Key: key, UpdateExpression: &set, ConditionExpression: &when, ExpressionAttributeValues: values,
		ReturnValues: types.ReturnValueAllNew, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	return err
}

func (b *bare) query(ctx context.Context, s size) error {
	_, err := b.database.Query(ctx, &dynamodb.QueryInput{
		TableName: aws.String(table), ConsistentRead: aws.Bool(true), Limit: aws.Int32(int32(max(1, s.given/itemSize))),
		KeyConditionExpression:    aws.String("pk = :pk AND begins_with(sk, :sk)"),
		ExpressionAttributeValues: item{":pk": str(pk), ":sk": str("PROGRESS#")},
	})
	return err
}

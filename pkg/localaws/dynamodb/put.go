package dynamodb

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

const (
	errPutTooLarge    = attr.Invalid("Item size has exceeded the maximum allowed size")
	errUpdateTooLarge = attr.Invalid("Item size to update has exceeded the maximum allowed size")
)

var putFields = newFields("PutItem", sdk.PutItemInput{},
	"Item", "TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
	"ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ReturnValues", "ReturnValuesOnConditionCheckFailure")

// PutItem stores an item and replaces one with its key. ReturnValues: NONE or ALL_OLD.
func (c *Core) PutItem(_ context.Context, in *sdk.PutItemInput, _ ...func(*sdk.Options)) (*sdk.PutItemOutput, error) {
	if err := putFields.check(in); err != nil {
		return nil, err
	}
	w, err := c.begin(writeRequest{
		table: in.TableName, member: "item", given: in.Item, collections: in.ReturnItemCollectionMetrics, names: in.ExpressionAttributeNames, values: in.ExpressionAttributeValues,
		condition: in.ConditionExpression, capacity: in.ReturnConsumedCapacity,
		returnValues: in.ReturnValues, returnFailure: in.ReturnValuesOnConditionCheckFailure,
	}, types.ReturnValueAllOld)
	if err != nil {
		return nil, err
	}
	next, err := w.table.rowToPut(w.item)
	if err != nil {
		return nil, err
	}
	old := w.table.rows.get(next.key)
	if err := w.check(old); err != nil {
		return nil, err
	}
	return &sdk.PutItemOutput{
		Attributes: w.returnedOld(old), ConsumedCapacity: w.replace(old, next), ItemCollectionMetrics: w.collection(),
	}, nil
}

// rowToPut returns the row of an item with canonical values, whose key it checks.
func (t *table) rowToPut(item attr.Item) (*row, error) {
	if err := t.schema.checkItem(item); err != nil {
		return nil, err
	}
	return t.newRow(item, errPutTooLarge)
}

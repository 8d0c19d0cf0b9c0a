package dynamodb

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

var updateFields = newFields("UpdateItem", sdk.UpdateItemInput{},
	"Key", "TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
	"ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ReturnValues", "ReturnValuesOnConditionCheckFailure", "UpdateExpression")

// UpdateItem changes an item, or creates it if there is none with the key. It applies all clauses or none.
// ReturnValues: all five.
func (c *Core) UpdateItem(_ context.Context, in *sdk.UpdateItemInput, _ ...func(*sdk.Options)) (*sdk.UpdateItemOutput, error) {
	if err := updateFields.check(in); err != nil {
		return nil, err
	}
	w, err := c.begin(writeRequest{
		table: in.TableName, member: "key", given: in.Key, collections: in.ReturnItemCollectionMetrics, names: in.ExpressionAttributeNames, values: in.ExpressionAttributeValues,
		condition: in.ConditionExpression, update: in.UpdateExpression, capacity: in.ReturnConsumedCapacity,
		returnValues: in.ReturnValues, returnFailure: in.ReturnValuesOnConditionCheckFailure,
	}, types.ReturnValueAllOld, types.ReturnValueUpdatedOld, types.ReturnValueAllNew, types.ReturnValueUpdatedNew)
	if err != nil {
		return nil, err
	}
	old, err := w.stored()
	if err != nil {
		return nil, err
	}
	next, err := w.apply(old, w.item)
	if err != nil {
		return nil, err
	}
	capacity := w.replace(old, next)
	return &sdk.UpdateItemOutput{
		Attributes: w.returned(old, next), ConsumedCapacity: capacity, ItemCollectionMetrics: w.collection(),
	}, nil
}

// apply returns the row to store. It does not store it.
func (w *write) apply(old *row, key attr.Item) (*row, error) {
	if err := w.table.checkUpdatable(w.update.Attributes()); err != nil {
		return nil, err
	}
	if err := w.check(old); err != nil {
		return nil, err
	}
	if old != nil {
		key = old.item
	}
	item, err := w.update.Apply(key)
	if err != nil {
		return nil, validation(err)
	}
	return w.table.newRow(item, errUpdateTooLarge)
}

func (t *table) checkUpdatable(names []string) error {
	for _, name := range names {
		if t.schema.has(name) {
			return invalidf("One or more parameter values were invalid: Cannot update attribute %s. This attribute is part of the key", name)
		}
	}
	return nil
}

func (w *write) returned(old, next *row) attr.Item {
	switch w.request.returnValues {
	case types.ReturnValueAllNew:
		return attr.CloneItem(next.item)
	case types.ReturnValueUpdatedOld:
		return w.update.Updated(old.attributes())
	case types.ReturnValueUpdatedNew:
		return w.update.Updated(next.item)
	default:
		return w.returnedOld(old)
	}
}

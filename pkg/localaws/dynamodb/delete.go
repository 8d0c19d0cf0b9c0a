package dynamodb

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var deleteFields = newFields("DeleteItem", sdk.DeleteItemInput{},
	"Key", "TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
	"ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ReturnValues", "ReturnValuesOnConditionCheckFailure")

// DeleteItem removes an item. It succeeds if there is none with the key. ReturnValues: NONE or ALL_OLD.
func (c *Core) DeleteItem(_ context.Context, in *sdk.DeleteItemInput, _ ...func(*sdk.Options)) (*sdk.DeleteItemOutput, error) {
	if err := deleteFields.check(in); err != nil {
		return nil, err
	}
	w, err := c.begin(writeRequest{
		table: in.TableName, member: "key", given: in.Key, collections: in.ReturnItemCollectionMetrics, names: in.ExpressionAttributeNames, values: in.ExpressionAttributeValues,
		condition: in.ConditionExpression, capacity: in.ReturnConsumedCapacity,
		returnValues: in.ReturnValues, returnFailure: in.ReturnValuesOnConditionCheckFailure,
	}, types.ReturnValueAllOld)
	if err != nil {
		return nil, err
	}
	old, err := w.stored()
	if err != nil {
		return nil, err
	}
	if err := w.check(old); err != nil {
		return nil, err
	}
	return &sdk.DeleteItemOutput{
		Attributes: w.returnedOld(old), ConsumedCapacity: w.replace(old, nil), ItemCollectionMetrics: w.collection(),
	}, nil
}

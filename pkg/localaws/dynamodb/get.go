package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

var getFields = newFields("GetItem", sdk.GetItemInput{},
	"Key", "TableName", "ConsistentRead", "ExpressionAttributeNames", "ProjectionExpression", "ReturnConsumedCapacity")

// GetItem reads an item. It succeeds if there is none with the key. A read without ConsistentRead costs half
// and returns the same item.
func (c *Core) GetItem(_ context.Context, in *sdk.GetItemInput, _ ...func(*sdk.Options)) (*sdk.GetItemOutput, error) {
	if err := getFields.check(in); err != nil {
		return nil, err
	}
	if err := checkCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	projection, err := bindProjection(in)
	if err != nil {
		return nil, validation(err)
	}
	t, err := c.table(in.TableName)
	if err != nil {
		return nil, err
	}
	found, _, err := t.at(in.Key)
	if err != nil {
		return nil, err
	}
	units := readUnits(found.bytes(), aws.ToBool(in.ConsistentRead))
	c.units.Read += units
	return &sdk.GetItemOutput{
		Item:             projection.Of(found.attributes()),
		ConsumedCapacity: consumed(in.ReturnConsumedCapacity, t.name, units),
	}, nil
}

func bindProjection(in *sdk.GetItemInput) (expr.Projection, error) {
	b, err := expr.Bind(in.ExpressionAttributeNames, nil)
	if err != nil {
		return expr.Projection{}, err
	}
	projection, err := b.Projection(in.ProjectionExpression)
	if err != nil {
		return expr.Projection{}, err
	}
	return projection, b.CheckUnused()
}

// at returns the row at a Key parameter, nil if there is none, and the key, which it has checked.
func (t *table) at(given attr.Item) (*row, attr.Item, error) {
	k, err := t.schema.importKey(given)
	if err != nil {
		return nil, nil, err
	}
	return t.rows.get(t.schema.keyOf(k)), k, nil
}

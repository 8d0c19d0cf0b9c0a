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

// GetItem reads an item. It succeeds if there is none with the key. A read without ConsistentRead costs half;
// Hooks.Stale decides whether it returns an older version of the item.
func (c *Core) GetItem(_ context.Context, in *sdk.GetItemInput, _ ...func(*sdk.Options)) (*sdk.GetItemOutput, error) {
	name, projection, key, err := checkGet(in)
	if err != nil {
		return nil, err
	}
	t, err := c.table(name)
	if err != nil {
		return nil, err
	}
	found, err := t.get(key, projection)
	if err != nil {
		return nil, err
	}
	found = t.past.row(found, t.schema.keyOf(key), c.staleness(in.ConsistentRead)())
	units := readUnits(found.bytes(), aws.ToBool(in.ConsistentRead))
	c.units.Read += units
	return &sdk.GetItemOutput{
		Item:             projection.Of(found.attributes()),
		ConsumedCapacity: t.read(in.ReturnConsumedCapacity, nil, units),
	}, nil
}

// checkGet checks what does not depend on the table.
func checkGet(in *sdk.GetItemInput) (name string, p expr.Projection, key attr.Item, err error) {
	if err = getFields.check(in); err != nil {
		return
	}
	if name, err = tableName(in.TableName); err != nil {
		return
	}
	var c constraints
	c.present("key", in.Key != nil)
	c.capacity(in.ReturnConsumedCapacity)
	if err = c.err(); err != nil {
		return
	}
	if p, err = bindProjection(in.ExpressionAttributeNames, in.ProjectionExpression); err != nil {
		return
	}
	key, err = importItem(in.Key)
	return
}

// bindProjection returns the projection of a request that has no other expression.
func bindProjection(names map[string]string, text *string) (expr.Projection, error) {
	b, err := expr.Bind(names, nil)
	if err != nil {
		return expr.Projection{}, validation(err)
	}
	projection, err := b.Projection(text)
	if err == nil {
		err = b.CheckUnused()
	}
	if err != nil {
		return expr.Projection{}, validation(err)
	}
	return projection, nil
}

// get returns the row at a Key parameter, nil if there is none. It checks the key, and that the projection does
// not look into the table's key.
func (t *table) get(key attr.Item, p expr.Projection) (*row, error) {
	if err := t.schema.checkKey(key); err != nil {
		return nil, err
	}
	if err := t.checkScalars(p.Nested()); err != nil {
		return nil, err
	}
	return t.rows.get(t.schema.keyOf(key)), nil
}

// checkScalars refuses the attributes of keys among those into which an expression looks: they are always
// scalars (dynalite's tests of GetItem and Query, which run on AWS too).
func (t *table) checkScalars(nested []string) error {
	for _, name := range nested {
		what := ""
		if t.schema.has(name) {
			what = "Key"
		}
		for _, x := range t.indexes {
			if what == "" && x.schema.has(name) {
				what = "IndexKey"
			}
		}
		if what != "" {
			return invalidf("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: %s: %s", what, name)
		}
	}
	return nil
}

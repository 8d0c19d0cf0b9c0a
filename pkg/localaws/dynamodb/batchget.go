package dynamodb

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// The limits of BatchGetItem (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
const (
	maxBatchKeys   = 100
	maxBatchAnswer = 16 << 20 // bytes
)

var (
	batchGetFields = newFields("BatchGetItem", sdk.BatchGetItemInput{}, "RequestItems", "ReturnConsumedCapacity")
	keysFields     = newFields("BatchGetItem.RequestItems", types.KeysAndAttributes{},
		"Keys", "ConsistentRead", "ExpressionAttributeNames", "ProjectionExpression")
)

// keysToGet are the keys of one table in a BatchGetItem.
type keysToGet struct {
	name       string
	given      types.KeysAndAttributes
	projection expr.Projection
	keys       []attr.Item // with canonical values
	table      *table
}

// BatchGetItem reads up to 100 items. What does not fit into 16 MB is returned in UnprocessedKeys.
func (c *Core) BatchGetItem(_ context.Context, in *sdk.BatchGetItemInput, _ ...func(*sdk.Options)) (*sdk.BatchGetItemOutput, error) {
	all, err := checkBatchGet(in)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := all[i].locate(c); err != nil {
			return nil, err
		}
	}
	out := &sdk.BatchGetItemOutput{
		Responses: map[string][]attr.Item{}, UnprocessedKeys: map[string]types.KeysAndAttributes{},
	}
	left := maxBatchAnswer
	for _, k := range all {
		units := k.read(out, &left)
		c.units.Read += units
		if used := k.table.read(in.ReturnConsumedCapacity, nil, units); used != nil {
			out.ConsumedCapacity = append(out.ConsumedCapacity, *used)
		}
	}
	return out, nil
}

// checkBatchGet checks what does not depend on the tables, and returns the keys by table name.
func checkBatchGet(in *sdk.BatchGetItemInput) ([]keysToGet, error) {
	if err := batchGetFields.check(in); err != nil {
		return nil, err
	}
	if len(in.RequestItems) == 0 {
		return nil, invalidf("The requestItems parameter is required for BatchGetItem")
	}
	var c constraints
	c.capacity(in.ReturnConsumedCapacity)
	total := 0
	for _, name := range slices.Sorted(maps.Keys(in.RequestItems)) {
		keys := len(in.RequestItems[name].Keys)
		if total += keys; keys == 0 {
			c.add("'[]'", "requestItems."+name+".member.keys", "Member must have length greater than or equal to 1")
		}
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	if total > maxBatchKeys {
		return nil, invalidf("Too many items requested for the BatchGetItem call")
	}
	return importKeys(in.RequestItems)
}

func importKeys(requested map[string]types.KeysAndAttributes) ([]keysToGet, error) {
	var all []keysToGet
	for _, given := range slices.Sorted(maps.Keys(requested)) {
		k := keysToGet{given: requested[given]}
		var err error
		if k.name, err = tableName(&given); err != nil {
			return nil, err
		}
		if err := k.check(); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, nil
}

func (k *keysToGet) check() (err error) {
	if err := keysFields.check(&k.given); err != nil {
		return err
	}
	if k.projection, err = bindProjection(k.given.ExpressionAttributeNames, k.given.ProjectionExpression); err != nil {
		return err
	}
	for _, given := range k.given.Keys {
		key, err := importItem(given)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(k.keys, func(other attr.Item) bool { return attr.EqualItems(key, other) }) {
			return invalidf("Provided list of item keys contains duplicates")
		}
		k.keys = append(k.keys, key)
	}
	return nil
}

// locate finds the table and checks the keys against it.
func (k *keysToGet) locate(c *Core) (err error) {
	if k.table, err = c.table(k.name); err != nil {
		return err
	}
	for _, key := range k.keys {
		if _, err := k.table.get(key, k.projection); err != nil {
			return err
		}
	}
	return nil
}

// read adds the items to the answer, as far as bytes are left, and returns the units. The keys of other items
// are added to the unprocessed ones.
func (k *keysToGet) read(out *sdk.BatchGetItemOutput, left *int) (units float64) {
	out.Responses[k.name] = []attr.Item{}
	for i, key := range k.keys {
		found := k.table.rows.get(k.table.schema.keyOf(key))
		if *left -= found.bytes(); *left < 0 {
			rest := k.given
			rest.Keys = nil
			for _, key := range k.keys[i:] {
				rest.Keys = append(rest.Keys, attr.CloneItem(key))
			}
			out.UnprocessedKeys[k.name] = rest
			return units
		}
		units += readUnits(found.bytes(), aws.ToBool(k.given.ConsistentRead))
		if found != nil {
			out.Responses[k.name] = append(out.Responses[k.name], k.projection.Of(found.item))
		}
	}
	return units
}

package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

var queryFields = newFields("Query", sdk.QueryInput{},
	"TableName", "ConsistentRead", "ExclusiveStartKey", "ExpressionAttributeNames", "ExpressionAttributeValues",
	"FilterExpression", "IndexName", "KeyConditionExpression", "Limit", "ProjectionExpression",
	"ReturnConsumedCapacity", "ScanIndexForward", "Select")

// query is a Query request with its table and its parsed expressions.
type query struct {
	in         *sdk.QueryInput
	table      *table
	index      *index // nil for the table itself
	schema     schema // of the index or the table
	key        expr.KeyCondition
	filter     expr.Condition
	projection expr.Projection
}

// Query reads a page of at most 1 MB of a partition of a table or index, in the order of the range keys.
// Hooks.IndexLag decides which changes of an index it does not see.
func (c *Core) Query(_ context.Context, in *sdk.QueryInput, _ ...func(*sdk.Options)) (*sdk.QueryOutput, error) {
	q, err := c.newQuery(in)
	if err != nil {
		return nil, err
	}
	partition, err := q.partition(c.indexLag())
	if err != nil {
		return nil, err
	}
	page := q.read(partition)
	units := readUnits(page.bytes, aws.ToBool(in.ConsistentRead))
	c.units.Read += units
	return &sdk.QueryOutput{
		Items:            page.items,
		Count:            page.count,
		ScannedCount:     page.scanned,
		LastEvaluatedKey: page.last,
		ConsumedCapacity: consumed(in.ReturnConsumedCapacity, q.table.name, units),
	}, nil
}

func (c *Core) indexLag() func() int {
	if c.Hooks.IndexLag == nil {
		return func() int { return 0 }
	}
	return c.Hooks.IndexLag
}

func (c *Core) newQuery(in *sdk.QueryInput) (*query, error) {
	q := &query{in: in}
	if err := queryFields.check(in); err != nil {
		return nil, err
	}
	if err := checkCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if in.Limit != nil && *in.Limit < 1 {
		return nil, invalidf("1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: "+
			"Member must have value greater than or equal to 1", *in.Limit)
	}
	condition, err := q.bind()
	if err != nil {
		return nil, validation(err)
	}
	if err := q.locate(c); err != nil {
		return nil, err
	}
	if q.key, err = condition.Key(q.schema.hash.name, q.schema.rng.name); err != nil {
		return nil, validation(err)
	}
	return q, q.check()
}

func (q *query) bind() (condition expr.Condition, err error) {
	b, err := expr.Bind(q.in.ExpressionAttributeNames, q.in.ExpressionAttributeValues)
	if err != nil {
		return condition, err
	}
	if q.filter, err = b.Condition("FilterExpression", q.in.FilterExpression); err != nil {
		return condition, err
	}
	if condition, err = b.Condition("KeyConditionExpression", q.in.KeyConditionExpression); err != nil {
		return condition, err
	}
	if q.projection, err = b.Projection(q.in.ProjectionExpression); err != nil {
		return condition, err
	}
	return condition, b.CheckUnused()
}

func (q *query) locate(c *Core) (err error) {
	if q.table, err = c.table(q.in.TableName); err != nil {
		return err
	}
	q.schema = q.table.schema
	if q.in.IndexName == nil {
		return nil
	}
	if q.index, err = q.table.index(*q.in.IndexName); err != nil {
		return err
	}
	q.schema = q.index.schema
	if aws.ToBool(q.in.ConsistentRead) {
		return invalidf("Consistent reads are not supported on global secondary indexes")
	}
	return nil
}

func (q *query) check() error {
	if err := q.checkKeyTypes(); err != nil {
		return err
	}
	for _, name := range q.filter.Attributes() {
		if q.schema.has(name) {
			return invalidf("Filter Expression can only contain non-primary key attributes: Primary key attribute: %s", name)
		}
	}
	for _, name := range append(q.filter.Attributes(), q.projection.Attributes()...) {
		if q.index != nil && q.index.projected != nil && !q.index.projected[name] {
			return invalidf("One or more parameter values were invalid: Global secondary index %s does not project [%s]", q.index.name, name)
		}
	}
	return q.checkSelect()
}

func (q *query) checkKeyTypes() error {
	for _, v := range []struct {
		part  keyAttribute
		value attr.Value
	}{{q.schema.hash, q.key.Hash}, {q.schema.rng, q.key.Range.Low}, {q.schema.rng, q.key.Range.High}} {
		if v.value != nil && attr.TypeName(v.value) != string(v.part.kind) {
			return invalidf("One or more parameter values were invalid: Condition parameter type does not match schema type")
		}
	}
	if s, ok := q.key.Hash.(*attr.S); ok && s.Value == "" {
		return invalidf("One or more parameter values are not valid. "+
			"The AttributeValue for a key attribute cannot contain an empty string value. Key: %s", q.schema.hash.name)
	}
	return nil
}

func (q *query) checkSelect() error {
	partial := q.index != nil && q.index.projected != nil
	switch s := q.in.Select; {
	case s == types.SelectAllAttributes && partial:
		return invalidf("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported "+
			"for global secondary index %s because its projection type is not ALL", q.index.name)
	case s == types.SelectAllProjectedAttributes && q.index == nil:
		return invalidf("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
	case s == types.SelectSpecificAttributes && !q.projection.IsSet():
		return invalidf("SPECIFIC_ATTRIBUTES requires a ProjectionExpression")
	case s != "" && s != types.SelectSpecificAttributes && q.projection.IsSet():
		return invalidf("Cannot specify the ProjectionExpression when choosing to get %s", s)
	}
	return nil
}

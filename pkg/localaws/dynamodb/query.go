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

// query is a request of Query or, with parts, of Scan, with its table and its parsed expressions.
type query struct {
	in         *sdk.QueryInput // of a Scan: the parameters that both have
	parts      *parts          // nil for Query
	table      *table
	index      *index // nil for the table itself
	schema     schema // of the index or the table
	key        expr.KeyCondition
	filter     expr.Condition
	projection expr.Projection
	start      attr.Item // ExclusiveStartKey with canonical values; nil without one
	whole      bool      // of an index's row the whole item of the table is needed
	most       int       // items that a page reads at most: of Limit and Hooks.PageItems the smaller one; 0: any number
}

// Query reads a page of at most 1 MB of a partition of a table or index, in the order of the range keys.
// Hooks.IndexLag decides which changes of a global index it does not see, Hooks.Stale which of a table that is not
// read consistently.
func (c *Core) Query(_ context.Context, in *sdk.QueryInput, _ ...func(*sdk.Options)) (*sdk.QueryOutput, error) {
	q, err := c.newQuery(in)
	if err != nil {
		return nil, err
	}
	partition, err := q.partition(c.indexLag(), c.staleness(in.ConsistentRead))
	if err != nil {
		return nil, err
	}
	q.most = smaller(q.most, c.pageItems())
	page := q.read(partition)
	return &sdk.QueryOutput{
		Items:            page.items,
		Count:            page.count,
		ScannedCount:     page.scanned,
		LastEvaluatedKey: page.last,
		ConsumedCapacity: c.consume(q, page),
	}, nil
}

// consume counts the units of a page and returns the answer's ConsumedCapacity.
func (c *Core) consume(q *query, p page) *types.ConsumedCapacity {
	units := readUnits(p.bytes, aws.ToBool(q.in.ConsistentRead))
	c.units.Read += units
	return q.table.read(q.in.ReturnConsumedCapacity, q.index, units)
}

// pageItems returns how many items Hooks.PageItems lets a page have; 0: any number.
func (c *Core) pageItems() int {
	if c.Hooks.PageItems == nil {
		return 0
	}
	return max(c.Hooks.PageItems(), 0)
}

// smaller returns the smaller one of two bounds, of which 0 is none.
func smaller(a, b int) int {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

func (c *Core) indexLag() func() int {
	if c.Hooks.IndexLag == nil {
		return func() int { return 0 }
	}
	return c.Hooks.IndexLag
}

func (c *Core) newQuery(in *sdk.QueryInput) (*query, error) {
	q := &query{in: in, most: int(aws.ToInt32(in.Limit))}
	if err := queryFields.check(in); err != nil {
		return nil, err
	}
	name, err := q.begin()
	if err != nil {
		return nil, err
	}
	condition, err := q.bind()
	if err != nil {
		return nil, validation(err)
	}
	parts, err := condition.KeyParts()
	if err != nil {
		return nil, validation(err)
	}
	if err := q.locate(c, name); err != nil {
		return nil, err
	}
	if q.key, err = expr.Key(parts, q.schema.hash.name, q.schema.rng.name); err != nil {
		return nil, validation(err)
	}
	if err := q.checkKeyTypes(); err != nil {
		return nil, err
	}
	for _, name := range q.filter.Attributes() {
		if q.schema.has(name) {
			return nil, invalidf("Filter Expression can only contain non-primary key attributes: Primary key attribute: %s", name)
		}
	}
	return q, q.check()
}

// begin checks what depends on no expression and no table, and returns the name of the table.
func (q *query) begin() (name string, err error) {
	if name, err = tableName(q.in.TableName); err != nil {
		return "", err
	}
	var c constraints
	c.selection(q.in.Select)
	c.indexName("indexName", q.in.IndexName)
	atLeast(&c, "limit", q.in.Limit, 1)
	c.capacity(q.in.ReturnConsumedCapacity)
	if q.parts != nil {
		q.parts.check(&c)
	}
	if err := c.err(); err != nil {
		return "", err
	}
	if q.in.ExclusiveStartKey != nil {
		q.start, err = importItem(q.in.ExclusiveStartKey)
	}
	return name, err
}

// bind parses the expressions. A Scan has no condition.
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
	if err := q.checkSelect(); err != nil {
		return condition, err
	}
	return condition, b.CheckUnused()
}

func (q *query) locate(c *Core, name string) (err error) {
	if q.table, err = c.table(name); err != nil {
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
	if aws.ToBool(q.in.ConsistentRead) && !q.index.local {
		return invalidf("Consistent reads are not supported on global secondary indexes")
	}
	return nil
}

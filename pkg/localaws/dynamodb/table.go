package dynamodb

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

type table struct {
	name        string
	id          string
	schema      schema
	definitions []types.AttributeDefinition
	created     time.Time
	rows        rows
	indexes     []*index
	throughput  *types.ProvisionedThroughput // as given; nil for billing on demand
	onDemand    time.Time                    // last switch to billing on demand; zero if never
	protected   bool                         // from deletion
	expiry      string                       // TTL attribute; empty while TTL is off
	count       int64
	bytes       int64
	past        past
}

// table returns the table with a name, which tableName has checked.
func (c *Core) table(name string) (*table, error) {
	t, ok := c.tables[name]
	if !ok {
		return nil, tableNotFound()
	}
	return t, nil
}

// subject is table for the operations on tables themselves, whose error has the name (dynalite's tests of
// DescribeTable and DeleteTable, which run on AWS too).
func (c *Core) subject(name string) (*table, error) {
	t, ok := c.tables[name]
	if !ok {
		return nil, &types.ResourceNotFoundException{Message: aws.String("Requested resource not found: Table: " + name + " not found")}
	}
	return t, nil
}

func (t *table) index(name string) (*index, error) {
	for _, x := range t.indexes {
		if x.name == name {
			return x, nil
		}
	}
	return nil, invalidf("The table does not have the specified index: %s", name)
}

// newRow returns a row for an item, whose key must be valid and which must not change afterwards. It returns an
// error if an index refuses the item, and tooLarge if the item is too large.
func (t *table) newRow(item attr.Item, tooLarge attr.Invalid) (*row, error) {
	for _, x := range t.indexes {
		if err := x.checkItem(item); err != nil {
			return nil, err
		}
	}
	size := attr.ItemSize(item)
	if size > attr.MaxItemSize {
		return nil, validation(tooLarge)
	}
	return &row{key: t.schema.keyOf(item), item: item, size: size}, nil
}

// replace replaces the old row by the next one in the table and its indexes, and returns the write units.
// Either row may be nil. Indexes lag if lagging is true.
func (t *table) replace(old, next *row, lagging bool) float64 {
	t.rows.replace(old, next)
	t.count += present(next) - present(old)
	t.bytes += int64(next.bytes() - old.bytes())
	units := writeUnits(max(old.bytes(), next.bytes()))
	for _, x := range t.indexes {
		used := x.update(old, next)
		units += used
		x.units += used
		if x.local || !lagging {
			x.catchUp(0)
		}
	}
	return units
}

func present(r *row) int64 {
	if r == nil {
		return 0
	}
	return 1
}

// Package dynamodb is the embedded stand-in for Amazon DynamoDB: the operations that Fanlight calls, with
// AWS's semantics, limits and error texts, over tables in memory.
//
// A Core is called like the SDK's client and answers with its types. It is not safe for concurrent use,
// never blocks, and reads no clock but its own, so that whatever runs on it is a function of its inputs.
package dynamodb

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Core holds the tables.
type Core struct {
	// Hooks may be set at any time between calls.
	Hooks Hooks

	now    func() time.Time
	tables map[string]*table
	units  Units
}

// Hooks let a test bring about what DynamoDB may do but a stand-in would not by itself. Each may be nil.
type Hooks struct {
	// IndexLag is asked at each Query of an index for the number of most recent changes to that index
	// which the query does not see yet. What was seen once stays seen. Only changes made while the hook is
	// set can lag.
	IndexLag func() int
	// Unprocessed is asked for each entry of a BatchWriteItem, in the order of table names and of the
	// request, whether the entry is left undone and returned in UnprocessedItems.
	Unprocessed func(table string, entry types.WriteRequest) bool
}

// Units are request units as AWS bills them on demand, indexes included: a write unit per begun KB (also
// for a refused condition), a read unit per begun 4 KB, half of that for an eventually consistent read.
type Units struct {
	Read, Write float64
}

// New is a core without tables. It is cheap: a simulator makes one for every world.
func New(now func() time.Time) *Core {
	return &Core{now: now, tables: make(map[string]*table)}
}

// Units is what all calls together have consumed so far.
func (c *Core) Units() Units { return c.units }

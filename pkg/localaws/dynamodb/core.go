package dynamodb

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Core has the tables of the account. Its operations have the signatures of the SDK's client.
type Core struct {
	// Hooks may be set at any time between calls.
	Hooks Hooks

	now    func() time.Time
	tables map[string]*table
	made   int // number of tables so far; the next TableId is made from it
	units  Units

	ignored []string
}

// Ignored returns the parameters that the last CreateTable accepted without effect, each with the reason, and
// forgets them.
func (c *Core) Ignored() []string {
	out := c.ignored
	c.ignored = nil
	return out
}

// Hooks let a test cause what DynamoDB may do and a Core does not do otherwise. A hook may be nil. It must not
// call the Core.
type Hooks struct {
	// IndexLag is called at each Query and Scan of a global index. It returns the number of most recent changes to the index
	// that the query does not see. A change that one query saw, every later query sees. Only changes made
	// while the hook is set can lag.
	IndexLag func() int
	// Unprocessed is called for each entry of a BatchWriteItem, in the order of table names and of the
	// request. It reports whether the entry is not processed and returned in UnprocessedItems.
	Unprocessed func(table string, entry types.WriteRequest) bool
	// Stale is called at each GetItem without ConsistentRead, and at each such Query of a table. It returns how old
	// what the read sees is; 0 means that it sees everything ("DynamoDB read consistency": the answer might not
	// reflect a recently completed write). Only changes made while the hook is set can be missing, of which a table
	// remembers the last 256.
	Stale func() time.Duration
	// PageItems is called at each Query. It returns how many items the page has at most; 0 means that only its size
	// and the parameter Limit end it. The page that it ends has a LastEvaluatedKey like one that Limit ends.
	PageItems func() int
}

// Units are request units as AWS bills them on demand, those of indexes included: a write unit for each KB or
// part of it (also if the condition fails), a read unit for each 4 KB or part of it, and half of that for an
// eventually consistent read (AWS: "DynamoDB read and write operations").
type Units struct {
	Read, Write float64
}

// New returns a Core without tables. now is its clock.
func New(now func() time.Time) *Core {
	return &Core{now: now, tables: make(map[string]*table)}
}

// Units returns the units that all calls together have consumed.
func (c *Core) Units() Units { return c.units }

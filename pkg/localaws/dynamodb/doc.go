// Package dynamodb is the stand-in for Amazon DynamoDB: tables in memory, with AWS's semantics, limits and
// error texts.
//
// A [Core] has the operations CreateTable, UpdateTable, DescribeTable, ListTables, DeleteTable, PutItem, GetItem,
// UpdateItem, DeleteItem, Query, Scan, BatchGetItem, BatchWriteItem and UpdateTimeToLive, with the signatures of
// the SDK's client. It is not safe for concurrent use, never blocks, starts no goroutine and reads no clock except
// for the one that [New] gets. So what runs on it depends on its inputs only. Package localaws serves it by the
// wire protocol.
//
// # What is modelled
//
//   - tables, and global and local secondary indexes, with all types of keys and all projections
//   - condition, filter, key condition, projection and update expressions
//   - ReturnValues, the old item of a failed condition, ReturnConsumedCapacity and ReturnItemCollectionMetrics
//   - deletion protection
//   - pages of Query and Scan, segments of Scan, and the limits on items, keys, batches, pages, numbers and expressions
//   - request units of tables and indexes: see [Core.Units]
//   - what DynamoDB may do at any time, if a test wants it: indexes that lag and batches that are not
//     processed entirely ([Hooks]), items that expire ([Core.Expire])
//
// Provisioned capacity is kept and shown, but throttles nothing, and tags of CreateTable are dropped:
// [Core.Ignored] names both. Otherwise indexes do not lag, a read without ConsistentRead returns the same as one with it, and all times
// are those of the Core's clock.
//
// # What is refused
//
// Every operation refuses the fields of its input that it does not implement with a ValidationException that
// names the field, such as StreamSpecification or the parameters of before expressions. So are values that
// are not implemented: keys of indexes with several attributes for a part, and the tables of other accounts.
// What AWS refuses is refused with its error type, in its order: what is wrong with a request by itself comes
// before the look-up of the table.
//
// # Sources
//
// The sources of limits, error texts and rules are the DynamoDB developer guide and API reference
// (docs.aws.amazon.com/amazondynamodb/latest); comments name the page. FANLIGHT_DYNAMODB_ENDPOINT makes
// the tests compare a Core with another DynamoDB.
package dynamodb

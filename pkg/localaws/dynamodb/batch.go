package dynamodb

import (
	"context"
	"maps"
	"slices"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// AWS: BatchWriteItem, limits of a request.
const (
	maxBatchEntries = 25
	maxBatchBytes   = 16 << 20
)

var batchFields = newFields("BatchWriteItem", sdk.BatchWriteItemInput{}, "RequestItems", "ReturnConsumedCapacity")

// batchEntry is an entry that was checked: a row to put or, if put is nil, a key to delete.
type batchEntry struct {
	table   *table
	key     key
	put     *row
	request types.WriteRequest
}

// BatchWriteItem puts and deletes up to 25 items. It checks all entries before it writes the first.
// Hooks.Unprocessed decides which entries it returns in UnprocessedItems.
func (c *Core) BatchWriteItem(_ context.Context, in *sdk.BatchWriteItemInput, _ ...func(*sdk.Options)) (*sdk.BatchWriteItemOutput, error) {
	if err := checkBatch(in); err != nil {
		return nil, err
	}
	entries, err := c.batchEntries(in.RequestItems)
	if err != nil {
		return nil, err
	}
	out := &sdk.BatchWriteItemOutput{UnprocessedItems: map[string][]types.WriteRequest{}}
	units := make(map[string]float64)
	for _, e := range entries {
		if c.unprocessed(e) {
			out.UnprocessedItems[e.table.name] = append(out.UnprocessedItems[e.table.name], cloneRequest(e.request))
			continue
		}
		units[e.table.name] += c.replace(e.table, e.table.rows.get(e.key), e.put)
	}
	for _, name := range slices.Sorted(maps.Keys(units)) {
		if used := consumed(in.ReturnConsumedCapacity, name, units[name]); used != nil {
			out.ConsumedCapacity = append(out.ConsumedCapacity, *used)
		}
	}
	return out, nil
}

func (c *Core) unprocessed(e batchEntry) bool {
	return c.Hooks.Unprocessed != nil && c.Hooks.Unprocessed(e.table.name, cloneRequest(e.request))
}

func checkBatch(in *sdk.BatchWriteItemInput) error {
	if err := batchFields.check(in); err != nil {
		return err
	}
	entries, bytes, empty := 0, 0, len(in.RequestItems) == 0
	for _, requests := range in.RequestItems {
		entries += len(requests)
		empty = empty || len(requests) == 0
		bytes += batchBytes(requests)
	}
	switch {
	case empty:
		return invalidf("The batch write request list for a table cannot be null or empty")
	case entries > maxBatchEntries:
		return invalidf("Too many items requested for the BatchWriteItem call")
	case bytes > maxBatchBytes:
		return invalidf("Request size has exceeded the maximum allowed size of %d bytes", maxBatchBytes)
	}
	return checkCapacity(in.ReturnConsumedCapacity)
}

func batchBytes(requests []types.WriteRequest) int {
	bytes := 0
	for _, r := range requests {
		if r.PutRequest != nil {
			bytes += attr.ItemSize(r.PutRequest.Item)
		}
	}
	return bytes
}

// batchEntries checks all entries. It returns them by table name and in the order of the request.
func (c *Core) batchEntries(requests map[string][]types.WriteRequest) ([]batchEntry, error) {
	var entries []batchEntry
	for _, name := range slices.Sorted(maps.Keys(requests)) {
		t, err := c.table(&name)
		if err != nil {
			return nil, err
		}
		of, err := t.batchEntries(requests[name])
		if err != nil {
			return nil, err
		}
		entries = append(entries, of...)
	}
	return entries, nil
}

func (t *table) batchEntries(requests []types.WriteRequest) ([]batchEntry, error) {
	seen := make(map[key]bool)
	var entries []batchEntry
	for _, r := range requests {
		e, err := t.batchEntry(r)
		if err != nil {
			return nil, err
		}
		if seen[e.key] {
			return nil, invalidf("Provided list of item keys contains duplicates")
		}
		seen[e.key] = true
		entries = append(entries, e)
	}
	return entries, nil
}

func (t *table) batchEntry(r types.WriteRequest) (batchEntry, error) {
	e := batchEntry{table: t, request: r}
	var err error
	switch {
	case (r.PutRequest == nil) == (r.DeleteRequest == nil):
		return e, invalidf("Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest")
	case r.PutRequest != nil:
		if e.put, err = t.rowToPut(r.PutRequest.Item); err == nil {
			e.key = e.put.key
		}
	default:
		var k attr.Item
		if k, err = t.schema.importKey(r.DeleteRequest.Key); err == nil {
			e.key = t.schema.keyOf(k)
		}
	}
	return e, err
}

func cloneRequest(r types.WriteRequest) types.WriteRequest {
	if r.PutRequest != nil {
		return types.WriteRequest{PutRequest: &types.PutRequest{Item: attr.CloneItem(r.PutRequest.Item)}}
	}
	return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: attr.CloneItem(r.DeleteRequest.Key)}}
}

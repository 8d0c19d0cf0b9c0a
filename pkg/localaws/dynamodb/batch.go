package dynamodb

import (
	"context"
	"maps"
	"slices"
	"strings"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// AWS: BatchWriteItem, limits of a request.
const (
	maxBatchEntries = 25
	maxBatchBytes   = 16 << 20
)

var batchFields = newFields("BatchWriteItem", sdk.BatchWriteItemInput{}, "RequestItems", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics")

// batchEntry is an entry that was checked: a row to put or, if put is nil, a key to delete.
type batchEntry struct {
	table   *table
	item    attr.Item // to put, or the key to delete, with canonical values
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
	units := make(map[*table]float64)
	for _, e := range entries {
		if _, seen := units[e.table]; !seen {
			e.table.forgetUnits()
			units[e.table] = 0
		}
		if c.unprocessed(e) {
			out.UnprocessedItems[e.table.name] = append(out.UnprocessedItems[e.table.name], cloneRequest(e.request))
			continue
		}
		units[e.table] += c.replace(e.table, e.table.rows.get(e.key), e.put)
		e.addCollection(out, in.ReturnItemCollectionMetrics)
	}
	byName := func(a, b *table) int { return strings.Compare(a.name, b.name) }
	for _, t := range slices.SortedFunc(maps.Keys(units), byName) {
		if used := t.written(in.ReturnConsumedCapacity, units[t]); used != nil {
			out.ConsumedCapacity = append(out.ConsumedCapacity, *used)
		}
	}
	return out, nil
}

// addCollection adds the entry's ItemCollectionMetrics to the answer, once for each hash key.
func (e batchEntry) addCollection(out *sdk.BatchWriteItemOutput, want types.ReturnItemCollectionMetrics) {
	m := e.table.collection(want, e.item)
	name, hash := e.table.name, e.table.schema.hash.name
	if m == nil || slices.ContainsFunc(out.ItemCollectionMetrics[name], func(other types.ItemCollectionMetrics) bool {
		return attr.Equal(other.ItemCollectionKey[hash], m.ItemCollectionKey[hash])
	}) {
		return
	}
	if out.ItemCollectionMetrics == nil {
		out.ItemCollectionMetrics = make(map[string][]types.ItemCollectionMetrics)
	}
	out.ItemCollectionMetrics[name] = append(out.ItemCollectionMetrics[name], *m)
}

func (c *Core) unprocessed(e batchEntry) bool {
	return c.Hooks.Unprocessed != nil && c.Hooks.Unprocessed(e.table.name, cloneRequest(e.request))
}

func checkBatch(in *sdk.BatchWriteItemInput) error {
	if err := batchFields.check(in); err != nil {
		return err
	}
	entries, bytes, empty := 0, 0, false
	for _, requests := range in.RequestItems {
		entries += len(requests)
		empty = empty || len(requests) == 0
		bytes += batchBytes(requests)
	}
	switch {
	case len(in.RequestItems) == 0:
		return invalidf("The requestItems parameter is required for BatchWriteItem")
	case empty:
		return invalidf("The batch write request list for a table cannot be null or empty")
	case entries > maxBatchEntries:
		return invalidf("Too many items requested for the BatchWriteItem call")
	case bytes > maxBatchBytes:
		return invalidf("Request size has exceeded the maximum allowed size of %d bytes", maxBatchBytes)
	}
	var c constraints
	c.capacity(in.ReturnConsumedCapacity)
	c.collections(in.ReturnItemCollectionMetrics)
	return c.err()
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

// batchEntries checks all entries: first all that does not depend on a table, as AWS does. It returns them by
// table name and in the order of the request.
func (c *Core) batchEntries(requests map[string][]types.WriteRequest) ([]batchEntry, error) {
	names := slices.Sorted(maps.Keys(requests))
	imported := make(map[string][]batchEntry)
	for _, name := range names {
		if err := importBatch(name, requests[name], imported); err != nil {
			return nil, err
		}
	}
	var entries []batchEntry
	for _, given := range names {
		name, _ := tableName(&given) // checked by importBatch
		t, err := c.table(name)
		if err != nil {
			return nil, err
		}
		if err := t.locate(imported[given]); err != nil {
			return nil, err
		}
		entries = append(entries, imported[given]...)
	}
	return entries, nil
}

func importBatch(name string, requests []types.WriteRequest, into map[string][]batchEntry) error {
	if _, err := tableName(&name); err != nil {
		return err
	}
	for _, r := range requests {
		e := batchEntry{request: r}
		if err := e.importItem(); err != nil {
			return err
		}
		into[name] = append(into[name], e)
	}
	return nil
}

// importItem copies the entry's item or key.
func (e *batchEntry) importItem() (err error) {
	put, remove := e.request.PutRequest, e.request.DeleteRequest
	switch {
	case (put == nil) == (remove == nil):
		return invalidf("Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest")
	case remove != nil:
		e.item, err = importItem(remove.Key)
		return err
	}
	if e.item, err = importItem(put.Item); err == nil && attr.ItemSize(e.item) > attr.MaxItemSize {
		return validation(errPutTooLarge)
	}
	return err
}

// locate checks the entries of the table against it.
func (t *table) locate(entries []batchEntry) error {
	seen := make(map[key]bool)
	for i := range entries {
		e := &entries[i]
		if err := e.locate(t); err != nil {
			return err
		}
		if seen[e.key] {
			return invalidf("Provided list of item keys contains duplicates")
		}
		seen[e.key] = true
	}
	return nil
}

func (e *batchEntry) locate(t *table) (err error) {
	e.table = t
	if e.request.PutRequest == nil {
		if err := t.schema.checkKey(e.item); err != nil {
			return err
		}
		e.key = t.schema.keyOf(e.item)
		return nil
	}
	if e.put, err = t.rowToPut(e.item); err == nil {
		e.key = e.put.key
	}
	return err
}

func cloneRequest(r types.WriteRequest) types.WriteRequest {
	if r.PutRequest != nil {
		return types.WriteRequest{PutRequest: &types.PutRequest{Item: attr.CloneItem(r.PutRequest.Item)}}
	}
	return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: attr.CloneItem(r.DeleteRequest.Key)}}
}

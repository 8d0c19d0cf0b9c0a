package dynamodb

import (
	"maps"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// index is a secondary index, global or local. Its rows are those of the table without the pending changes.
type index struct {
	name       string
	schema     schema
	projection types.Projection
	projected  map[string]bool // attribute names; nil for all
	local      bool            // it has the hash key of its table, and never lags
	throughput *types.ProvisionedThroughput
	units      float64 // of writes: see forgetUnits
	rows       rows
	pending    []indexChange // not yet in rows, oldest first
}

// indexChange is a row of the index and the one that replaces it. Either may be nil.
type indexChange struct {
	old, next *row
}

// rowFor returns the index's row for a table's row, nil if the item lacks a key attribute of the index.
func (x *index) rowFor(base *row) *row {
	if base == nil {
		return nil
	}
	for _, part := range x.schema.parts() {
		if base.item[part.name] == nil {
			return nil
		}
	}
	item := x.project(base.item)
	return &row{key: x.schema.keyOf(item), id: rowID(base.key), item: item, size: attr.ItemSize(item)}
}

// rowID returns a text that distinguishes the table's items that have one key of the index.
func rowID(base key) string {
	return strconv.Itoa(len(base.hash)) + ":" + base.hash + base.rng
}

func (x *index) project(item attr.Item) attr.Item {
	if x.projected == nil {
		return item
	}
	out := maps.Clone(item)
	maps.DeleteFunc(out, func(name string, _ attr.Value) bool { return !x.projected[name] })
	return out
}

// checkItem returns an error if an item has a key attribute of the index with a value that cannot be a key.
func (x *index) checkItem(item attr.Item) error {
	for _, part := range x.schema.parts() {
		v := item[part.name]
		if kind := attr.TypeName(v); v != nil && kind != string(part.kind) {
			return invalidf("One or more parameter values were invalid: Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s",
				part.name, part.kind, kind, x.name)
		}
		if kind := emptyKind(v); kind != "" {
			return invalidf("One or more parameter values are not valid. A value specified for a secondary index key is not supported. "+
				"The AttributeValue for a key attribute cannot contain an empty %s value. IndexName: %s, IndexKey: %s", kind, x.name, part.name)
		}
	}
	return nil
}

// update adds a change of the table to the pending changes and returns its write units: none if the index's
// row stays the same, those of two writes if the row moves (AWS: "Provisioned throughput considerations for
// global secondary indexes").
func (x *index) update(oldBase, newBase *row) float64 {
	change := indexChange{x.rowFor(oldBase), x.rowFor(newBase)}
	old, next := change.old, change.next
	if old == nil && next == nil || old != nil && next != nil && attr.EqualItems(old.item, next.item) {
		return 0
	}
	x.pending = append(x.pending, change)
	if old != nil && next != nil && old.key != next.key {
		return writeUnits(old.size) + writeUnits(next.size)
	}
	return writeUnits(max(old.bytes(), next.bytes()))
}

// catchUp applies all pending changes except for the last ones, of which there are lag.
func (x *index) catchUp(lag int) {
	due := len(x.pending) - min(max(lag, 0), len(x.pending))
	for _, change := range x.pending[:due] {
		x.rows.replace(change.old, change.next)
	}
	x.pending = slices.Delete(x.pending, 0, due)
}

package dynamodb

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// The sizes of request units in bytes (AWS: "DynamoDB read and write operations").
const (
	writeUnitSize = 1 << 10
	readUnitSize  = 4 << 10
)

// writeUnits returns the write units of an item of this size; no item costs as much as the smallest one.
func writeUnits(bytes int) float64 {
	return float64(max(1, (bytes+writeUnitSize-1)/writeUnitSize))
}

// readUnits returns the read units of reading this many bytes.
func readUnits(bytes int, consistent bool) float64 {
	units := float64(max(1, (bytes+readUnitSize-1)/readUnitSize))
	if consistent {
		return units
	}
	return units / 2
}

// read returns the answer's ConsumedCapacity for a read of a table or, if x is not nil, of its index; nil if the
// request does not want it.
func (t *table) read(want types.ReturnConsumedCapacity, x *index, units float64) *types.ConsumedCapacity {
	used := t.used(want, units)
	if want != types.ReturnConsumedCapacityIndexes {
		return used
	}
	if x == nil {
		used.Table.CapacityUnits = aws.Float64(units)
		return used
	}
	x.addTo(used, units)
	return used
}

// written returns the answer's ConsumedCapacity for writes since forgetUnits, of which all units are the sum.
func (t *table) written(want types.ReturnConsumedCapacity, all float64) *types.ConsumedCapacity {
	used := t.used(want, all)
	if want != types.ReturnConsumedCapacityIndexes {
		return used
	}
	for _, x := range t.indexes {
		if x.units > 0 {
			x.addTo(used, x.units)
			all -= x.units
		}
	}
	used.Table.CapacityUnits = aws.Float64(all)
	return used
}

func (t *table) used(want types.ReturnConsumedCapacity, units float64) *types.ConsumedCapacity {
	switch want {
	case types.ReturnConsumedCapacityTotal:
		return &types.ConsumedCapacity{TableName: aws.String(t.name), CapacityUnits: aws.Float64(units)}
	case types.ReturnConsumedCapacityIndexes:
		return &types.ConsumedCapacity{
			TableName: aws.String(t.name), CapacityUnits: aws.Float64(units),
			Table: &types.Capacity{CapacityUnits: aws.Float64(0)},
		}
	}
	return nil
}

// addTo adds the units of the index to an answer.
func (x *index) addTo(used *types.ConsumedCapacity, units float64) {
	to := &used.GlobalSecondaryIndexes
	if x.local {
		to = &used.LocalSecondaryIndexes
	}
	if *to == nil {
		*to = make(map[string]types.Capacity)
	}
	(*to)[x.name] = types.Capacity{CapacityUnits: aws.Float64(units)}
}

// forgetUnits begins the sums of units that written reports by index.
func (t *table) forgetUnits() {
	for _, x := range t.indexes {
		x.units = 0
	}
}

// collection returns the answer's ItemCollectionMetrics for a write: only tables with local indexes have
// collections. The size is always below 1 GB
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html, item collections).
func (t *table) collection(want types.ReturnItemCollectionMetrics, item attr.Item) *types.ItemCollectionMetrics {
	if want != types.ReturnItemCollectionMetricsSize || !t.hasLocal() {
		return nil
	}
	hash := t.schema.hash.name
	return &types.ItemCollectionMetrics{
		ItemCollectionKey:   attr.Item{hash: attr.Clone(item[hash])},
		SizeEstimateRangeGB: []float64{0, 1},
	}
}

func (t *table) hasLocal() bool {
	for _, x := range t.indexes {
		if x.local {
			return true
		}
	}
	return false
}

package dynamodb

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
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

func checkCapacity(want types.ReturnConsumedCapacity) error {
	switch want {
	case "", types.ReturnConsumedCapacityNone, types.ReturnConsumedCapacityTotal:
		return nil
	}
	return unsupported("ReturnConsumedCapacity=" + string(want))
}

// consumed returns the answer's ConsumedCapacity, nil if the request does not want it.
func consumed(want types.ReturnConsumedCapacity, table string, units float64) *types.ConsumedCapacity {
	if want != types.ReturnConsumedCapacityTotal {
		return nil
	}
	return &types.ConsumedCapacity{TableName: aws.String(table), CapacityUnits: aws.Float64(units)}
}

package dynamodb

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// AWS: "DynamoDB read and write operations", sizes of request units.
const (
	writeUnitSize = 1 << 10
	readUnitSize  = 4 << 10
)

// writeUnits are those of writing so many bytes; nothing costs as much as the smallest item.
func writeUnits(bytes int) float64 {
	return float64(max(1, (bytes+writeUnitSize-1)/writeUnitSize))
}

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

// consumed is what the answer says of the units, if the request asked.
func consumed(want types.ReturnConsumedCapacity, table string, units float64) *types.ConsumedCapacity {
	if want != types.ReturnConsumedCapacityTotal {
		return nil
	}
	return &types.ConsumedCapacity{TableName: aws.String(table), CapacityUnits: aws.Float64(units)}
}

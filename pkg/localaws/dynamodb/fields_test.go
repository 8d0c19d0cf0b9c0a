package dynamodb_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestFields sets every field of every input by itself: a field that is not implemented must be refused by
// name. A field that a later version of the SDK adds fails here until it is implemented or refused.
func TestFields(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	const options = "ExpressionAttributeNames ExpressionAttributeValues ReturnConsumedCapacity"
	const writes = options + " ReturnItemCollectionMetrics"
	const reads = options + " TableName IndexName FilterExpression ProjectionExpression Select Limit ExclusiveStartKey ConsistentRead"
	for _, c := range []struct {
		operation   string
		call        any
		implemented string
	}{
		{"PutItem", core.PutItem, writes + " Item TableName ConditionExpression ReturnValues ReturnValuesOnConditionCheckFailure"},
		{"UpdateItem", core.UpdateItem, writes + " Key TableName ConditionExpression ReturnValues ReturnValuesOnConditionCheckFailure UpdateExpression"},
		{"DeleteItem", core.DeleteItem, writes + " Key TableName ConditionExpression ReturnValues ReturnValuesOnConditionCheckFailure"},
		{"GetItem", core.GetItem, options + " Key TableName ConsistentRead ProjectionExpression"},
		{"Query", core.Query, reads + " KeyConditionExpression ScanIndexForward"},
		{"BatchWriteItem", core.BatchWriteItem, "RequestItems ReturnConsumedCapacity ReturnItemCollectionMetrics"},
		{"BatchGetItem", core.BatchGetItem, "RequestItems ReturnConsumedCapacity"},
		{"Scan", core.Scan, reads + " Segment TotalSegments"},
		{"CreateTable", core.CreateTable, "TableName AttributeDefinitions KeySchema BillingMode GlobalSecondaryIndexes LocalSecondaryIndexes ProvisionedThroughput Tags DeletionProtectionEnabled"},
		{"DescribeTable", core.DescribeTable, "TableName"},
		{"DeleteTable", core.DeleteTable, "TableName"},
		{"ListTables", core.ListTables, "ExclusiveStartTableName Limit"},
		{"UpdateTable", core.UpdateTable, "TableName BillingMode ProvisionedThroughput DeletionProtectionEnabled"},
		{"UpdateTimeToLive", core.UpdateTimeToLive, "TableName TimeToLiveSpecification"},
	} {
		t.Run(c.operation, func(t *testing.T) {
			call := reflect.ValueOf(c.call)
			input := call.Type().In(1).Elem()
			for _, field := range reflect.VisibleFields(input) {
				if !field.IsExported() || slices.Contains(strings.Fields(c.implemented), field.Name) {
					continue
				}
				in := reflect.New(input)
				in.Elem().FieldByIndex(field.Index).Set(something(field.Type))
				out := call.Call([]reflect.Value{reflect.ValueOf(t.Context()), in})
				err, _ := reflect.TypeAssert[error](out[1])
				expectError(t, "Invalid: not implemented by the embedded stand-in: "+c.operation+"."+field.Name, err)
			}
		})
	}
}

// something returns a value of the type that is not its zero value.
func something(of reflect.Type) reflect.Value {
	switch of.Kind() {
	case reflect.Pointer:
		return reflect.New(of.Elem())
	case reflect.Map:
		return reflect.MakeMap(of)
	case reflect.Slice:
		return reflect.MakeSlice(of, 1, 1)
	default:
		return reflect.ValueOf("something").Convert(of)
	}
}

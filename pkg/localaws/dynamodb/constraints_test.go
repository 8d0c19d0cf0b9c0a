package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// TestConstraints wants the words of enumerations exactly as AWS has them: moto's test
// test_select_values_are_case_sensitive, which is verified on AWS, has the text
// (https://github.com/getmoto/moto/blob/master/tests/test_dynamodb/exceptions/test_dynamodb_exceptions.py).
func TestConstraints(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for want, more := range map[string]func(*sdk.QueryInput){
		"1 validation error detected: Value 'count' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]": func(in *sdk.QueryInput) { in.Select = "count" },
		"Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]":                                                                func(in *sdk.QueryInput) { in.ReturnConsumedCapacity = "ALL" },
		"Value '' at 'indexName'": func(in *sdk.QueryInput) { in.IndexName = aws.String("") },
		"2 validation errors detected: Value 'hi' at 'select' failed to satisfy constraint": func(in *sdk.QueryInput) { in.Select, in.Limit = "hi", aws.Int32(0) },
	} {
		_, err := core.Query(t.Context(), queryInput(more))
		expectError(t, "Invalid: "+want, err)
	}
}

// TestConstraints_before_the_table wants what is wrong with a request even if its table does not exist
// (https://github.com/nubo-db/dynamodb-conformance/tree/main/tests/tier3/validation-ordering, and about 35 of
// dynalite's tests).
func TestConstraints_before_the_table(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for want, in := range map[string]sdk.PutItemInput{
		"Value 'a!c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern": {TableName: aws.String("a!c"), Item: itemKey.item()},
		"1 validation error detected: Value '' at 'tableName'":                                                    {TableName: aws.String(""), ReturnValues: "HI"},
		"at 'tableName' failed to satisfy constraint: Member must have length less than":                          {TableName: aws.String(strings.Repeat("a", 256))},
		"TableName must be at least 3 characters long":                                                            {TableName: aws.String("ab"), Item: itemKey.item()},
		"Item size has exceeded":                       {TableName: aws.String("absent"), Item: plain{"pk": kilobytes(401)}.item()},
		"cannot be converted to a numeric value":       {TableName: aws.String("absent"), Item: plain{"pk": num("")}.item()},
		"Value null at 'item'":                         {TableName: aws.String("absent")},
		"Value 'all_old' at 'returnValues'":            {TableName: aws.String("absent"), Item: itemKey.item(), ReturnValues: "all_old"},
		"Value 'BIG' at 'returnItemCollectionMetrics'": {TableName: aws.String("absent"), Item: itemKey.item(), ReturnItemCollectionMetrics: "BIG"},
	} {
		_, err := core.PutItem(t.Context(), &in)
		expectError(t, "Invalid: "+want, err)
	}
	_, err := core.PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String("absent"), Item: itemKey.item(), ConditionExpression: aws.String("a = :a AND b = :b"),
		ExpressionAttributeValues: plain{":a": 1, ":b": strset{}}.item(),
	})
	// moto: test_update_item_unused_attributes, verified on AWS
	expectError(t, "Invalid: ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :b", err)
	_, err = core.Query(t.Context(), &sdk.QueryInput{TableName: aws.String("absent"), KeyConditionExpression: aws.String("attribute_exists(a)")})
	expectError(t, "Invalid: Invalid operator used in KeyConditionExpression: attribute_exists", err)
	_, err = core.BatchWriteItem(t.Context(), &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{
		"absent": {{DeleteRequest: &types.DeleteRequest{Key: plain{"pk": num("x")}.item()}}},
	}})
	expectError(t, "Invalid: cannot be converted to a numeric value", err)
}

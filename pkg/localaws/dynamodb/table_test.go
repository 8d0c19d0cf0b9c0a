package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func TestTable_unknown(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	_, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("nowhere"), Key: itemKey.item()})
	expectError(t, "ResourceNotFoundException: Requested resource not found", err)
	_, err = core.GetItem(t.Context(), &sdk.GetItemInput{Key: itemKey.item()})
	expectError(t, "Invalid: Value null at 'tableName' failed to satisfy constraint: Member must not be null", err)
	_, err = core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("nowhere")})
	expectError(t, "ResourceNotFoundException: Requested resource not found: Table: nowhere not found", err)
}

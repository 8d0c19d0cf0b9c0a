package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// TestTableName_arn takes the ARN of a table for its name
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html: "You can also provide
// the Amazon Resource Name (ARN) of the table in this parameter").
func TestTableName_arn(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	out, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("arn:aws:dynamodb:us-east-1:000000000000:table/ledger")})
	expectError(t, "", err)
	expect(t, "name", "ledger", *out.Table.TableName)
	_, err = core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("arn:aws:dynamodb:us-east-1:111111111111:table/ledger")})
	expectError(t, "Invalid: not implemented by the embedded stand-in: a table of another account or Region", err)
}

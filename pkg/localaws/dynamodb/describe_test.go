package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCore_DescribeTable(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	out, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "status", types.TableStatusActive, out.Table.TableStatus)
	expect(t, "items", int64(6), *out.Table.ItemCount)
	expect(t, "created", epoch, *out.Table.CreationDateTime)
	expect(t, "arn", "arn:aws:dynamodb:us-east-1:000000000000:table/ledger", *out.Table.TableArn)
	expect(t, "indexes", 3, len(out.Table.GlobalSecondaryIndexes))
	expect(t, "index", "some", *out.Table.GlobalSecondaryIndexes[2].IndexName)
	expect(t, "projected", []string{"note"}, out.Table.GlobalSecondaryIndexes[2].Projection.NonKeyAttributes)
}

package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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

// TestCore_DescribeTable_zeros wants the numbers that clients read without looking whether they are there, such
// as boto3's Table.provisioned_throughput["ReadCapacityUnits"] (LocalStack's record of test_gsi_with_billing_mode
// on AWS).
func TestCore_DescribeTable_zeros(t *testing.T) {
	t.Parallel()
	out, err := newCore(t).DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	zero := &types.ProvisionedThroughputDescription{
		NumberOfDecreasesToday: aws.Int64(0), ReadCapacityUnits: aws.Int64(0), WriteCapacityUnits: aws.Int64(0),
	}
	ignore := cmpopts.IgnoreUnexported(types.ProvisionedThroughputDescription{})
	if diff := cmp.Diff(zero, out.Table.ProvisionedThroughput, ignore); diff != "" {
		t.Error(diff)
	}
	expect(t, "protection", false, *out.Table.DeletionProtectionEnabled)
	x := out.Table.GlobalSecondaryIndexes[0]
	if diff := cmp.Diff(zero, x.ProvisionedThroughput, ignore); diff != "" {
		t.Error(diff)
	}
	expect(t, "size of an index", []int64{0, 0}, []int64{*x.ItemCount, *x.IndexSizeBytes})
}

package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// TestCore_UpdateTable has the cases of
// https://github.com/nubo-db/dynamodb-conformance/blob/main/tests/tier1/updateTable/basic.test.ts, which run on
// AWS.
func TestCore_UpdateTable(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for _, step := range []struct {
		in   sdk.UpdateTableInput
		want string
	}{
		{sdk.UpdateTableInput{}, "Invalid: At least one of"},
		{sdk.UpdateTableInput{BillingMode: types.BillingModePayPerRequest}, ""},
		{sdk.UpdateTableInput{ProvisionedThroughput: throughput(1, 1)}, "Invalid: Neither ReadCapacityUnits nor"},
		{sdk.UpdateTableInput{BillingMode: types.BillingModePayPerRequest, ProvisionedThroughput: throughput(1, 1)}, "Invalid: Neither ReadCapacityUnits nor"},
		{sdk.UpdateTableInput{BillingMode: types.BillingModeProvisioned}, "Invalid: must both be specified"},
		{sdk.UpdateTableInput{BillingMode: types.BillingModeProvisioned, ProvisionedThroughput: throughput(0, -1)}, "Invalid: 2 validation errors detected"},
		{sdk.UpdateTableInput{BillingMode: types.BillingModeProvisioned, ProvisionedThroughput: throughput(2, 1)}, ""},
		{sdk.UpdateTableInput{ProvisionedThroughput: throughput(2, 1)}, "Invalid: The provisioned throughput for the table will not change"},
		{sdk.UpdateTableInput{ProvisionedThroughput: throughput(3, 1)}, ""},
		{sdk.UpdateTableInput{TableName: aws.String("absent"), BillingMode: types.BillingModePayPerRequest}, "ResourceNotFoundException: "},
		{sdk.UpdateTableInput{TableClass: types.TableClassStandard}, "Invalid: not implemented by the embedded stand-in: UpdateTable.TableClass"},
	} {
		if step.in.TableName == nil {
			step.in.TableName = aws.String("ledger")
		}
		_, err := core.UpdateTable(t.Context(), &step.in)
		expectError(t, step.want, err)
	}
	out, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "capacity", []int64{3, 1}, shown(out.Table.ProvisionedThroughput))
	expect(t, "billing", types.BillingModeProvisioned, out.Table.BillingModeSummary.BillingMode)
	expect(t, "on demand", epoch, *out.Table.BillingModeSummary.LastUpdateToPayPerRequestDateTime)
}

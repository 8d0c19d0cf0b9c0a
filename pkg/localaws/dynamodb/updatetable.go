package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var updateTableFields = newFields("UpdateTable", sdk.UpdateTableInput{},
	"TableName", "BillingMode", "DeletionProtectionEnabled", "ProvisionedThroughput")

// UpdateTable changes the billing mode, the capacity and the protection from deletion of a table, at once. The
// capacity is shown, but throttles nothing. The indexes stay as they are.
func (c *Core) UpdateTable(_ context.Context, in *sdk.UpdateTableInput, _ ...func(*sdk.Options)) (*sdk.UpdateTableOutput, error) {
	if err := updateTableFields.check(in); err != nil {
		return nil, err
	}
	name, err := tableName(in.TableName)
	if err != nil {
		return nil, err
	}
	if err := checkUpdateTable(in); err != nil {
		return nil, err
	}
	t, err := c.subject(name)
	if err != nil {
		return nil, err
	}
	wasOnDemand := t.throughput == nil
	if err := t.setThroughput(in); err != nil {
		return nil, err
	}
	if t.throughput == nil && !wasOnDemand {
		t.onDemand = c.now()
	}
	if in.DeletionProtectionEnabled != nil {
		t.protected = *in.DeletionProtectionEnabled
	}
	return &sdk.UpdateTableOutput{TableDescription: t.describe()}, nil
}

func checkUpdateTable(in *sdk.UpdateTableInput) error {
	var c constraints
	word(&c, "billingMode", in.BillingMode, types.BillingModeProvisioned, types.BillingModePayPerRequest)
	c.throughput("provisionedThroughput", in.ProvisionedThroughput)
	if err := c.err(); err != nil {
		return err
	}
	switch {
	case in.BillingMode == "" && in.DeletionProtectionEnabled == nil && in.ProvisionedThroughput == nil:
		return invalidf("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates " +
			"or SSESpecification or ReplicaUpdates is required")
	case in.BillingMode == types.BillingModePayPerRequest && in.ProvisionedThroughput != nil:
		return invalidf("One or more parameter values were invalid: " +
			"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
	}
	return nil
}

// setThroughput changes billing mode and capacity.
func (t *table) setThroughput(in *sdk.UpdateTableInput) error {
	given, onDemand := in.ProvisionedThroughput, t.throughput == nil
	switch {
	case in.BillingMode == types.BillingModePayPerRequest:
		t.throughput = nil
		for _, x := range t.indexes {
			x.throughput = nil
		}
		return nil
	case given == nil && in.BillingMode == types.BillingModeProvisioned && onDemand:
		return invalidf("One or more parameter values were invalid: " +
			"ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
	case given == nil:
		return nil
	case onDemand && in.BillingMode == "":
		return invalidf("One or more parameter values were invalid: " +
			"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
	case !onDemand && aws.ToInt64(given.ReadCapacityUnits) == *t.throughput.ReadCapacityUnits &&
		aws.ToInt64(given.WriteCapacityUnits) == *t.throughput.WriteCapacityUnits:
		return invalidf("The provisioned throughput for the table will not change. The requested value equals the current value. "+
			"Current ReadCapacityUnits provisioned for the table: %d. Requested ReadCapacityUnits: %[1]d. "+
			"Current WriteCapacityUnits provisioned for the table: %[2]d. Requested WriteCapacityUnits: %[2]d. "+
			"Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
			*t.throughput.ReadCapacityUnits, *t.throughput.WriteCapacityUnits)
	}
	t.throughput = cloneThroughput(given)
	return nil
}

package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var describeFields = newFields("DescribeTable", sdk.DescribeTableInput{}, "TableName")

// DescribeTable describes a table. ItemCount and TableSizeBytes are exact, whereas AWS's are up to six hours
// old.
func (c *Core) DescribeTable(_ context.Context, in *sdk.DescribeTableInput, _ ...func(*sdk.Options)) (*sdk.DescribeTableOutput, error) {
	if err := describeFields.check(in); err != nil {
		return nil, err
	}
	name, err := tableName(in.TableName)
	if err != nil {
		return nil, err
	}
	t, err := c.subject(name)
	if err != nil {
		return nil, err
	}
	return &sdk.DescribeTableOutput{Table: t.describe()}, nil
}

func (t *table) describe() *types.TableDescription {
	d := &types.TableDescription{
		TableName:                 aws.String(t.name),
		TableId:                   aws.String(t.id),
		TableArn:                  aws.String(arnPrefix + t.name),
		TableStatus:               types.TableStatusActive,
		CreationDateTime:          aws.Time(t.created),
		DeletionProtectionEnabled: aws.Bool(t.protected),
		KeySchema:                 t.schema.describe(),
		ItemCount:                 aws.Int64(t.count),
		TableSizeBytes:            aws.Int64(t.bytes),
		ProvisionedThroughput:     describeThroughput(t.throughput),
	}
	d.BillingModeSummary = t.billing()
	for _, a := range t.definitions {
		d.AttributeDefinitions = append(d.AttributeDefinitions, types.AttributeDefinition{
			AttributeName: aws.String(*a.AttributeName), AttributeType: a.AttributeType,
		})
	}
	for _, x := range t.indexes {
		if x.local {
			d.LocalSecondaryIndexes = append(d.LocalSecondaryIndexes, x.describeLocal(t))
			continue
		}
		d.GlobalSecondaryIndexes = append(d.GlobalSecondaryIndexes, x.describe(t))
	}
	return d
}

// billing returns the BillingModeSummary, nil for a table that was never billed on demand
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BillingModeSummary.html).
func (t *table) billing() *types.BillingModeSummary {
	if t.onDemand.IsZero() {
		return nil
	}
	b := &types.BillingModeSummary{BillingMode: types.BillingModeProvisioned, LastUpdateToPayPerRequestDateTime: aws.Time(t.onDemand)}
	if t.throughput == nil {
		b.BillingMode = types.BillingModePayPerRequest
	}
	return b
}

func (x *index) describe(t *table) types.GlobalSecondaryIndexDescription {
	items, bytes := x.rows.count()
	return types.GlobalSecondaryIndexDescription{
		IndexName:             aws.String(x.name),
		IndexArn:              x.arn(t),
		IndexStatus:           types.IndexStatusActive,
		KeySchema:             x.schema.describe(),
		Projection:            x.describeProjection(),
		ItemCount:             aws.Int64(items),
		IndexSizeBytes:        aws.Int64(bytes),
		ProvisionedThroughput: describeThroughput(x.throughput),
	}
}

func (x *index) describeLocal(t *table) types.LocalSecondaryIndexDescription {
	items, bytes := x.rows.count()
	return types.LocalSecondaryIndexDescription{
		IndexName:      aws.String(x.name),
		IndexArn:       x.arn(t),
		KeySchema:      x.schema.describe(),
		Projection:     x.describeProjection(),
		ItemCount:      aws.Int64(items),
		IndexSizeBytes: aws.Int64(bytes),
	}
}

func (x *index) arn(t *table) *string { return aws.String(arnPrefix + t.name + "/index/" + x.name) }

func (x *index) describeProjection() *types.Projection {
	return &types.Projection{
		ProjectionType:   x.projection.ProjectionType,
		NonKeyAttributes: append([]string(nil), x.projection.NonKeyAttributes...),
	}
}

// describeThroughput returns the throughput that a description shows; on demand it is 0
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughputDescription.html, and
// LocalStack's record of test_gsi_with_billing_mode on AWS).
func describeThroughput(given *types.ProvisionedThroughput) *types.ProvisionedThroughputDescription {
	d := &types.ProvisionedThroughputDescription{
		NumberOfDecreasesToday: aws.Int64(0), ReadCapacityUnits: aws.Int64(0), WriteCapacityUnits: aws.Int64(0),
	}
	if given != nil {
		d.ReadCapacityUnits, d.WriteCapacityUnits = aws.Int64(*given.ReadCapacityUnits), aws.Int64(*given.WriteCapacityUnits)
	}
	return d
}

func (s schema) describe() []types.KeySchemaElement {
	roles := []types.KeyType{types.KeyTypeHash, types.KeyTypeRange}
	var out []types.KeySchemaElement
	for i, part := range s.parts() {
		out = append(out, types.KeySchemaElement{AttributeName: aws.String(part.name), KeyType: roles[i]})
	}
	return out
}

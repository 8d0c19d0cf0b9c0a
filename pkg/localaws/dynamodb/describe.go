package dynamodb

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// arnPrefix precedes the name of a table in its ARN.
const arnPrefix = "arn:aws:dynamodb:us-east-1:000000000000:table/"

var describeFields = newFields("DescribeTable", sdk.DescribeTableInput{}, "TableName")

// DescribeTable describes a table. ItemCount and TableSizeBytes are exact, whereas AWS's are up to six hours
// old.
func (c *Core) DescribeTable(_ context.Context, in *sdk.DescribeTableInput, _ ...func(*sdk.Options)) (*sdk.DescribeTableOutput, error) {
	if err := describeFields.check(in); err != nil {
		return nil, err
	}
	t, err := c.table(in.TableName)
	if err != nil {
		return nil, err
	}
	return &sdk.DescribeTableOutput{Table: t.describe()}, nil
}

func (t *table) describe() *types.TableDescription {
	d := &types.TableDescription{
		TableName:          aws.String(t.name),
		TableArn:           aws.String(arnPrefix + t.name),
		TableStatus:        types.TableStatusActive,
		CreationDateTime:   aws.Time(t.created),
		KeySchema:          t.schema.describe(),
		ItemCount:          aws.Int64(t.count),
		TableSizeBytes:     aws.Int64(t.bytes),
		BillingModeSummary: &types.BillingModeSummary{BillingMode: types.BillingModePayPerRequest},
	}
	for _, a := range t.definitions {
		d.AttributeDefinitions = append(d.AttributeDefinitions, types.AttributeDefinition{
			AttributeName: aws.String(*a.AttributeName), AttributeType: a.AttributeType,
		})
	}
	for _, x := range t.indexes {
		d.GlobalSecondaryIndexes = append(d.GlobalSecondaryIndexes, x.describe(t))
	}
	return d
}

func (x *index) describe(t *table) types.GlobalSecondaryIndexDescription {
	return types.GlobalSecondaryIndexDescription{
		IndexName:   aws.String(x.name),
		IndexArn:    aws.String(arnPrefix + t.name + "/index/" + x.name),
		IndexStatus: types.IndexStatusActive,
		KeySchema:   x.schema.describe(),
		Projection: &types.Projection{
			ProjectionType:   x.projection.ProjectionType,
			NonKeyAttributes: append([]string(nil), x.projection.NonKeyAttributes...),
		},
	}
}

func (s schema) describe() []types.KeySchemaElement {
	roles := []types.KeyType{types.KeyTypeHash, types.KeyTypeRange}
	var out []types.KeySchemaElement
	for i, part := range s.parts() {
		out = append(out, types.KeySchemaElement{AttributeName: aws.String(part.name), KeyType: roles[i]})
	}
	return out
}

package dynamodb_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

func TestCore_CreateTable(t *testing.T) {
	t.Parallel()
	core := dynamodb.New(func() time.Time { return epoch })
	in := ledger()
	in.KeySchema, in.GlobalSecondaryIndexes, in.AttributeDefinitions = keySchema("due"), nil, in.AttributeDefinitions[3:]
	_, err := core.CreateTable(t.Context(), in)
	expectError(t, "", err)
	put(t, core, plain{"due": num("1.50"), "a": 1})
	out, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: plain{"due": num("15e-1")}.item()})
	expectError(t, "", err)
	expect(t, "item", plain{"due": num("1.5"), "a": 1}, plainOf(out.Item))
}

func TestCore_CreateTable_refused(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(*sdk.CreateTableInput){
		"Invalid: Invalid table name": func(in *sdk.CreateTableInput) { in.TableName = aws.String("a b") },
		"Invalid: not implemented by the embedded stand-in: CreateTable.BillingMode=": func(in *sdk.CreateTableInput) { in.BillingMode = types.BillingModeProvisioned },
		"Invalid: The first KeySchemaElement is not a HASH key type":                  func(in *sdk.CreateTableInput) { in.KeySchema = nil },
		"Invalid: The second KeySchemaElement is not a RANGE key type":                func(in *sdk.CreateTableInput) { in.KeySchema[1].KeyType = types.KeyTypeHash },
		"Invalid: have the same name":                                                 func(in *sdk.CreateTableInput) { in.KeySchema[1].AttributeName = aws.String("pk") },
		"Invalid: not defined in AttributeDefinitions. Keys: [nope]":                  func(in *sdk.CreateTableInput) { in.KeySchema[1].AttributeName = aws.String("nope") },
		"Invalid: does not exactly match number of attributes defined":                func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes = nil },
		"Invalid: not implemented by the embedded stand-in: a key attribute of type B": func(in *sdk.CreateTableInput) {
			in.AttributeDefinitions[0].AttributeType = types.ScalarAttributeTypeB
		},
		"Invalid: Duplicate index name: keys":   func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].IndexName = aws.String("keys") },
		"Invalid: Unknown ProjectionType: null": func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].Projection = nil },
		"Invalid: Unknown ProjectionType: MOST": func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].Projection.ProjectionType = "MOST" },
		"Invalid: ProjectionType is INCLUDE":    func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[2].Projection.NonKeyAttributes = nil },
		"Invalid: not implemented by the embedded stand-in: GlobalSecondaryIndex.ProvisionedThroughput": func(in *sdk.CreateTableInput) {
			in.GlobalSecondaryIndexes[0].ProvisionedThroughput = &types.ProvisionedThroughput{}
		},
	} {
		in := ledger()
		spoil(in)
		_, err := dynamodb.New(func() time.Time { return epoch }).CreateTable(t.Context(), in)
		expectError(t, want, err)
	}
	_, err := newCore(t).CreateTable(t.Context(), ledger())
	expectError(t, "ResourceInUseException: Table already exists: ledger", err)
}

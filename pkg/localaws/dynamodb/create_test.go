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

// TestCore_CreateTable_refused has the texts of dynalite's tests of CreateTable
// (https://github.com/architect/dynalite/blob/main/test/createTable.js) and of
// https://github.com/nubo-db/dynamodb-conformance/blob/main/tests/tier3/error-messages/createTable.test.ts, which
// both run on AWS too.
func TestCore_CreateTable_refused(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(*sdk.CreateTableInput){
		"Value 'a b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression": func(in *sdk.CreateTableInput) { in.TableName = aws.String("a b") },
		"WriteCapacityUnits must both be specified when BillingMode is PROVISIONED":                       func(in *sdk.CreateTableInput) { in.BillingMode = types.BillingModeProvisioned },
		"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified":                               func(in *sdk.CreateTableInput) { in.ProvisionedThroughput = throughput(1, 1) },
		"'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value":  func(in *sdk.CreateTableInput) { in.ProvisionedThroughput = throughput(0, 1) },
		"Value 'CHEAP' at 'billingMode'":                func(in *sdk.CreateTableInput) { in.BillingMode = "CHEAP" },
		"Value null at 'keySchema'":                     func(in *sdk.CreateTableInput) { in.KeySchema = nil },
		"Value 'ROUND' at 'keySchema.2.member.keyType'": func(in *sdk.CreateTableInput) { in.KeySchema[1].KeyType = "ROUND" },
		"Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=due, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2": func(in *sdk.CreateTableInput) {
			in.KeySchema = append(in.KeySchema, types.KeySchemaElement{AttributeName: aws.String("due"), KeyType: types.KeyTypeRange})
		},
		"stand-in: a KeySchema of more than one HASH and one RANGE attribute (3)": func(in *sdk.CreateTableInput) {
			x := &in.GlobalSecondaryIndexes[0]
			x.KeySchema = append(x.KeySchema, types.KeySchemaElement{AttributeName: aws.String("pk"), KeyType: types.KeyTypeRange})
		},
		"The first KeySchemaElement is not a HASH key type":   func(in *sdk.CreateTableInput) { in.KeySchema[0].KeyType = types.KeyTypeRange },
		"The second KeySchemaElement is not a RANGE key type": func(in *sdk.CreateTableInput) { in.KeySchema[1].KeyType = types.KeyTypeHash },
		"have the same name": func(in *sdk.CreateTableInput) { in.KeySchema[1].AttributeName = aws.String("pk") },
		"not defined in AttributeDefinitions. Keys: [nope]":             func(in *sdk.CreateTableInput) { in.KeySchema[1].AttributeName = aws.String("nope") },
		"does not exactly match number of attributes defined":           func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes = nil },
		"Value 'SS' at 'attributeDefinitions.1.member.attributeType'":   func(in *sdk.CreateTableInput) { in.AttributeDefinitions[0].AttributeType = "SS" },
		"Duplicate index name: keys":                                    func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].IndexName = aws.String("keys") },
		"Value 'a' at 'globalSecondaryIndexes.1.member.indexName'":      func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].IndexName = aws.String("a") },
		"Value null at 'globalSecondaryIndexes.1.member.projection'":    func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].Projection = nil },
		"Unknown ProjectionType: null":                                  func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].Projection.ProjectionType = "" },
		"Member must satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]": func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[0].Projection.ProjectionType = "MOST" },
		"ProjectionType is INCLUDE":                                     func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[2].Projection.NonKeyAttributes = nil },
		"List of GlobalSecondaryIndexes is empty":                       func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes = []types.GlobalSecondaryIndex{} },
		"List of LocalSecondaryIndexes is empty":                        func(in *sdk.CreateTableInput) { in.LocalSecondaryIndexes = []types.LocalSecondaryIndex{} },
		"ProvisionedThroughput should not be specified for index: by-due": func(in *sdk.CreateTableInput) {
			in.GlobalSecondaryIndexes[0].ProvisionedThroughput = throughput(1, 1)
		},
		"does not have a range key for index: local": func(in *sdk.CreateTableInput) { addLocal(in, "pk") },
		"does not have the same leading hash key":    func(in *sdk.CreateTableInput) { addLocal(in, "sk", "due") },
		"Table KeySchema does not have a range key":  func(in *sdk.CreateTableInput) { in.KeySchema = keySchema("pk"); addLocal(in, "pk", "due") },
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			in := ledger()
			spoil(in)
			_, err := dynamodb.New(func() time.Time { return epoch }).CreateTable(t.Context(), in)
			expectError(t, "Invalid: "+want, err)
		})
	}
	_, err := newCore(t).CreateTable(t.Context(), ledger())
	expectError(t, "ResourceInUseException: Table already exists: ledger", err)
}

func throughput(read, write int64) *types.ProvisionedThroughput {
	return &types.ProvisionedThroughput{ReadCapacityUnits: &read, WriteCapacityUnits: &write}
}

func addLocal(in *sdk.CreateTableInput, keys ...string) {
	in.LocalSecondaryIndexes = append(in.LocalSecondaryIndexes, types.LocalSecondaryIndex{
		IndexName: aws.String("local"), KeySchema: keySchema(keys...), Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
	})
}

// TestCore_CreateTable_capacity accepts what has no effect, and names it.
func TestCore_CreateTable_capacity(t *testing.T) {
	t.Parallel()
	core := dynamodb.New(func() time.Time { return epoch })
	in := ledger()
	in.BillingMode, in.ProvisionedThroughput = "", throughput(10, 5)
	for i := range in.GlobalSecondaryIndexes {
		in.GlobalSecondaryIndexes[i].ProvisionedThroughput = throughput(2, 1)
	}
	in.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("a")}}
	out, err := core.CreateTable(t.Context(), in)
	expectError(t, "", err)
	expect(t, "ignored", []string{"ProvisionedThroughput (calls are not throttled)", "Tags (they are not kept)"}, core.Ignored())
	expect(t, "ignored, once more", []string(nil), core.Ignored())
	expect(t, "capacity", []int64{10, 5}, shown(out.TableDescription.ProvisionedThroughput))
	expect(t, "capacity of an index", []int64{2, 1}, shown(out.TableDescription.GlobalSecondaryIndexes[2].ProvisionedThroughput))
	expect(t, "billing mode", (*types.BillingModeSummary)(nil), out.TableDescription.BillingModeSummary)
}

func shown(d *types.ProvisionedThroughputDescription) []int64 {
	return []int64{*d.ReadCapacityUnits, *d.WriteCapacityUnits}
}

package dynamodb_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

type item = map[string]types.AttributeValue

var epoch = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

// ledger is a table like Fanlight's own: string keys and a sparse index.
func ledger() *sdk.CreateTableInput {
	return &sdk.CreateTableInput{
		TableName:   aws.String("ledger"),
		BillingMode: types.BillingModePayPerRequest,
		KeySchema:   keySchema("pk", "sk"),
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("pk"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("sk"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("open"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("due"), AttributeType: types.ScalarAttributeTypeN},
		},
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{{
			IndexName:  aws.String("open-index"),
			KeySchema:  keySchema("open", "due"),
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll},
		}},
	}
}

func keySchema(hash, rng string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: aws.String(hash), KeyType: types.KeyTypeHash},
		{AttributeName: aws.String(rng), KeyType: types.KeyTypeRange},
	}
}

func newCore(t testing.TB) *dynamodb.Core {
	t.Helper()
	core := dynamodb.New(func() time.Time { return epoch })
	if _, err := core.CreateTable(t.Context(), ledger()); err != nil {
		t.Fatal(err)
	}
	return core
}

// attributes makes an item of plain Go values: numbers, strings, lists, maps, and AttributeValues as they are.
func attributes(t testing.TB, plain map[string]any) item {
	t.Helper()
	out, err := attributevalue.MarshalMap(plain)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

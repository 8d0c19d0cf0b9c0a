package dynamodb_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

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
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
			index("by-due", types.Projection{ProjectionType: types.ProjectionTypeAll}),
			index("keys", types.Projection{ProjectionType: types.ProjectionTypeKeysOnly}),
			index("some", types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"note"}}),
		},
	}
}

func index(name string, projection types.Projection) types.GlobalSecondaryIndex {
	return types.GlobalSecondaryIndex{IndexName: aws.String(name), KeySchema: keySchema("open", "due"), Projection: &projection}
}

func keySchema(names ...string) []types.KeySchemaElement {
	roles := []types.KeyType{types.KeyTypeHash, types.KeyTypeRange}
	var out []types.KeySchemaElement
	for i, name := range names {
		out = append(out, types.KeySchemaElement{AttributeName: aws.String(name), KeyType: roles[i]})
	}
	return out
}

func newCore(t testing.TB) *dynamodb.Core {
	t.Helper()
	core := dynamodb.New(func() time.Time { return epoch })
	if _, err := core.CreateTable(t.Context(), ledger()); err != nil {
		t.Fatal(err)
	}
	return core
}

// put stores an item of plain values.
func put(t testing.TB, a api, item plain) {
	t.Helper()
	_, err := a.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: item.item()})
	if err != nil {
		t.Fatal(err)
	}
}

// stored reads the item at the key (p, s), nil if there is none.
func stored(t testing.TB, core *dynamodb.Core) plain {
	t.Helper()
	out, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	if err != nil {
		t.Fatal(err)
	}
	return plainOf(out.Item)
}

var itemKey = plain{"pk": "p", "sk": "s"}

func expect(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// expectError wants an API error by "Code: fragment of the message", or none if empty.
func expectError(t testing.TB, want string, err error) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Fatalf("error %v, want none", err)
		}
		return
	}
	code, fragment, _ := strings.Cut(want, ": ")
	if code == "Invalid" {
		code = "ValidationException"
	}
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code || !strings.Contains(api.ErrorMessage(), fragment) {
		t.Fatalf("error %v, want %s with %q", err, code, fragment)
	}
}

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

// ledger is a table like Fanlight's: string keys, and sparse indexes with each projection.
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

// put stores an item.
func put(t testing.TB, a api, item plain) {
	t.Helper()
	_, err := a.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: item.item()})
	if err != nil {
		t.Fatal(err)
	}
}

// stored returns the item with the key (p, s), nil if there is none.
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

// expectError wants an API error in the form "Code: part of the message", or no error if want is empty. The
// code Invalid means ValidationException.
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

// filledCore returns a core with items a1, a2, b1, b2, b3 in partition p, of which the b's are in the indexes,
// due at 9, 100 and 100, and one item in another partition.
func filledCore(t testing.TB) *dynamodb.Core {
	core := newCore(t)
	fill(t, core)
	return core
}

func fill(t testing.TB, a api) {
	put(t, a, plain{"pk": "q", "sk": "a1", "note": "elsewhere"})
	for i, sk := range []string{"b2", "a1", "b3", "a2", "b1"} {
		item := plain{"pk": "p", "sk": sk, "i": i, "note": "n" + sk}
		if due := map[string]int{"b1": 9, "b2": 100, "b3": 100}[sk]; due > 0 {
			item = item.with(plain{"open": "yes", "due": due})
		}
		put(t, a, item)
	}
}

// queryInput returns a Query of partition p; more changes it.
func queryInput(more func(in *sdk.QueryInput)) *sdk.QueryInput {
	in := &sdk.QueryInput{
		TableName: aws.String("ledger"), KeyConditionExpression: aws.String("pk = :p"),
		ExpressionAttributeValues: plain{":p": "p"}.item(),
	}
	more(in)
	return in
}

func where(condition string, values plain) func(*sdk.QueryInput) {
	return func(in *sdk.QueryInput) {
		in.KeyConditionExpression = aws.String(condition)
		in.ExpressionAttributeValues = values.item()
	}
}

func onIndex(name, condition string, values plain) func(*sdk.QueryInput) {
	return func(in *sdk.QueryInput) {
		where(condition, values)(in)
		in.IndexName, in.ExpressionAttributeNames = aws.String(name), names
	}
}

func sortKeys(out *sdk.QueryOutput) string {
	var keys []string
	for _, item := range out.Items {
		keys = append(keys, plainOf(item)["sk"].(string))
	}
	return strings.Join(keys, " ")
}

// names has the placeholder of the index's hash key, whose name is a reserved word.
var names = map[string]string{"#o": "open"}

// update is an UpdateItem of the item (p, s).
type update struct {
	text   string
	names  map[string]string
	values plain
}

func (u update) input() *sdk.UpdateItemInput {
	return &sdk.UpdateItemInput{
		TableName: aws.String("ledger"), Key: itemKey.item(), UpdateExpression: aws.String(u.text),
		ExpressionAttributeNames: u.names, ExpressionAttributeValues: u.values.item(),
	}
}

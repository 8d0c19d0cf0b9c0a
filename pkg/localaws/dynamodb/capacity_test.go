package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

func kilobytes(n int) string { return strings.Repeat("x", n<<10) }

func TestWriteUnits(t *testing.T) {
	t.Parallel()
	open := plain{"open": "yes", "due": 1}
	for _, c := range []struct {
		name   string
		before plain
		call   func(t *testing.T, core *dynamodb.Core) error
		want   float64
		err    string
	}{
		{"a small item", nil, putItem(itemKey), 1, ""},
		{"each begun KB", nil, putItem(itemKey.with(plain{"a": kilobytes(2)})), 3, ""},
		{"the larger of old and new", itemKey.with(plain{"a": kilobytes(5)}), putItem(itemKey), 6, ""},
		{"an update", itemKey.with(plain{"a": kilobytes(5)}), updateItem(update{"SET b = :v", nil, plain{":v": 1}}, ""), 6, ""},
		{"a delete", itemKey.with(plain{"a": kilobytes(2)}), deleteItem, 3, ""},
		{"a delete of nothing", nil, deleteItem, 1, ""},
		{"a refused condition costs by the old item", itemKey.with(plain{"a": kilobytes(3)}),
			updateItem(update{"SET b = :v", nil, plain{":v": 1}}, "attribute_exists(absent)"), 4, "ConditionalCheckFailedException: "},
		{"a refused condition on nothing", nil,
			updateItem(update{"SET b = :v", nil, plain{":v": 1}}, "attribute_exists(absent)"), 1, "ConditionalCheckFailedException: "},
		{"an invalid request costs nothing", nil, updateItem(update{"SET", nil, nil}, ""), 0, "Invalid: Syntax error"},
		{"an item in all three indexes", nil, putItem(itemKey.with(open)), 4, ""},
		{"an attribute that one index holds", itemKey.with(open), putItem(itemKey.with(open).with(plain{"a": 1})), 2, ""},
		{"a move within the indexes is two writes", itemKey.with(open), putItem(itemKey.with(plain{"open": "yes", "due": 2})), 7, ""},
		{"leaving the indexes", itemKey.with(open), deleteItem, 4, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			if c.before != nil {
				put(t, core, c.before)
			}
			before := core.Units().Write
			expectError(t, c.err, c.call(t, core))
			expect(t, "write units", c.want, core.Units().Write-before)
		})
	}
}

func putItem(item plain) func(*testing.T, *dynamodb.Core) error {
	return func(t *testing.T, core *dynamodb.Core) error {
		_, err := core.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: item.item()})
		return err
	}
}

func deleteItem(t *testing.T, core *dynamodb.Core) error {
	_, err := core.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	return err
}

func updateItem(u update, condition string) func(*testing.T, *dynamodb.Core) error {
	return func(t *testing.T, core *dynamodb.Core) error {
		in := u.input()
		if condition != "" {
			in.ConditionExpression = aws.String(condition)
		}
		_, err := core.UpdateItem(t.Context(), in)
		return err
	}
}

func TestConsumed(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	in := update{"SET a = :v", nil, plain{":v": kilobytes(1)}}.input()
	out, err := core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	if out.ConsumedCapacity != nil {
		t.Errorf("got %v, which the request does not want", out.ConsumedCapacity)
	}
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	out, err = core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "units", 2.0, *out.ConsumedCapacity.CapacityUnits)
	expect(t, "table", "ledger", *out.ConsumedCapacity.TableName)
}

func TestReadUnits(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	put(t, core, itemKey.with(plain{"a": kilobytes(5)}))
	get := func(sk string, consistent bool) {
		_, err := core.GetItem(t.Context(), &sdk.GetItemInput{
			TableName: aws.String("ledger"), Key: plain{"pk": "p", "sk": sk}.item(), ConsistentRead: aws.Bool(consistent)})
		expectError(t, "", err)
	}
	query := func(consistent bool) {
		_, err := core.Query(t.Context(), queryInput(func(in *sdk.QueryInput) { in.ConsistentRead = aws.Bool(consistent) }))
		expectError(t, "", err)
	}
	for _, c := range []struct {
		name string
		call func()
		want float64
	}{
		{"consistent", func() { get("s", true) }, 2},
		{"eventually", func() { get("s", false) }, 1},
		{"nothing", func() { get("none", true) }, 1},
		{"query", func() { query(true) }, 2},
		{"eventual query", func() { query(false) }, 1},
	} {
		before := core.Units().Read
		c.call()
		expect(t, c.name, c.want, core.Units().Read-before)
	}
}

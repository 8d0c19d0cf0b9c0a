package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

// localCore returns a core whose table has the local index "local" by due, which has keys only.
func localCore(t *testing.T) *dynamodb.Core {
	core := newCore(t)
	_, err := core.DeleteTable(t.Context(), &sdk.DeleteTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	in := ledger()
	addLocal(in, "pk", "due")
	_, err = core.CreateTable(t.Context(), in)
	expectError(t, "", err)
	fill(t, core)
	return core
}

// TestIndex_local has its rules from https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html:
// consistent reads, and attributes that the index does not have come from the table.
func TestIndex_local(t *testing.T) {
	t.Parallel()
	core := localCore(t)
	core.Hooks.IndexLag = func() int { return 10 }
	put(t, core, plain{"pk": "p", "sk": "b2", "due": 100, "note": "changed"})
	for name, c := range map[string]struct {
		more func(*sdk.QueryInput)
		want plain
	}{
		"its own attributes": {func(*sdk.QueryInput) {}, plain{"pk": "p", "sk": "b2", "due": 100}},
		"all attributes":     {func(in *sdk.QueryInput) { in.Select = types.SelectAllAttributes }, plain{"pk": "p", "sk": "b2", "due": 100, "note": "changed"}},
		"a projection":       {func(in *sdk.QueryInput) { in.ProjectionExpression = aws.String("note") }, plain{"note": "changed"}},
	} {
		in := queryInput(func(in *sdk.QueryInput) {
			where("pk = :p AND due > :d", plain{":p": "p", ":d": 9})(in)
			in.IndexName, in.ConsistentRead, in.Limit = aws.String("local"), aws.Bool(true), aws.Int32(1)
			c.more(in)
		})
		out, err := core.Query(t.Context(), in)
		expectError(t, "", err)
		expect(t, name, c.want, plainOf(out.Items[0]))
		expect(t, "last key", plain{"pk": "p", "sk": "b2", "due": 100}, plainOf(out.LastEvaluatedKey))
	}
	described, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "size", int64(3), *described.Table.LocalSecondaryIndexes[0].ItemCount)
}

// TestItemCollectionMetrics wants them of tables with local indexes only
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).
func TestItemCollectionMetrics(t *testing.T) {
	t.Parallel()
	in := &sdk.PutItemInput{
		TableName: aws.String("ledger"), Item: itemKey.item(), ReturnItemCollectionMetrics: types.ReturnItemCollectionMetricsSize,
	}
	out, err := newCore(t).PutItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "without a local index", true, out.ItemCollectionMetrics == nil)
	out, err = localCore(t).PutItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "collection", plain{"pk": "p"}, plainOf(out.ItemCollectionMetrics.ItemCollectionKey))
	expect(t, "size in GB", []float64{0, 1}, out.ItemCollectionMetrics.SizeEstimateRangeGB)

	b := batch(putting(itemKey), deleting(plain{"pk": "p", "sk": "x"}), putting(plain{"pk": "q", "sk": "x"}))
	b.ReturnItemCollectionMetrics = types.ReturnItemCollectionMetricsSize
	written, err := localCore(t).BatchWriteItem(t.Context(), b)
	expectError(t, "", err)
	expect(t, "collections of a batch", 2, len(written.ItemCollectionMetrics["ledger"]))
}

// TestConsumedCapacity_indexes has its form from
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html.
func TestConsumedCapacity_indexes(t *testing.T) {
	t.Parallel()
	core := localCore(t)
	out, err := core.PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String("ledger"), Item: itemKey.with(plain{"open": "yes", "due": 1, "note": "n"}).item(),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityIndexes,
	})
	expectError(t, "", err)
	used := out.ConsumedCapacity
	expect(t, "all", 5.0, *used.CapacityUnits)
	expect(t, "table", 1.0, *used.Table.CapacityUnits)
	expect(t, "global indexes", 3, len(used.GlobalSecondaryIndexes))
	expect(t, "local index", 1.0, *used.LocalSecondaryIndexes["local"].CapacityUnits)

	in := queryInput(onIndex("keys", "#o = :o", plain{":o": "yes"}))
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityIndexes
	read, err := core.Query(t.Context(), in)
	expectError(t, "", err)
	expect(t, "of the table", 0.0, *read.ConsumedCapacity.Table.CapacityUnits)
	expect(t, "of the index", 0.5, *read.ConsumedCapacity.GlobalSecondaryIndexes["keys"].CapacityUnits)
}

// TestSchema_binary_keys orders keys of type B by their bytes
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html: bytes
// are compared as unsigned).
func TestSchema_binary_keys(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	in := &sdk.CreateTableInput{
		TableName: aws.String("binary"), BillingMode: types.BillingModePayPerRequest, KeySchema: keySchema("pk", "sk"),
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("pk"), AttributeType: types.ScalarAttributeTypeB},
			{AttributeName: aws.String("sk"), AttributeType: types.ScalarAttributeTypeB},
		},
	}
	_, err := core.CreateTable(t.Context(), in)
	expectError(t, "", err)
	put := func(sk []byte) error {
		_, err := core.PutItem(t.Context(), &sdk.PutItemInput{TableName: in.TableName, Item: plain{"pk": []byte{0, 255}, "sk": sk}.item()})
		return err
	}
	for _, sk := range [][]byte{{200}, {1, 2}, {1}, {128}} {
		expectError(t, "", put(sk))
	}
	expectError(t, "Invalid: cannot contain an empty binary value. Key: sk", put([]byte{}))
	out, err := core.Query(t.Context(), &sdk.QueryInput{
		TableName: in.TableName, KeyConditionExpression: aws.String("pk = :p AND sk < :s"),
		ExpressionAttributeValues: plain{":p": []byte{0, 255}, ":s": []byte{200}}.item(),
	})
	expectError(t, "", err)
	var got [][]byte
	for _, item := range out.Items {
		got = append(got, plainOf(item)["sk"].([]byte))
	}
	expect(t, "order", [][]byte{{1}, {1, 2}, {128}}, got)
}

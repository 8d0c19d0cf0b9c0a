package dynamodb_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

func TestDescribeTable(t *testing.T) {
	t.Parallel()
	core := shelf(t)
	out, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "status", types.TableStatusActive, out.Table.TableStatus)
	expect(t, "items", int64(6), *out.Table.ItemCount)
	expect(t, "created", epoch, *out.Table.CreationDateTime)
	expect(t, "arn", "arn:aws:dynamodb:us-east-1:000000000000:table/ledger", *out.Table.TableArn)
	expect(t, "indexes", 3, len(out.Table.GlobalSecondaryIndexes))
	expect(t, "index", "some", *out.Table.GlobalSecondaryIndexes[2].IndexName)
	expect(t, "projected", []string{"note"}, out.Table.GlobalSecondaryIndexes[2].Projection.NonKeyAttributes)
}

func TestATableMayLackARangeKey(t *testing.T) {
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

func TestRefusedTables(t *testing.T) {
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

func TestExpiry(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for sk, expires := range map[string]any{"past": epoch.Unix() - 1, "now": epoch.Unix(), "future": epoch.Unix() + 1, "text": "1", "never": nil} {
		if n, ok := expires.(int64); ok {
			expires = int(n)
		}
		put(t, core, plain{"pk": "p", "sk": sk, "expires": expires})
	}
	expect(t, "expired while TTL is off", 0, core.Expire(epoch))
	in := &sdk.UpdateTimeToLiveInput{TableName: aws.String("ledger"), TimeToLiveSpecification: &types.TimeToLiveSpecification{
		AttributeName: aws.String("expires"), Enabled: aws.Bool(true),
	}}
	_, err := core.UpdateTimeToLive(t.Context(), in)
	expectError(t, "", err)
	_, err = core.UpdateTimeToLive(t.Context(), in)
	expectError(t, "Invalid: TimeToLive is already enabled", err)
	ttl, err := core.DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "attribute", "expires", *ttl.TimeToLiveDescription.AttributeName)

	before, err := core.Query(t.Context(), ask(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "before", "future never now past text", sortKeys(before))
	expect(t, "expired", 2, core.Expire(epoch))
	after, err := core.Query(t.Context(), ask(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "after", "future never text", sortKeys(after))
}

func TestTimeToLiveIsSwitchedOffByItsAttribute(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	set := func(name string, enabled bool) error {
		_, err := core.UpdateTimeToLive(t.Context(), &sdk.UpdateTimeToLiveInput{TableName: aws.String("ledger"),
			TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String(name), Enabled: aws.Bool(enabled)}})
		return err
	}
	expectError(t, "Invalid: TimeToLive is already disabled", set("a", false))
	expectError(t, "", set("a", true))
	expectError(t, "Invalid: TimeToLive is active on a different AttributeName: current AttributeName is a", set("b", false))
	expectError(t, "", set("a", false))
	ttl, err := core.DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: aws.String("ledger")})
	expectError(t, "", err)
	expect(t, "status", types.TimeToLiveStatusDisabled, ttl.TimeToLiveDescription.TimeToLiveStatus)
}

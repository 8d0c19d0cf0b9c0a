package dynamodb_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

func TestCore_ListTables(t *testing.T) {
	t.Parallel()
	core := dynamodb.New(func() time.Time { return epoch })
	none, err := core.ListTables(t.Context(), &sdk.ListTablesInput{})
	expectError(t, "", err)
	expect(t, "none", []string{}, none.TableNames)
	for _, name := range []string{"ccc", "aaa", "bbb"} {
		in := ledger()
		in.TableName = aws.String(name)
		_, err := core.CreateTable(t.Context(), in)
		expectError(t, "", err)
	}
	out, err := core.ListTables(t.Context(), &sdk.ListTablesInput{})
	expectError(t, "", err)
	expect(t, "all", []string{"aaa", "bbb", "ccc"}, out.TableNames)
	expect(t, "end", "", aws.ToString(out.LastEvaluatedTableName))
	out, err = core.ListTables(t.Context(), &sdk.ListTablesInput{Limit: aws.Int32(2)})
	expectError(t, "", err)
	expect(t, "page", []string{"aaa", "bbb"}, out.TableNames)
	out, err = core.ListTables(t.Context(), &sdk.ListTablesInput{ExclusiveStartTableName: out.LastEvaluatedTableName})
	expectError(t, "", err)
	expect(t, "next page", []string{"ccc"}, out.TableNames)
	_, err = core.ListTables(t.Context(), &sdk.ListTablesInput{Limit: aws.Int32(101)})
	expectError(t, "Invalid: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100", err)
	_, err = core.ListTables(t.Context(), &sdk.ListTablesInput{ExclusiveStartTableName: aws.String("a!c")})
	expectError(t, "Invalid: Value 'a!c' at 'exclusiveStartTableName'", err)
}

package dynamodb

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

var listFields = newFields("ListTables", sdk.ListTablesInput{}, "ExclusiveStartTableName", "Limit")

// maxTables is the largest page of ListTables, and the one without a Limit.
const maxTables = 100

// ListTables returns a page of the names of the tables, sorted.
func (c *Core) ListTables(_ context.Context, in *sdk.ListTablesInput, _ ...func(*sdk.Options)) (*sdk.ListTablesOutput, error) {
	if err := listFields.check(in); err != nil {
		return nil, err
	}
	var broken constraints
	atLeast(&broken, "limit", in.Limit, 1)
	atMost(&broken, "limit", in.Limit, maxTables)
	if start := in.ExclusiveStartTableName; start != nil && !isName(*start) {
		broken.add("'"+*start+"'", "exclusiveStartTableName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, 3 to 255 of them")
	}
	if err := broken.err(); err != nil {
		return nil, err
	}
	size := maxTables
	if in.Limit != nil {
		size = int(*in.Limit)
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(c.tables)), func(name string) bool {
		return name <= aws.ToString(in.ExclusiveStartTableName)
	})
	out := &sdk.ListTablesOutput{TableNames: append([]string{}, names...)} // not nil, which clients would not see
	if len(names) > size {
		out.TableNames, out.LastEvaluatedTableName = out.TableNames[:size], aws.String(names[size-1])
	}
	return out, nil
}

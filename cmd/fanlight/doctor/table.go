package doctor

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/ledger"
)

// checkTable compares the table with the one that the ledger needs.
func (d *Doctor) checkTable(context.Context) []Check {
	const other = "the module makes the right one: destroy what is there under this name, and deploy"
	switch {
	case d.unread != nil:
		return []Check{*d.unread}
	case d.table == nil:
		return []Check{failed("table", "deploy", "there is no table %s", d.name)}
	}
	want := ledger.Table(d.name)
	var problems []Check
	if d.table.TableStatus != types.TableStatusActive {
		problems = append(problems, failed("table", "wait until it is ACTIVE", "%s is %s", d.name, d.table.TableStatus))
	}
	if got, right := keys(d.table.KeySchema), keys(want.KeySchema); got != right {
		problems = append(problems, failed("table", other, "%s has the keys %s, not %s", d.name, got, right))
	}
	for _, index := range want.GlobalSecondaryIndexes {
		if finding := d.wrongIndex(index); finding != "" {
			problems = append(problems, failed("table", "deploy again: it makes the index", "%s", finding))
		}
	}
	return or(problems, ok("table", "%s is active, with its index", d.name))
}

// wrongIndex says what is wrong with an index of the table, nothing if it is right.
func (d *Doctor) wrongIndex(want types.GlobalSecondaryIndex) string {
	name := aws.ToString(want.IndexName)
	for _, index := range d.table.GlobalSecondaryIndexes {
		switch got, right := keys(index.KeySchema), keys(want.KeySchema); {
		case aws.ToString(index.IndexName) != name:
			continue
		case got != right:
			return fmt.Sprintf("index %s of %s has the keys %s, not %s", name, d.name, got, right)
		case index.IndexStatus != types.IndexStatusActive:
			return fmt.Sprintf("index %s of %s is %s", name, d.name, index.IndexStatus)
		}
		return ""
	}
	return fmt.Sprintf("%s has no index %s, by which the janitor finds open runs", d.name, name)
}

// keys returns the names of a schema.
func keys(schema []types.KeySchemaElement) string {
	var names []string
	for _, k := range schema {
		names = append(names, aws.ToString(k.AttributeName))
	}
	return strings.Join(names, ", ")
}

// checkExpiry checks that old items are deleted.
func (d *Doctor) checkExpiry(ctx context.Context) []Check {
	if d.table == nil {
		return nil
	}
	out, err := d.tables.DescribeTimeToLive(ctx, &dynamodb.DescribeTimeToLiveInput{TableName: &d.name})
	if err != nil {
		return []Check{d.unanswered("expiry", err)}
	}
	if ttl := out.TimeToLiveDescription; ttl == nil || aws.ToString(ttl.AttributeName) != ledger.ExpiryField {
		return []Check{failed("expiry", "deploy again", "%s keeps everything for ever: its time to live is off", d.name)}
	}
	return []Check{ok("expiry", "old runs are deleted")}
}

package pipelinetest

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sdksqs "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Visibilities of the queues, as they are deployed: above the timeouts of the
// functions that they feed.
const (
	QueryVisibility  = 16 * time.Minute
	ReportVisibility = 3 * time.Minute
)

// MaxReceives is how often a query message is delivered before it counts as
// dead.
const MaxReceives = 20

// Tables creates tables: a client, or a core.
type Tables interface {
	CreateTable(context.Context, *ddb.CreateTableInput, ...func(*ddb.Options)) (*ddb.CreateTableOutput, error)
}

// Queues creates queues: a client, or a core.
type Queues interface {
	CreateQueue(context.Context, *sdksqs.CreateQueueInput, ...func(*sdksqs.Options)) (*sdksqs.CreateQueueOutput, error)
}

// CreateResources makes the table and the queues of a deployment.
func CreateResources(ctx context.Context, tables Tables, queues Queues) (names stack.Names, err error) {
	names.Table = "fanlight"
	if err := createTable(ctx, tables, names.Table); err != nil {
		return names, fmt.Errorf("create table: %w", err)
	}
	for _, q := range []struct {
		url        *string
		name       string
		attributes map[string]string
	}{
		{&names.QueryDead, "query-dead", nil},
		{&names.QueryQueue, "query", map[string]string{"VisibilityTimeout": inSeconds(QueryVisibility), "RedrivePolicy": redrive}},
		{&names.ReportQueue, "report", map[string]string{"VisibilityTimeout": inSeconds(ReportVisibility)}},
	} {
		out, err := queues.CreateQueue(ctx, &sdksqs.CreateQueueInput{QueueName: &q.name, Attributes: q.attributes})
		if err != nil {
			return names, fmt.Errorf("create queue %s: %w", q.name, err)
		}
		*q.url = *out.QueueUrl
	}
	return names, nil
}

var redrive = fmt.Sprintf(`{"deadLetterTargetArn":"arn:aws:sqs:%s:%s:query-dead","maxReceiveCount":%d}`,
	sqs.Region, sqs.Account, MaxReceives)

func inSeconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }

func createTable(ctx context.Context, tables Tables, name string) error {
	_, err := tables.CreateTable(ctx, &ddb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			attribute(ledger.PartitionKey, types.ScalarAttributeTypeS), attribute(ledger.SortKey, types.ScalarAttributeTypeS),
			attribute(ledger.OpenField, types.ScalarAttributeTypeS), attribute(ledger.DueField, types.ScalarAttributeTypeN),
		},
		KeySchema: keySchema(ledger.PartitionKey, ledger.SortKey),
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{{
			IndexName: aws.String(ledger.OpenIndex), KeySchema: keySchema(ledger.OpenField, ledger.DueField),
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
		}},
	})
	return err
}

func attribute(name string, kind types.ScalarAttributeType) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: &name, AttributeType: kind}
}

func keySchema(hash, sort string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: &hash, KeyType: types.KeyTypeHash}, {AttributeName: &sort, KeyType: types.KeyTypeRange},
	}
}

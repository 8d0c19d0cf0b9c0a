package pipelinetest

import (
	"context"
	"fmt"
	"strconv"
	"time"

	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
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
	_, err := tables.CreateTable(ctx, ledger.Table(name))
	return err
}

package main

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// measurement is an operation that is repeated. prepare makes what it needs, under new names.
type measurement struct {
	name     string
	dynamoDB bool
	prepare  func(ctx context.Context, url string) (request func(context.Context) error, err error)
}

var measurements = []measurement{
	{"PutItem", true, putItem},
	{"SendMessage", false, sendMessage},
	{"StartQuery until Complete", false, query},
}

// number makes names that no measurement before has used.
var number atomic.Int64

func newName() string { return fmt.Sprintf("speed-%d-%d", time.Now().UnixNano(), number.Add(1)) }

func configOf(url string) aws.Config {
	return aws.Config{
		Region: "us-east-1", BaseEndpoint: &url,
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
		HTTPClient:  &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}},
	}
}

func putItem(ctx context.Context, url string) (func(context.Context) error, error) {
	client, name := dynamodb.NewFromConfig(configOf(url)), newName()
	_, err := client.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: "S"}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: "HASH"}},
	})
	if err != nil {
		return nil, err
	}
	waiter := dynamodb.NewTableExistsWaiter(client, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = 100 * time.Millisecond })
	if err := waiter.Wait(ctx, &dynamodb.DescribeTableInput{TableName: &name}, time.Minute); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		_, err := client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &name, Item: map[string]types.AttributeValue{
			"id": &types.AttributeValueMemberS{Value: newName()}, "n": &types.AttributeValueMemberN{Value: "7"},
		}})
		return err
	}, nil
}

func sendMessage(ctx context.Context, url string) (func(context.Context) error, error) {
	client := sqs.NewFromConfig(configOf(url))
	queue, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String(newName())})
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		_, err := client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String(`{"query": "calls"}`)})
		return err
	}, nil
}

// query makes 200 events and asks for them.
func query(ctx context.Context, url string) (func(context.Context) error, error) {
	client, name, now := cloudwatchlogs.NewFromConfig(configOf(url)), newName(), time.Now()
	if _, err := client.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &name}); err != nil {
		return nil, err
	}
	if _, err := client.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: &name, LogStreamName: &name}); err != nil {
		return nil, err
	}
	put := &cloudwatchlogs.PutLogEventsInput{LogGroupName: &name, LogStreamName: &name}
	for i := range 200 {
		put.LogEvents = append(put.LogEvents, logtypes.InputLogEvent{
			Timestamp: aws.Int64(now.UnixMilli()), Message: aws.String(fmt.Sprintf(`{"path": "/cart", "ms": %d}`, i)),
		})
	}
	if _, err := client.PutLogEvents(ctx, put); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return runQuery(ctx, client, name, now) }, nil
}

func runQuery(ctx context.Context, client *cloudwatchlogs.Client, group string, now time.Time) error {
	started, err := client.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{
		LogGroupName: &group, QueryString: aws.String("fields @timestamp, @message | limit 20"),
		StartTime: aws.Int64(now.Add(-time.Minute).Unix()), EndTime: aws.Int64(now.Add(time.Minute).Unix()),
	})
	for err == nil {
		var out *cloudwatchlogs.GetQueryResultsOutput
		if out, err = client.GetQueryResults(ctx, &cloudwatchlogs.GetQueryResultsInput{QueryId: started.QueryId}); err == nil && out.Status == logtypes.QueryStatusComplete {
			return nil
		}
	}
	return err
}

package localaws_test

import (
	"context"
	"fmt"
	"log"
	"net"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// A test of any program runs a Logs Insights query without an AWS account.
func Example() {
	account := localaws.New(localaws.Options{})
	defer account.Close()
	client := cloudwatchlogs.NewFromConfig(account.Config())
	ctx, now := context.Background(), time.Now()
	putEvents(ctx, client, "/aws/lambda/shop", now,
		`{"path": "/cart", "ms": 120}`, `{"path": "/cart", "ms": 80}`, `{"path": "/pay", "ms": 310}`)

	query, err := client.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{
		LogGroupName: aws.String("/aws/lambda/shop"),
		StartTime:    aws.Int64(now.Add(-time.Hour).Unix()),
		EndTime:      aws.Int64(now.Add(time.Hour).Unix()),
		QueryString:  aws.String("stats count(*) as calls, max(ms) as slowest by path | sort calls desc"),
	})
	if err != nil {
		log.Fatal(err)
	}
	for {
		out, err := client.GetQueryResults(ctx, &cloudwatchlogs.GetQueryResultsInput{QueryId: query.QueryId})
		if err != nil {
			log.Fatal(err)
		}
		if out.Status == types.QueryStatusComplete {
			printRows(out.Results)
			return
		}
		time.Sleep(time.Millisecond)
	}
	// Output:
	// path=/cart calls=2 slowest=120
	// path=/pay calls=1 slowest=310
}

// A test of a program in another process, or in another language, gets the stand-in on a port.
func ExampleLocal_Serve() {
	account := localaws.New(localaws.Options{})
	defer account.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error)
	go func() { served <- account.Serve(ctx, listener) }()

	client := cloudwatchlogs.NewFromConfig(aws.Config{
		Region: logs.Region, BaseEndpoint: aws.String("http://" + listener.Addr().String()),
		Credentials: aws.AnonymousCredentials{},
	})
	putEvents(ctx, client, "/aws/lambda/shop", time.Now(), `{"path": "/cart", "ms": 120}`, `{"path": "/pay", "ms": 310}`)
	out, err := client.FilterLogEvents(ctx, &cloudwatchlogs.FilterLogEventsInput{
		LogGroupName: aws.String("/aws/lambda/shop"), FilterPattern: aws.String("{ $.ms > 200 }"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*out.Events[0].Message)
	stop()
	fmt.Println(<-served)
	// Output:
	// {"path": "/pay", "ms": 310}
	// <nil>
}

func putEvents(ctx context.Context, client *cloudwatchlogs.Client, group string, at time.Time, messages ...string) {
	in := &cloudwatchlogs.PutLogEventsInput{LogGroupName: &group, LogStreamName: aws.String("one")}
	for _, m := range messages {
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Message: &m, Timestamp: aws.Int64(at.UnixMilli())})
	}
	if _, err := client.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &group}); err != nil {
		log.Fatal(err)
	}
	if _, err := client.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: &group, LogStreamName: in.LogStreamName}); err != nil {
		log.Fatal(err)
	}
	if _, err := client.PutLogEvents(ctx, in); err != nil {
		log.Fatal(err)
	}
}

func printRows(rows [][]types.ResultField) {
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				fmt.Print(" ")
			}
			fmt.Printf("%s=%s", *cell.Field, *cell.Value)
		}
		fmt.Println()
	}
}

// A test moves an item to a queue. The table's items and the queue's messages are in memory.
func ExampleLocal_Config() {
	account := localaws.New(localaws.Options{})
	defer account.Close()
	ctx, config := context.Background(), account.Config()
	tables, queues := dynamodb.NewFromConfig(config), sqs.NewFromConfig(config)

	_, err := tables.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: aws.String("orders"), BillingMode: dynamodbtypes.BillingModePayPerRequest,
		AttributeDefinitions: []dynamodbtypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: "S"}},
		KeySchema:            []dynamodbtypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: "HASH"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	id := &dynamodbtypes.AttributeValueMemberS{Value: "o-1"}
	_, err = tables.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: aws.String("orders"), Item: map[string]dynamodbtypes.AttributeValue{"id": id},
		ConditionExpression: aws.String("attribute_not_exists(id)"),
	})
	if err != nil {
		log.Fatal(err)
	}
	queue, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("new-orders")})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := queues.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: &id.Value}); err != nil {
		log.Fatal(err)
	}
	out, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*out.Messages[0].Body)
	// Output: o-1
}

// A test makes the first answer to SendMessage get lost, so that the SDK sends the message again.
func ExampleOptions_faults() {
	lost := false
	account := localaws.New(localaws.Options{
		Faults: func(c wire.Call) wire.Fault {
			if c.Operation != "SendMessage" || lost {
				return wire.Fault{}
			}
			lost = true
			return wire.Fault{Kind: wire.AnswerLost}
		},
	})
	defer account.Close()
	ctx, client := context.Background(), sqs.NewFromConfig(account.Config())
	queue, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("q")})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String("once?")}); err != nil {
		log.Fatal(err)
	}
	out, err := client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(out.Messages), "messages")
	// Output: 2 messages
}

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logs "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
)

// size is how many bytes the bodies of a call and of its answer have.
type size struct{ asked, given int }

// operations are those whose calls grow with the number of queries.
var operations = map[string]func(*bare, context.Context, size) error{
	"logs.StartQuery":                  (*bare).startQuery,
	"logs.GetQueryResults":             (*bare).getQueryResults,
	"logs.DescribeQueries":             (*bare).describeQueries,
	"sqs.SendMessageBatch":             (*bare).sendMessages,
	"sqs.ReceiveMessage":               (*bare).receiveMessages,
	"sqs.DeleteMessageBatch":           (*bare).deleteMessages,
	"sqs.ChangeMessageVisibilityBatch": (*bare).hideMessages,
	"dynamodb.UpdateItem":              (*bare).updateItem,
	"dynamodb.GetItem":                 (*bare).getItem,
	"dynamodb.PutItem":                 (*bare).putItem,
	"dynamodb.BatchWriteItem":          (*bare).writeItems,
	"dynamodb.Query":                   (*bare).query,
}

// bare makes calls of a stand-in, with nothing around them.
type bare struct {
	database *dynamodb.Client
	queues   *sqs.Client
	insights *cloudwatchlogs.Client

	started  []string        // queries that are to be read, oldest first
	queue    string          // its URL
	receipts []string        // of messages that are to be deleted, oldest first
	held     []string        // of messages that are hidden again and again
	written  int             // number of items
	exists   map[string]bool // the kinds of items that were put
}

// runBare makes the calls of the tally in a file.
func runBare(ctx context.Context, path string) error {
	calls, err := readTally(path)
	if err != nil {
		return err
	}
	account := localaws.New(localaws.Options{})
	defer account.Close()
	return makeCalls(ctx, account, calls)
}

// makeCalls makes the calls of a tally, the operations mixed evenly.
func makeCalls(ctx context.Context, account *localaws.Local, of tally) error {
	b, err := newBare(ctx, account.Config())
	if err != nil {
		return fmt.Errorf("set up what the calls need: %w", err)
	}
	names, err := growing(of)
	if err != nil {
		return err
	}
	made := map[string]int{}
	for range total(of, names) {
		next := slices.MinFunc(names, func(x, y string) int { return (made[x]+1)*of[y].Made - (made[y]+1)*of[x].Made })
		if err := operations[next](b, ctx, of[next].sizes()); err != nil {
			return err
		}
		made[next]++
	}
	return nil
}

// mostFixed is how often a run calls an operation at most whose calls do not grow with its queries.
const mostFixed = 10

// growing returns the names of the operations whose calls grow. It fails if there is one that bare cannot call.
func growing(of tally) (names []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(of)) {
		switch {
		case operations[name] != nil:
			names = append(names, name)
		case of[name].Made > mostFixed:
			return nil, fmt.Errorf("make %d calls of %s: the bare program does not know how", of[name].Made, name)
		}
	}
	return names, nil
}

func total(of tally, names []string) (sum int) {
	for _, name := range names {
		sum += of[name].Made
	}
	return sum
}

const group = "/bot"

// newBare makes a table, a queue and a log group with one event.
func newBare(ctx context.Context, cfg aws.Config) (*bare, error) {
	b := &bare{exists: map[string]bool{}, database: dynamodb.NewFromConfig(cfg), queues: sqs.NewFromConfig(cfg), insights: cloudwatchlogs.NewFromConfig(cfg)}
	if _, err := b.database.CreateTable(ctx, ledger.Table(table)); err != nil {
		return nil, err
	}
	made, err := b.queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("bare")})
	if err != nil {
		return nil, err
	}
	b.queue = *made.QueueUrl
	if _, err := b.insights.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: aws.String(group)}); err != nil {
		return nil, err
	}
	if _, err := b.insights.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: aws.String(group), LogStreamName: aws.String("bare")}); err != nil {
		return nil, err
	}
	if _, err = b.insights.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{
		LogGroupName: aws.String(group), LogStreamName: aws.String("bare"),
		LogEvents: []logs.InputLogEvent{{Message: aws.String(line), Timestamp: aws.Int64(time.Now().UnixMilli())}},
	}); err != nil {
		return nil, err
	}
	return b, b.begin(ctx)
}

// ahead is how many queries run before the first is read: so it is complete then.
const ahead = 20

// begin makes what calls need that are made before those that they follow.
func (b *bare) begin(ctx context.Context) error {
	for range ahead {
		if err := b.startQuery(ctx, size{}); err != nil {
			return err
		}
	}
	for range 2 {
		if err := b.sendMessages(ctx, size{asked: mostInBatch * messageSize}); err != nil {
			return err
		}
		if err := b.receiveMessages(ctx, size{}); err != nil {
			return err
		}
	}
	b.held, b.receipts = b.receipts[:mostInBatch], b.receipts[mostInBatch:]
	return b.fill(ctx)
}

// padded returns a text that is made longer, up to so many bytes.
func padded(text string, bytes int) *string {
	return aws.String(text + strings.Repeat(".", max(0, bytes-len(text))))
}

func (b *bare) startQuery(ctx context.Context, s size) error {
	now := time.Now().Unix()
	started, err := b.insights.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{
		LogGroupNames: []string{group}, StartTime: aws.Int64(now - 86400), EndTime: aws.Int64(now + 60), Limit: aws.Int32(1000),
		QueryString: padded(query+"\n# ", s.asked-108),
	})
	if err == nil {
		b.started = append(b.started, *started.QueryId)
	}
	return err
}

// getQueryResults reads the oldest query, when it is complete: a call before that is not one of
// those that are counted.
func (b *bare) getQueryResults(ctx context.Context, _ size) error {
	for {
		read, err := b.insights.GetQueryResults(ctx, &cloudwatchlogs.GetQueryResultsInput{QueryId: &b.started[0]})
		if err != nil {
			return err
		}
		if read.Status == logs.QueryStatusComplete {
			b.started = b.started[1:]
			return nil
		}
		time.Sleep(time.Millisecond)
	}
}

// describeQueries lists as many queries as make the answer's size.
func (b *bare) describeQueries(ctx context.Context, s size) error {
	in := &cloudwatchlogs.DescribeQueriesInput{Status: logs.QueryStatusComplete, MaxResults: aws.Int32(int32(s.given / 300))}
	if s.given < 300 {
		in.Status, in.MaxResults = logs.QueryStatusFailed, nil
	}
	_, err := b.insights.DescribeQueries(ctx, in)
	return err
}

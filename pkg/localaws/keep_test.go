package localaws

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	lambdasdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	awssqs "github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// life is a process with an account that a folder keeps.
type life struct {
	t *testing.T
	*Local
	tables *dynamodb.Client
	queues *sqs.Client
	logs   *cloudwatchlogs.Client
	last   time.Time
}

func live(t *testing.T, folder string) *life {
	t.Helper()
	l := &life{t: t, Local: New(Options{Report: func(err error) { t.Error(err) }})}
	cfg := l.Config()
	cfg.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	l.tables, l.queues, l.logs = dynamodb.NewFromConfig(cfg), sqs.NewFromConfig(cfg), cloudwatchlogs.NewFromConfig(cfg)
	var err error
	if l.last, err = l.Keep(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// state returns all that an account has, as text.
func (l *life) state() (all []string) {
	l.t.Helper()
	add := func(v any) error {
		text, err := json.Marshal(v)
		all = append(all, string(text))
		return err
	}
	l.Do(func(c Cores) {
		if err := errors.Join(
			c.DynamoDB.Items(func(in *dynamodb.PutItemInput) error { return add(in) }),
			c.SQS.Store(func(q awssqs.StoredQueue) error { return add(q) }),
			c.Logs.Store(func(q logs.StoredQuery) error { q.Status = ""; return add(q) }),
		); err != nil {
			l.t.Error(err)
		}
	})
	return all
}

func (l *life) ok(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// create creates a table, a queue with one of its dead letters, and a log group with events.
func (l *life) create() {
	l.t.Helper()
	ctx := l.t.Context()
	_, err := l.tables.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: aws.String("items"), BillingMode: ddbtypes.BillingModePayPerRequest,
		AttributeDefinitions: []ddbtypes.AttributeDefinition{{AttributeName: aws.String("pk"), AttributeType: "S"}, {AttributeName: aws.String("sk"), AttributeType: "N"}},
		KeySchema:            []ddbtypes.KeySchemaElement{{AttributeName: aws.String("pk"), KeyType: "HASH"}, {AttributeName: aws.String("sk"), KeyType: "RANGE"}},
	})
	l.ok(err)
	_, err = l.queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("dead")})
	l.ok(err)
	_, err = l.queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("work"), Attributes: map[string]string{
		"VisibilityTimeout": "5", "RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":2}`,
	}})
	l.ok(err)
	_, err = l.logs.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: aws.String("/bot")})
	l.ok(err)
	_, err = l.logs.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("s")})
	l.ok(err)
	_, err = l.logs.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("s"),
		LogEvents: []cwltypes.InputLogEvent{{Message: aws.String(`{"n":1}`), Timestamp: aws.Int64(time.Now().UnixMilli())}}})
	l.ok(err)
}

const work = "http://127.0.0.1/000000000000/work"

// step makes a random call that changes something.
func (l *life) step(random *rand.Rand) {
	l.t.Helper()
	ctx, n := l.t.Context(), random.IntN(20)
	key := map[string]ddbtypes.AttributeValue{
		"pk": &ddbtypes.AttributeValueMemberS{Value: fmt.Sprint(n % 3)}, "sk": &ddbtypes.AttributeValueMemberN{Value: fmt.Sprint(n)},
	}
	var err error
	switch random.IntN(8) {
	case 0:
		item := map[string]ddbtypes.AttributeValue{
			"b": &ddbtypes.AttributeValueMemberB{Value: []byte{0, byte(n)}}, "set": &ddbtypes.AttributeValueMemberNS{Value: []string{"1", "2.50"}},
			"m": &ddbtypes.AttributeValueMemberM{Value: key}, "l": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{&ddbtypes.AttributeValueMemberNULL{Value: true}, &ddbtypes.AttributeValueMemberBOOL{}}},
			"pk": key["pk"], "sk": key["sk"], "text": &ddbtypes.AttributeValueMemberS{Value: "ä\n\"<&> "},
		}
		_, err = l.tables.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("items"), Item: item})
	case 1:
		_, err = l.tables.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: aws.String("items"), Key: key, UpdateExpression: aws.String("ADD n :one"),
			ExpressionAttributeValues: map[string]ddbtypes.AttributeValue{":one": &ddbtypes.AttributeValueMemberN{Value: "1"}}})
	case 2:
		_, err = l.tables.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: aws.String("items"), Key: key})
	case 3:
		_, err = l.queues.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(work), MessageBody: aws.String(fmt.Sprint(n)), DelaySeconds: int32(n % 4),
			MessageAttributes: map[string]sqstypes.MessageAttributeValue{"a": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 1}}}})
	case 4, 5:
		err = l.receive(random)
	case 6:
		time.Sleep(time.Duration(random.IntN(5000)) * time.Millisecond)
	case 7:
		_, err = l.logs.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{LogGroupName: aws.String("/bot"), QueryString: aws.String("stats count(*) as n"),
			StartTime: aws.Int64(time.Now().Add(-time.Hour).Unix()), EndTime: aws.Int64(time.Now().Add(time.Hour).Unix())})
	}
	l.ok(err)
}

// receive receives, and deletes or returns some of what it gets.
func (l *life) receive(random *rand.Rand) error {
	out, err := l.queues.ReceiveMessage(l.t.Context(), &sqs.ReceiveMessageInput{QueueUrl: aws.String(work), MaxNumberOfMessages: 3})
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		switch random.IntN(3) {
		case 0:
			_, err = l.queues.DeleteMessage(l.t.Context(), &sqs.DeleteMessageInput{QueueUrl: aws.String(work), ReceiptHandle: m.ReceiptHandle})
		case 1:
			_, err = l.queues.ChangeMessageVisibility(l.t.Context(), &sqs.ChangeMessageVisibilityInput{QueueUrl: aws.String(work), ReceiptHandle: m.ReceiptHandle, VisibilityTimeout: 1})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// TestLocal_Keep makes random calls in several lives, each of which ends after a call, and holds that the
// next one has the state of the one before, also after the journal was rewritten.
func TestLocal_Keep(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			random, folder := rand.New(rand.NewPCG(seed, 0)), t.TempDir()
			l := live(t, folder)
			if !l.last.IsZero() {
				t.Errorf("a new folder has a last change, at %v", l.last)
			}
			l.create()
			for range 6 {
				for range 30 {
					l.step(random)
				}
				if random.IntN(2) == 0 {
					l.Do(func(Cores) {
						if err := l.kept.journal.Rewrite(l.kept.state); err != nil {
							t.Error(err)
						}
					})
				}
				before := l.state()
				l.Close()
				l = live(t, folder)
				if diff := cmp.Diff(before, l.state()); diff != "" {
					t.Fatalf("seed %d: state of the next life (-before +after):\n%s", seed, diff)
				}
			}
		})
	}
}

// TestLocal_Keep_starts creates the same queues in every life: a rewritten journal does not grow
// with the number of lives. One that was deleted, and is created again, is there in the next life.
func TestLocal_Keep_starts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		folder, sizes := t.TempDir(), []int64{}
		for range 3 {
			l := live(t, folder)
			for _, name := range []string{"dead", "work", "again"} {
				_, err := l.queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: &name, Attributes: map[string]string{"VisibilityTimeout": "5", "DelaySeconds": "1"}})
				l.ok(err)
			}
			l.Do(func(Cores) { l.ok(l.kept.journal.Rewrite(l.kept.state)) })
			sizes = append(sizes, l.kept.journal.Size())
			l.Close()
		}
		if sizes[1] != sizes[0] || sizes[2] != sizes[0] {
			t.Errorf("the journal of each life has %d bytes", sizes)
		}
		l := live(t, folder)
		_, err := l.queues.DeleteQueue(t.Context(), &sqs.DeleteQueueInput{QueueUrl: aws.String("http://127.0.0.1/000000000000/again")})
		l.ok(err)
		time.Sleep(2 * time.Minute)
		_, err = l.queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("again")})
		l.ok(err)
		before := l.state()
		l.Close()
		if diff := cmp.Diff(before, live(t, folder).state()); diff != "" || !strings.Contains(strings.Join(before, ""), "again") {
			t.Errorf("state of the next life (-before +after):\n%s", diff)
		}
	})
}

// TestLocal_Keep_lives writes the same items in many lives, none of which is long enough for a
// rewrite by itself: the journal does not grow with their number.
func TestLocal_Keep_lives(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		folder, largest := t.TempDir(), int64(0)
		for n := range 30 {
			l := live(t, folder)
			l.kept.slack = 20_000
			if n == 0 {
				l.create()
			}
			for i := range 5 {
				_, err := l.tables.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String("items"), Item: map[string]ddbtypes.AttributeValue{
					"pk": &ddbtypes.AttributeValueMemberS{Value: "definition"}, "sk": &ddbtypes.AttributeValueMemberN{Value: fmt.Sprint(i)},
					"text": &ddbtypes.AttributeValueMemberS{Value: strings.Repeat("x", 1000)},
				}})
				l.ok(err)
			}
			largest = max(largest, l.kept.journal.Size())
			l.Close()
		}
		if largest > 50_000 {
			t.Errorf("the journal of five items had %d bytes", largest)
		}
	})
}

// TestLocal_Keep_query asks for the result of a query of an earlier life: it runs again.
func TestLocal_Keep_query(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		l := live(t, folder)
		l.create()
		out, err := l.logs.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{LogGroupName: aws.String("/bot"), QueryString: aws.String("stats count(*) as n"),
			StartTime: aws.Int64(time.Now().Add(-time.Hour).Unix()), EndTime: aws.Int64(time.Now().Add(time.Hour).Unix())})
		l.ok(err)
		l.Close()
		l = live(t, folder)
		var states []cwltypes.QueryStatus
		var rows [][]cwltypes.ResultField
		for len(rows) == 0 && len(states) < 10 {
			got, err := l.logs.GetQueryResults(t.Context(), &cloudwatchlogs.GetQueryResultsInput{QueryId: out.QueryId})
			l.ok(err)
			states, rows = append(states, got.Status), got.Results
			synctest.Wait()
		}
		if len(rows) != 1 || *rows[0][0].Value != "1" || slices.Contains(states[:len(states)-1], cwltypes.QueryStatusComplete) {
			t.Errorf("states %v, rows %v", states, rows)
		}
	})
}

// TestLocal_Keep_invocations restores an asynchronous invocation that had not ended, and none that had.
func TestLocal_Keep_invocations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		l := live(t, folder)
		ran := []string{}
		register := func(l *life, name string, hold bool) {
			l.Lambda().Register(name, lambda.Handler(func(ctx context.Context, in string) (string, error) {
				if hold {
					<-ctx.Done()
					return "", ctx.Err()
				}
				ran = append(ran, in)
				return "", nil
			}), lambda.Config{Timeout: time.Hour})
		}
		register(l, "quick", false)
		register(l, "held", true)
		client := lambdasdk.NewFromConfig(l.Config())
		for _, name := range []string{"quick", "held"} {
			_, err := client.Invoke(t.Context(), &lambdasdk.InvokeInput{FunctionName: &name, InvocationType: types.InvocationTypeEvent, Payload: []byte(`"` + name + `"`)})
			l.ok(err)
			synctest.Wait()
		}
		l.Close()
		l = live(t, folder)
		register(l, "quick", false)
		register(l, "held", false)
		synctest.Wait()
		if diff := cmp.Diff([]string{"quick", "held"}, ran); diff != "" {
			t.Errorf("invocations (-want +got):\n%s", diff)
		}
		l.Close()
		if accepted := live(t, folder).kept.accepted; len(accepted) > 0 {
			t.Errorf("invocations that are left: %v", accepted)
		}
	})
}

// TestLocal_Keep_broken cannot write: each call says so, and no later one is carried out.
func TestLocal_Keep_broken(t *testing.T) {
	t.Parallel()
	l := live(t, t.TempDir())
	l.create()
	l.ok(l.kept.journal.Close())
	var reported []string
	l.kept.failure.report = func(err error) { reported = append(reported, err.Error()) }
	for range 2 {
		_, err := l.queues.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: aws.String(work), MessageBody: aws.String("x")})
		if err == nil || !strings.Contains(err.Error(), "keep what has changed: write ") {
			t.Errorf("a change: %v", err)
		}
	}
	if _, err := l.tables.Scan(t.Context(), &dynamodb.ScanInput{TableName: aws.String("items")}); err == nil {
		t.Error("a call that reads what may be lost: no error")
	}
	l.Do(func(c Cores) {
		if err := c.SQS.Store(func(q awssqs.StoredQueue) error {
			if q.Name == "work" && q.Sent != 1 {
				return fmt.Errorf("%d messages were sent, want the one that found the disk broken", q.Sent)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	if len(reported) != 1 || !strings.Contains(reported[0], "cannot be written: every call is refused, and nothing is lost") {
		t.Errorf("reported %q, want one text for all calls", reported)
	}
	if err := l.Kept(); err == nil || !Unkept(err) {
		t.Errorf("Kept returns %v", err)
	}
	l.Do(func(Cores) { l.kept = nil }) // its journal is closed already
}

// TestLocal_Keep_mistakes names what to do about a folder that cannot be used.
func TestLocal_Keep_mistakes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	live(t, folder)
	if _, err := New(Options{}).Keep(folder); err == nil || !strings.Contains(err.Error(), "is in use by another process") {
		t.Errorf("a folder in use: %v", err)
	}
	for name, text := range map[string]string{
		"damaged":              "half\n",
		"of a newer version":   `{"at":"2026-01-02T12:00:00Z","call":"sqs.Fly","body":{}}` + "\n",
		"of a damaged message": `{"at":"2026-01-02T12:00:00Z","call":"sqs.queue","body":3}` + "\n",
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "journal"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		account := New(Options{})
		if _, err := account.Keep(folder); err == nil || !strings.Contains(err.Error(), "journal:1: ") || !strings.Contains(err.Error(), "move the folder away") {
			t.Errorf("%s: %v", name, err)
		}
		account.Close()
	}
}

// TestLocal_Return is in the state of the next life, too.
func TestLocal_Return(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	l := live(t, folder)
	l.create()
	_, err := l.queues.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: aws.String(work), MessageBody: aws.String("x")})
	l.ok(err)
	for range 2 {
		out, err := l.queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: aws.String(work)})
		l.ok(err)
		if len(out.Messages) != 1 {
			t.Fatalf("%d messages", len(out.Messages))
		}
		if n := l.Return(work); n != 1 {
			t.Errorf("returned %d messages, want 1", n)
		}
		before := l.state()
		l.Close()
		l = live(t, folder)
		if diff := cmp.Diff(before, l.state()); diff != "" {
			t.Errorf("state (-before +after):\n%s", diff)
		}
	}
}

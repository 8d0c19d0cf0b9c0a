package wire_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cwl "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

type item = map[string]ddbtypes.AttributeValue

func key(sk string) item { return item{"pk": text("p"), "sk": text(sk)} }

func text(s string) ddbtypes.AttributeValue { return &ddbtypes.AttributeValueMemberS{Value: s} }

func number(n string) ddbtypes.AttributeValue { return &ddbtypes.AttributeValueMemberN{Value: n} }

// values compares items: the SDK's types have unexported fields.
var values = cmpopts.IgnoreUnexported(
	ddbtypes.AttributeValueMemberS{}, ddbtypes.AttributeValueMemberN{}, ddbtypes.AttributeValueMemberB{},
	ddbtypes.AttributeValueMemberBOOL{}, ddbtypes.AttributeValueMemberNULL{}, ddbtypes.AttributeValueMemberM{},
	ddbtypes.AttributeValueMemberL{}, ddbtypes.AttributeValueMemberSS{}, ddbtypes.AttributeValueMemberNS{}, ddbtypes.AttributeValueMemberBS{},
)

func TestEveryKindOfAttributeComesBack(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := a.table(t)
	sent := item{
		"pk": text("p"), "sk": text("all"),
		"empty": text(""), "quoted": text("\"<&>\\\u2028\n"),
		"number": number("12345678901234567890123456789012345678"), "zero": number("0"),
		"blob": &ddbtypes.AttributeValueMemberB{Value: []byte{0, 1, 255}},
		"yes":  &ddbtypes.AttributeValueMemberBOOL{Value: true},
		"no":   &ddbtypes.AttributeValueMemberBOOL{Value: false},
		"null": &ddbtypes.AttributeValueMemberNULL{Value: true},
		"map":  &ddbtypes.AttributeValueMemberM{Value: item{"list": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{text("a"), number("1")}}, "none": &ddbtypes.AttributeValueMemberM{Value: item{}}}},
		"list": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{}},
		"ss":   &ddbtypes.AttributeValueMemberSS{Value: []string{"a", "b"}},
		"ns":   &ddbtypes.AttributeValueMemberNS{Value: []string{"1", "2"}},
		"bs":   &ddbtypes.AttributeValueMemberBS{Value: [][]byte{{1}, {2}}},
	}
	if _, err := client.PutItem(t.Context(), &ddb.PutItemInput{TableName: aws.String("ledger"), Item: sent}); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("ledger"), Key: key("all"), ConsistentRead: aws.Bool(true)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sent, got.Item, values, cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
		t.Errorf("item (-want +got):\n%s", diff)
	}
	expect(t, "what the client complained of", 0, len(a.words.lines))
}

func TestAFailedConditionTellsTheItem(t *testing.T) {
	t.Parallel()
	client := newAccount(wire.Options{}).table(t)
	update := &ddb.UpdateItemInput{
		TableName: aws.String("ledger"), Key: key("counter"),
		UpdateExpression: aws.String("ADD settled :one"), ConditionExpression: aws.String("attribute_not_exists(settled)"),
		ExpressionAttributeValues:           item{":one": number("1")},
		ReturnValues:                        ddbtypes.ReturnValueAllNew,
		ReturnValuesOnConditionCheckFailure: ddbtypes.ReturnValuesOnConditionCheckFailureAllOld,
	}
	out, err := client.UpdateItem(t.Context(), update)
	if err != nil {
		t.Fatal(err)
	}
	want := item{"pk": text("p"), "sk": text("counter"), "settled": number("1")}
	if diff := cmp.Diff(want, out.Attributes, values); diff != "" {
		t.Errorf("new item (-want +got):\n%s", diff)
	}
	_, err = client.UpdateItem(t.Context(), update)
	var failed *ddbtypes.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		t.Fatalf("second update: %v, want a failed condition", err)
	}
	if diff := cmp.Diff(want, failed.Item, values); diff != "" {
		t.Errorf("item in the error (-want +got):\n%s", diff)
	}
}

func TestErrorsWithoutATypeKeepTheirCode(t *testing.T) {
	t.Parallel()
	client := newAccount(wire.Options{}).table(t)
	_, err := client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("ledger"), Key: item{"pk": text("only")}})
	expect(t, "code", "ValidationException", code(err))
	_, err = client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("none"), Key: key("x")})
	expect(t, "code", "ResourceNotFoundException", code(err))
}

func TestErrorsOfSQSHaveTheirFamiliarCodes(t *testing.T) {
	t.Parallel()
	client, url := newAccount(wire.Options{}).queue(t, nil)
	_, err := client.GetQueueUrl(t.Context(), &sqsclient.GetQueueUrlInput{QueueName: aws.String("none")})
	expect(t, "no queue", "AWS.SimpleQueueService.NonExistentQueue", code(err))
	var missing *sqstypes.QueueDoesNotExist
	expect(t, "its type", true, errors.As(err, &missing))
	_, err = client.SendMessageBatch(t.Context(), &sqsclient.SendMessageBatchInput{QueueUrl: url, Entries: []sqstypes.SendMessageBatchRequestEntry{}})
	expect(t, "an empty batch", "AWS.SimpleQueueService.EmptyBatchRequest", code(err))
	_, err = client.DeleteMessage(t.Context(), &sqsclient.DeleteMessageInput{QueueUrl: url, ReceiptHandle: aws.String("?")})
	expect(t, "a bad handle", "ReceiptHandleIsInvalid", code(err))
	_, err = client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 11})
	expect(t, "too many", "InvalidParameterValue", code(err))
}

func TestAMessageComesBack(t *testing.T) {
	t.Parallel()
	client, url := newAccount(wire.Options{}).queue(t, nil)
	attributes := map[string]sqstypes.MessageAttributeValue{
		"text": {DataType: aws.String("String"), StringValue: aws.String("x")},
		"blob": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}},
	}
	sent, err := client.SendMessage(t.Context(), &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: aws.String("body ✓"), MessageAttributes: attributes, MessageGroupId: aws.String("bot-usage")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{
		QueueUrl: url, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{"MessageGroupId", "ApproximateReceiveCount"},
	})
	if err != nil || len(got.Messages) != 1 {
		t.Fatalf("received %d messages: %v", len(got.Messages), err)
	}
	m := got.Messages[0]
	expect(t, "body", "body ✓", *m.Body)
	expect(t, "ID", sent.MessageId, m.MessageId)
	expect(t, "MD5 of attributes", sent.MD5OfMessageAttributes, m.MD5OfMessageAttributes)
	expect(t, "binary value", []byte{0, 255}, m.MessageAttributes["blob"].BinaryValue)
	expect(t, "system attributes", map[string]string{"MessageGroupId": "bot-usage", "ApproximateReceiveCount": "1"}, m.Attributes)
}

func TestAMalformedQueryTellsWhere(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := cwl.NewFromConfig(a.Config)
	if _, err := client.CreateLogGroup(t.Context(), &cwl.CreateLogGroupInput{LogGroupName: aws.String("/g")}); err != nil {
		t.Fatal(err)
	}
	_, err := client.StartQuery(t.Context(), &cwl.StartQueryInput{
		LogGroupName: aws.String("/g"), StartTime: aws.Int64(0), EndTime: aws.Int64(time.Now().Unix()),
		QueryString: aws.String("filter level = | limit 1"),
	})
	var malformed *cwltypes.MalformedQueryException
	if !errors.As(err, &malformed) {
		t.Fatalf("start: %v, want MalformedQueryException", err)
	}
	if c := malformed.QueryCompileError; c == nil || c.Location == nil || aws.ToInt32(c.Location.EndCharOffset) == 0 {
		t.Errorf("the error does not say where: %+v", c)
	}
}

// TestZerosAreWritten looks at the answers themselves: the Go client would read a missing
// number as 0, others would not.
func TestZerosAreWritten(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	a.table(t)
	resp := a.post(t, "DynamoDB_20120810.Query", `{"TableName":"ledger","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"none"}}}`)
	body := read(t, resp.Body)
	expect(t, "counts", []any{0.0, 0.0}, []any{body["Count"], body["ScannedCount"]})

	client := cwl.NewFromConfig(a.Config)
	if _, err := client.CreateLogGroup(t.Context(), &cwl.CreateLogGroupInput{LogGroupName: aws.String("/g")}); err != nil {
		t.Fatal(err)
	}
	started, err := client.StartQuery(t.Context(), &cwl.StartQueryInput{LogGroupName: aws.String("/g"), StartTime: aws.Int64(0), EndTime: aws.Int64(60), QueryString: aws.String("fields @message")})
	if err != nil {
		t.Fatal(err)
	}
	a.Do(func() {
		for _, job := range a.logs.TakeJobs() {
			a.logs.Finish(job, job.Run(t.Context()))
		}
	})
	body = read(t, a.post(t, "Logs_20140328.GetQueryResults", `{"queryId":"`+*started.QueryId+`"}`).Body)
	statistics, _ := body["statistics"].(map[string]any)
	expect(t, "records matched", any(0.0), statistics["recordsMatched"])
}

// TestEmptyListsAreWritten guards readers other than the Go client, who take a list for
// granted where AWS always writes one.
func TestEmptyListsAreWritten(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	a.table(t)
	const none = `"TableName":"ledger","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"none"}}`
	tests := []struct {
		target, body, list string
		want               any
	}{
		{"DynamoDB_20120810.Query", "{" + none + "}", "Items", []any{}},
		{"DynamoDB_20120810.Query", "{" + none + `,"Select":"COUNT"}`, "Items", nil},
		{"Logs_20140328.DescribeLogGroups", "{}", "logGroups", []any{}},
		{"Logs_20140328.DescribeQueries", "{}", "queries", []any{}},
	}
	for _, test := range tests {
		expect(t, test.target+" "+test.body, test.want, read(t, a.post(t, test.target, test.body).Body)[test.list])
	}
}

func TestErrorsNameTheirTypeOnTheWire(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	resp := a.post(t, "AmazonSQS.GetQueueUrl", `{"QueueName":"none"}`)
	expect(t, "status", 400, resp.StatusCode)
	expect(t, "query error", "AWS.SimpleQueueService.NonExistentQueue;Sender", resp.Header.Get("X-Amzn-Query-Error"))
	expect(t, "body", map[string]any{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "The specified queue does not exist."}, read(t, resp.Body))

	resp = a.post(t, "DynamoDB_20120810.RestoreTable", `{}`)
	expect(t, "status of what there is not", 501, resp.StatusCode)
	if message, _ := read(t, resp.Body)["message"].(string); !strings.Contains(message, "dynamodb.RestoreTable") {
		t.Errorf("the error does not name the operation: %q", message)
	}
	resp = a.post(t, "AWSEvents.PutEvents", `{}`)
	expect(t, "status of an unknown service", 501, resp.StatusCode)
	if message, _ := read(t, resp.Body)["message"].(string); !strings.Contains(message, "AWSEvents.PutEvents") {
		t.Errorf("the error does not name the operation: %q", message)
	}
}

func read(t *testing.T, r io.Reader) (body map[string]any) {
	t.Helper()
	if err := json.NewDecoder(r).Decode(&body); err != nil {
		t.Fatalf("read the answer: %v", err)
	}
	return body
}

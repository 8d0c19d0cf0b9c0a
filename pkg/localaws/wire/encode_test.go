package wire_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cwl "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestEncodeError_without_a_type(t *testing.T) {
	t.Parallel()
	client := newAccount(wire.Options{}).table(t)
	_, err := client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("ledger"), Key: item{"pk": text("only")}})
	expect(t, "code", "ValidationException", code(err))
	_, err = client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("none"), Key: key("x")})
	expect(t, "code", "ResourceNotFoundException", code(err))
}

// TestEncode_zeros reads the answers without the Go client, which reads a missing number as 0.
func TestEncode_zeros(t *testing.T) {
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

// TestEncode_empty_lists reads the answers without the Go client, which reads a missing list as an
// empty one.
func TestEncode_empty_lists(t *testing.T) {
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

func TestEncodeError(t *testing.T) {
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

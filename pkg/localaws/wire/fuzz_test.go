package wire_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// FuzzRequests sends any body to any operation. The answer must be JSON with status 200, 400 or
// 501; the server must not panic, and what it allocates is bounded by the body's length.
func FuzzRequests(f *testing.F) {
	for _, seed := range [][2]string{
		{"AmazonSQS.SendMessage", `{"QueueUrl":"http://127.0.0.1/000000000000/q","MessageBody":"x","DelaySeconds":-1}`},
		{"AmazonSQS.ReceiveMessage", `{"QueueUrl":"http://127.0.0.1/000000000000/q","MaxNumberOfMessages":10}`},
		{"AmazonSQS.ChangeMessageVisibility", `{"QueueUrl":"http://127.0.0.1/000000000000/q","ReceiptHandle":"q/1/1","VisibilityTimeout":0}`},
		{"AmazonSQS.CreateQueue", `{"QueueName":"q","Attributes":{"RedrivePolicy":"{}"}}`},
		{"DynamoDB_20120810.PutItem", `{"TableName":"ledger","Item":{"pk":{"S":"p"},"sk":{"S":"s"},"m":{"M":{"n":{"N":"1e400"}}}}}`},
		{"DynamoDB_20120810.Query", `{"TableName":"ledger","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p"}}}`},
		{"Logs_20140328.PutLogEvents", `{"logGroupName":"/g","logStreamName":"s","logEvents":[{"timestamp":1,"message":"x"}]}`},
		{"Logs_20140328.StartQuery", `{"logGroupName":"/g","startTime":0,"endTime":1,"queryString":"stats count(*)"}`},
		{"DynamoDB_20120810.PutItem", nestedItem(31, `{"N":"x"}`)},
		{"DynamoDB_20120810.PutItem", nestedItem(400, `{"L":[{"S":1}]}`)},
		{"DynamoDB_20120810.UpdateItem", `{"TableName":"ledger","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},"UpdateExpression":"SET a.b[1].c = :v, d = :v","ExpressionAttributeValues":{":v":{"L":[{"M":{"x":{"NS":["1","1.0"]}}}]}}}`},
		{"DynamoDB_20120810.Query", `{"TableName":"ledger","KeyConditionExpression":"pk = :p","FilterExpression":"not (not (a = :p or (b = :p and (c = :p))))","ExpressionAttributeValues":{":p":{"S":"p"}}}`},
		{"Logs_20140328.StartQuery", `{"logGroupName":"/g","startTime":0,"endTime":1,"queryString":"fields a+a as b | fields b+b as c | fields c+c as d"}`},
		{"", `null`},
	} {
		f.Add(seed[0], seed[1])
	}
	a := newAccount(wire.Options{})
	a.table(f)
	a.queue(f, nil)
	f.Fuzz(func(t *testing.T, target, body string) {
		if strings.HasSuffix(target, ".ReceiveMessage") && strings.Contains(strings.ToLower(body), "wait") {
			t.Skip("would wait")
		}
		var resp *http.Response
		allocs.AtMost(t, 1<<20+uint64(len(body))*bytesPerByte, func() { resp = a.post(t, target, body) })
		if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusBadRequest && resp.StatusCode != http.StatusNotImplemented {
			t.Errorf("status %s", resp.Status)
		}
		answer, err := io.ReadAll(resp.Body)
		if err != nil || !json.Valid(answer) {
			t.Errorf("invalid answer %q: want JSON (%v)", answer, err)
		}
	})
}

// bytesPerByte is how much a request may allocate for each byte of its body.
const bytesPerByte = 200

// nestedItem returns the body of a PutItem with a value inside depth maps.
func nestedItem(depth int, value string) string {
	return `{"TableName":"ledger","Item":{"pk":{"S":"p"},"sk":{"S":"s"},"v":` +
		strings.Repeat(`{"M":{"a":`, depth) + value + strings.Repeat(`}}`, depth) + `}}`
}

package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestDecoder_refused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		target, body, code, message string
	}{
		"no JSON":              {"AmazonSQS.ListQueues", `{`, "SerializationException", "the request is not JSON: unexpected EOF"},
		"two values":           {"AmazonSQS.ListQueues", `{} {}`, "SerializationException", "the request goes on after its JSON value"},
		"not an object":        {"AmazonSQS.ListQueues", `[]`, "SerializationException", "ListQueues is a list, not an object"},
		"a number for a text":  {"AmazonSQS.CreateQueue", `{"QueueName":1}`, "SerializationException", "CreateQueue.QueueName is the number 1, not a string"},
		"a text for a number":  {"AmazonSQS.ListQueues", `{"MaxResults":"1"}`, "SerializationException", "ListQueues.MaxResults is a string, not a whole number of 32 bits"},
		"half a number":        {"AmazonSQS.ListQueues", `{"MaxResults":1.5}`, "SerializationException", "ListQueues.MaxResults is the number 1.5, not a whole number of 32 bits"},
		"too large a number":   {"AmazonSQS.ListQueues", `{"MaxResults":2147483648}`, "SerializationException", "ListQueues.MaxResults is the number 2147483648, not a whole number of 32 bits"},
		"an unknown member":    {"AmazonSQS.ListQueues", `{"Colour":"red"}`, "ValidationException", "not implemented by the embedded stand-in: ListQueues.Colour"},
		"stray bits in base64": {"DynamoDB_20120810.PutItem", `{"Item":{"a":{"B":"+/+="}}}`, "SerializationException", "PutItem.Item.a.B is not base64: illegal base64 data at input byte 3"},
		"an empty word":        {"DynamoDB_20120810.Query", `{"TableName":"ledger","Select":""}`, "ValidationException", "Query.Select is empty, which is not a word of Select"},
		"a text that is no":    {"DynamoDB_20120810.PutItem", `{"TableName":"ledger","Item":{"a":{"NULL":"no"}}}`, "ValidationException", "One or more parameter values were invalid: Null attribute value types must have the value of true"},
		"no base64":            {"DynamoDB_20120810.PutItem", `{"Item":{"a":{"B":"*"}}}`, "SerializationException", "PutItem.Item.a.B is not base64: illegal base64 data at input byte 0"},
		"two members":          {"DynamoDB_20120810.PutItem", `{"Item":{"a":{"S":"x","N":"1"}}}`, "ValidationException", "PutItem.Item.a must contain exactly one of the supported datatypes"},
		"an unknown union":     {"DynamoDB_20120810.PutItem", `{"Item":{"a":{"X":"x"}}}`, "ValidationException", "PutItem.Item.a has X, which is not one of the supported datatypes"},
		"deep inside":          {"DynamoDB_20120810.PutItem", `{"Item":{"a":{"L":[{"M":{"b":{"BOOL":"si"}}}]}}}`, "SerializationException", "PutItem.Item.a.L[0].M.b.BOOL is a string, not true or false"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := read(t, newAccount(wire.Options{}).post(t, c.target, c.body).Body)
			_, got, _ := strings.Cut(body["__type"].(string), "#")
			expect(t, "code", c.code, got)
			expect(t, "message", c.message, message(body))
		})
	}
}

// message returns the text of an error, whose member DynamoDB calls Message if the request cannot be read.
func message(body map[string]any) string {
	for _, name := range []string{"message", "Message"} {
		if text, ok := body[name].(string); ok {
			return text
		}
	}
	return ""
}

// TestDecoder_explicit_zero sends numbers that are 0, which the Go client omits. Without such a number
// the queue's setting holds.
func TestDecoder_explicit_zero(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client, url := a.queue(t, map[string]string{"DelaySeconds": "900", "VisibilityTimeout": "43200"})
	resp := a.post(t, "AmazonSQS.SendMessage", `{"QueueUrl":"`+*url+`","MessageBody":"now","DelaySeconds":0}`)
	expect(t, "send", 200, resp.StatusCode)
	send(t, client, url, "later")
	for range 2 {
		body := read(t, a.post(t, "AmazonSQS.ReceiveMessage", `{"QueueUrl":"`+*url+`","MaxNumberOfMessages":10,"VisibilityTimeout":0,"MessageSystemAttributeNames":null}`).Body)
		messages, _ := body["Messages"].([]any)
		expect(t, "visible again at once", 1, len(messages))
	}
	resp = a.post(t, "AmazonSQS.ReceiveMessage", `{"QueueUrl":"`+*url+`","MaxNumberOfMessages":0}`)
	expect(t, "none wanted", 400, resp.StatusCode)
}

// TestDecoder_nested counts the bytes allocated: a value deep inside, or many of them, must
// not cost more than their text, whether they are valid or not.
func TestDecoder_nested(t *testing.T) {
	a := newAccount(wire.Options{})
	a.table(t)
	for _, c := range []struct {
		name, body, message string
	}{
		{"an invalid number in 31 maps", nestedItem(31, `{"N":"x"}`), "The parameter cannot be converted to a numeric value: x"},
		{"33 maps", nestedItem(33, `{"S":"x"}`), "Nesting Levels have exceeded supported limits: Attributes can nest up to 32 levels"},
		{"a list of 10,000 in 2,000 maps", nestedItem(2000, `{"L":[`+strings.Repeat(`{"S":"x"},`, 10_000)+`{"S":1}]}`),
			fmt.Sprintf("PutItem.Item.v%s.L[10000].S is the number 1, not a string", strings.Repeat(".M.a", 2000))},
	} {
		t.Run(c.name, func(t *testing.T) {
			allocs.AtMost(t, 1<<20+uint64(len(c.body))*bytesPerByte, func() {
				expect(t, "message", c.message, message(read(t, a.post(t, "DynamoDB_20120810.PutItem", c.body).Body)))
			})
		})
	}
}

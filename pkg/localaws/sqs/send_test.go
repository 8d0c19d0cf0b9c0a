package sqs_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestCore_SendMessage(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	out, err := w.SendMessage(t.Context(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("body")})
	if err != nil {
		t.Fatal(err)
	}
	got := w.receive(url)
	expect(t, "received", []string{"body"}, bodies(got))
	expect(t, "ID", *out.MessageId, *got[0].MessageId)
	expect(t, "MD5 of the attributes", (*string)(nil), out.MD5OfMessageAttributes)
}

func TestCore_SendMessage_refused(t *testing.T) {
	t.Parallel()
	attribute := func(name, kind, value string) map[string]types.MessageAttributeValue {
		return map[string]types.MessageAttributeValue{name: {DataType: &kind, StringValue: &value}}
	}
	eleven := map[string]types.MessageAttributeValue{}
	for i := range 11 {
		maps.Copy(eleven, attribute(fmt.Sprint("a", i), "String", "x"))
	}
	for name, c := range map[string]struct {
		in   sdk.SendMessageInput
		want string
	}{
		"no body":              {sdk.SendMessageInput{}, "MissingParameter"},
		"an empty body":        {sdk.SendMessageInput{MessageBody: aws.String("")}, "MissingParameter"},
		"1 MiB":                {sdk.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20))}, ""},
		"1 MiB and 1":          {sdk.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20+1))}, "InvalidParameterValue"},
		"1 MiB and attributes": {sdk.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20-8)), MessageAttributes: attribute("a", "String", "xx")}, "InvalidParameterValue"},
		"allowed characters":   {sdk.SendMessageInput{MessageBody: aws.String("\t\n\r ~\u007f\ud7ff\ue000\ufffd\U00010000\U0010ffff")}, ""},
		"a control character":  {sdk.SendMessageInput{MessageBody: aws.String("a\x01")}, "InvalidMessageContents"},
		"a noncharacter":       {sdk.SendMessageInput{MessageBody: aws.String("\uffff")}, "InvalidMessageContents"},
		"broken UTF-8":         {sdk.SendMessageInput{MessageBody: aws.String("\xff")}, "InvalidMessageContents"},
		"too long a delay":     {sdk.SendMessageInput{MessageBody: aws.String("b"), DelaySeconds: 901}, "InvalidParameterValue"},
		"a negative delay":     {sdk.SendMessageInput{MessageBody: aws.String("b"), DelaySeconds: -1}, "InvalidParameterValue"},
		"a group":              {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageGroupId: aws.String("bot-usage")}, ""},
		"a group with spaces":  {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageGroupId: aws.String("bot usage")}, "InvalidParameterValue"},
		"a deduplication ID":   {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageDeduplicationId: aws.String("1")}, "InvalidParameterValue"},
		"system attributes":    {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageSystemAttributes: map[string]types.MessageSystemAttributeValue{"AWSTraceHeader": {}}}, unsupported},
		"eleven attributes":    {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: eleven}, "InvalidParameterValue"},
		"a reserved name":      {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("AWS.x", "String", "x")}, "InvalidParameterValue"},
		"an unknown type":      {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "Bool", "x")}, "InvalidParameterValue"},
		"an empty value":       {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "String", "")}, "InvalidParameterValue"},
		"a control in a value": {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "String", "\x00")}, "InvalidParameterValue"},
		"an empty binary":      {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "Binary", "text")}, "InvalidParameterValue"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newCore(t)
			url := w.create("q", nil)
			c.in.QueueUrl = &url
			_, err := w.SendMessage(t.Context(), &c.in)
			expect(t, "code", c.want, code(err))
		})
	}
}

func TestCore_SendMessage_delay(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", map[string]string{"DelaySeconds": "10"})
	ctx := context.Background()
	for body, delay := range map[string]int32{"the queue's": 0, "its own": 20, "none": sqs.Zero} {
		if _, err := w.SendMessage(ctx, &sdk.SendMessageInput{QueueUrl: &url, MessageBody: &body, DelaySeconds: delay}); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, "delayed", "2", w.attributes(url, "All")["ApproximateNumberOfMessagesDelayed"])
	expect(t, "at once", []string{"none"}, bodies(w.receive(url)))
	w.pass(10 * time.Second)
	expect(t, "after 10 s", []string{"the queue's"}, bodies(w.receive(url)))
	w.pass(10 * time.Second)
	expect(t, "after 20 s", []string{"its own"}, bodies(w.receive(url)))
}

func TestCore_SendMessage_attributes(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	binary := []byte{1, 2}
	sent := map[string]types.MessageAttributeValue{
		"kind":     {DataType: aws.String("String"), StringValue: aws.String("query")},
		"kind.sub": {DataType: aws.String("Number.int"), StringValue: aws.String("7")},
		"blob":     {DataType: aws.String("Binary"), BinaryValue: binary},
	}
	out, err := w.SendMessage(t.Context(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("body"), MessageAttributes: sent, MessageGroupId: aws.String("bot-usage")})
	if err != nil {
		t.Fatal(err)
	}
	// Both sums were computed with Python's hashlib.
	expect(t, "MD5 of the body", "841a2d689ad86bd1611447453c22c6fc", *out.MD5OfMessageBody)
	expect(t, "MD5 of the attributes", "1cf93af3435e271d2d97c7b25126e039", *out.MD5OfMessageAttributes)
	binary[0] = 9

	get := func(names ...string) types.Message {
		received, err := w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{
			QueueUrl: &url, VisibilityTimeout: sqs.Zero, MessageAttributeNames: names,
			//nolint:staticcheck // SA1019: older clients set this field
			AttributeNames: []types.QueueAttributeName{"MessageGroupId"},
		})
		if err != nil {
			t.Fatal(err)
		}
		return received.Messages[0]
	}
	all := get("All")
	expect(t, "MD5 when received", out.MD5OfMessageAttributes, all.MD5OfMessageAttributes)
	expect(t, "the value as it was sent", []byte{1, 2}, all.MessageAttributes["blob"].BinaryValue)
	expect(t, "the asked system attribute", map[string]string{"MessageGroupId": "bot-usage"}, all.Attributes)
	expect(t, "all", 3, len(all.MessageAttributes))
	expect(t, "none asked", 0, len(get().MessageAttributes))
	expect(t, "a name", 1, len(get("kind").MessageAttributes))
	expect(t, "a prefix", 2, len(get("kind.*").MessageAttributes))
}

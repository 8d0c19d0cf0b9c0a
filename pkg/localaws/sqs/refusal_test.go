package sqs_test

import (
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

const unsupported = "AWS.SimpleQueueService.UnsupportedOperation"

func TestCreateQueueRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, queue, attribute, value, want string
	}{
		{"no name", "", "", "", "InvalidParameterValue"},
		{"a space", "a b", "", "", "InvalidParameterValue"},
		{"81 letters", strings.Repeat("q", 81), "", "", "InvalidParameterValue"},
		{"FIFO by name", "q.fifo", "", "", unsupported},
		{"FIFO by attribute", "q", "FifoQueue", "true", unsupported},
		{"encryption keys", "q", "KmsMasterKeyId", "alias/x", unsupported},
		{"an unknown attribute", "q", "Colour", "red", "InvalidAttributeName"},
		{"a computed attribute", "q", "QueueArn", "arn", "InvalidAttributeName"},
		{"visibility too long", "q", "VisibilityTimeout", "43201", "InvalidAttributeValue"},
		{"visibility no number", "q", "VisibilityTimeout", "soon", "InvalidAttributeValue"},
		{"delay too long", "q", "DelaySeconds", "901", "InvalidAttributeValue"},
		{"retention too short", "q", "MessageRetentionPeriod", "59", "InvalidAttributeValue"},
		{"wait too long", "q", "ReceiveMessageWaitTimeSeconds", "21", "InvalidAttributeValue"},
		{"size too large", "q", "MaximumMessageSize", "1048577", "InvalidAttributeValue"},
		{"encryption maybe", "q", "SqsManagedSseEnabled", "maybe", "InvalidAttributeValue"},
		{"redrive no JSON", "q", "RedrivePolicy", "dead", "InvalidParameterValue"},
		{"redrive to nowhere", "q", "RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:none"}`, "InvalidParameterValue"},
		{"redrive after 0", "q", "RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":0}`, "InvalidParameterValue"},
		{"redrive not allowed there", "q", "RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:closed"}`, "InvalidParameterValue"},
		{"redrive with ten", "q", "RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}`, ""},
		{"allow no JSON", "q", "RedriveAllowPolicy", "all", "InvalidAttributeValue"},
		{"a policy", "q", "Policy", `{"Version":"2012-10-17"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.create("dead", map[string]string{"RedriveAllowPolicy": `{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:q"]}`})
			w.create("closed", map[string]string{"RedriveAllowPolicy": `{"redrivePermission":"denyAll"}`})
			in := &sdk.CreateQueueInput{QueueName: &c.queue}
			if c.attribute != "" {
				in.Attributes = map[string]string{c.attribute: c.value}
			}
			_, err := w.CreateQueue(t.Context(), in)
			expect(t, "code", c.want, code(err))
			if c.want == unsupported && !strings.Contains(err.Error(), "FIFO") && !strings.Contains(err.Error(), c.attribute) {
				t.Errorf("the error does not name what is unsupported: %v", err)
			}
		})
	}
}

func TestQueues(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("b", map[string]string{"VisibilityTimeout": "60"})
	expect(t, "URL", "http://127.0.0.1/000000000000/b", url)
	expect(t, "created again", url, w.create("b", map[string]string{"VisibilityTimeout": "60"}))
	_, err := w.CreateQueue(t.Context(), &sdk.CreateQueueInput{QueueName: aws.String("b"), Attributes: map[string]string{"VisibilityTimeout": "61"}})
	expect(t, "created differently", "QueueAlreadyExists", code(err))

	w.create("a", nil)
	w.create("c", nil)
	list := func(in *sdk.ListQueuesInput) *sdk.ListQueuesOutput {
		out, err := w.ListQueues(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	page := list(&sdk.ListQueuesInput{MaxResults: aws.Int32(2)})
	expect(t, "first page", []string{"http://127.0.0.1/000000000000/a", url}, page.QueueUrls)
	page = list(&sdk.ListQueuesInput{MaxResults: aws.Int32(2), NextToken: page.NextToken})
	expect(t, "second page", []string{"http://127.0.0.1/000000000000/c"}, page.QueueUrls)
	expect(t, "prefix", []string{url}, list(&sdk.ListQueuesInput{QueueNamePrefix: aws.String("b")}).QueueUrls)

	_, err = w.GetQueueUrl(t.Context(), &sdk.GetQueueUrlInput{QueueName: aws.String("d")})
	expect(t, "unknown name", "AWS.SimpleQueueService.NonExistentQueue", code(err))
	_, err = w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: aws.String("http://127.0.0.1/000000000000/d")})
	expect(t, "unknown URL", "AWS.SimpleQueueService.NonExistentQueue", code(err))
	_, err = w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: aws.String("b")})
	expect(t, "a name for a URL", "AWS.SimpleQueueService.NonExistentQueue", code(err))
}

func TestQueueAttributes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", map[string]string{"Policy": "{}"})
	w.send(url, "flying", "visible")
	_, err := w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: &url})
	expect(t, "receive", "", code(err))
	w.pass(time.Second)
	_, err = w.SetQueueAttributes(t.Context(), &sdk.SetQueueAttributesInput{QueueUrl: &url, Attributes: map[string]string{"Policy": "", "VisibilityTimeout": "5"}})
	expect(t, "set", "", code(err))
	expect(t, "all", map[string]string{
		"ApproximateNumberOfMessages":           "1",
		"ApproximateNumberOfMessagesDelayed":    "0",
		"ApproximateNumberOfMessagesNotVisible": "1",
		"CreatedTimestamp":                      "1767357000",
		"DelaySeconds":                          "0",
		"LastModifiedTimestamp":                 "1767357001",
		"MaximumMessageSize":                    "1048576",
		"MessageRetentionPeriod":                "345600",
		"QueueArn":                              "arn:aws:sqs:us-east-1:000000000000:q",
		"ReceiveMessageWaitTimeSeconds":         "0",
		"SqsManagedSseEnabled":                  "true",
		"VisibilityTimeout":                     "5",
	}, w.attributes(url, "All"))
	expect(t, "by name", map[string]string{"DelaySeconds": "0"}, w.attributes(url, "DelaySeconds", "RedrivePolicy"))
	expect(t, "none asked", map[string]string{}, w.attributes(url))
	_, err = w.GetQueueAttributes(t.Context(), &sdk.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{"Colour"}})
	expect(t, "unknown", "InvalidAttributeName", code(err))

	// A refused change changes nothing, whatever else it holds.
	before := w.attributes(url, "All")
	_, err = w.SetQueueAttributes(t.Context(), &sdk.SetQueueAttributesInput{QueueUrl: &url, Attributes: map[string]string{"DelaySeconds": "9", "VisibilityTimeout": "x"}})
	expect(t, "half wrong", "InvalidAttributeValue", code(err))
	expect(t, "unchanged", before, w.attributes(url, "All"))
}

func TestPurgeQueue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", nil)
	purge := func() string {
		_, err := w.PurgeQueue(t.Context(), &sdk.PurgeQueueInput{QueueUrl: &url})
		return code(err)
	}
	w.send(url, "a")
	expect(t, "purge", "", purge())
	expect(t, "what is left", []string{}, bodies(w.receive(url)))
	expect(t, "within a minute", "AWS.SimpleQueueService.PurgeQueueInProgress", purge())
	w.pass(time.Minute)
	expect(t, "after a minute", "", purge())
}

func TestSendMessageRefuses(t *testing.T) {
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
		"a control in a value": {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "String", "\x00")}, "InvalidMessageContents"},
		"an empty binary":      {sdk.SendMessageInput{MessageBody: aws.String("b"), MessageAttributes: attribute("a", "Binary", "text")}, "InvalidParameterValue"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			url := w.create("q", nil)
			c.in.QueueUrl = &url
			_, err := w.SendMessage(t.Context(), &c.in)
			expect(t, "code", c.want, code(err))
		})
	}
}

func TestReceiveMessageRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   sdk.ReceiveMessageInput
		want string
	}{
		"eleven":            {sdk.ReceiveMessageInput{MaxNumberOfMessages: 11}, "InvalidParameterValue"},
		"an explicit 0":     {sdk.ReceiveMessageInput{MaxNumberOfMessages: sqs.Zero}, "InvalidParameterValue"},
		"13 hours":          {sdk.ReceiveMessageInput{VisibilityTimeout: 13 * 3600}, "InvalidParameterValue"},
		"21 seconds":        {sdk.ReceiveMessageInput{WaitTimeSeconds: 21}, "InvalidParameterValue"},
		"an attempt ID":     {sdk.ReceiveMessageInput{ReceiveRequestAttemptId: aws.String("1")}, unsupported},
		"unknown attribute": {sdk.ReceiveMessageInput{MessageSystemAttributeNames: []types.MessageSystemAttributeName{"Colour"}}, "InvalidAttributeName"},
		"no wish":           {sdk.ReceiveMessageInput{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			url := w.create("q", nil)
			c.in.QueueUrl = &url
			_, err := w.ReceiveMessage(t.Context(), &c.in)
			expect(t, "code", c.want, code(err))
		})
	}
}

func TestWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url := w.create("q", map[string]string{"ReceiveMessageWaitTimeSeconds": "7"})
	for given, want := range map[int32]time.Duration{0: 7 * time.Second, sqs.Zero: 0, 20: 20 * time.Second} {
		expect(t, fmt.Sprint("WaitTimeSeconds ", given), want, w.Wait(&sdk.ReceiveMessageInput{QueueUrl: &url, WaitTimeSeconds: given}))
	}
}

package sqs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func TestCore_CreateQueue_refused(t *testing.T) {
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
			w := newCore(t)
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

func TestCore_CreateQueue(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("b", map[string]string{"VisibilityTimeout": "60"})
	expect(t, "URL", "http://127.0.0.1/000000000000/b", url)
	expect(t, "created again", url, w.create("b", map[string]string{"VisibilityTimeout": "60"}))
	_, err := w.CreateQueue(t.Context(), &sdk.CreateQueueInput{QueueName: aws.String("b"), Attributes: map[string]string{"VisibilityTimeout": "61"}})
	expect(t, "created differently", "QueueAlreadyExists", code(err))
}

func TestCore_ListQueues(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	b, a, c := w.create("b", nil), w.create("a", nil), w.create("c", nil)
	list := func(in *sdk.ListQueuesInput) *sdk.ListQueuesOutput {
		out, err := w.ListQueues(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	expect(t, "all", []string{a, b, c}, list(&sdk.ListQueuesInput{}).QueueUrls)
	page := list(&sdk.ListQueuesInput{MaxResults: aws.Int32(2)})
	expect(t, "first page", []string{a, b}, page.QueueUrls)
	page = list(&sdk.ListQueuesInput{MaxResults: aws.Int32(2), NextToken: page.NextToken})
	expect(t, "second page", []string{c}, page.QueueUrls)
	expect(t, "prefix", []string{b}, list(&sdk.ListQueuesInput{QueueNamePrefix: aws.String("b")}).QueueUrls)
	_, err := w.ListQueues(t.Context(), &sdk.ListQueuesInput{MaxResults: aws.Int32(1001)})
	expect(t, "too large a page", "InvalidParameterValue", code(err))
}

func TestCore_GetQueueUrl(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("b", nil)
	for name, c := range map[string]struct {
		queue, owner *string
		want         string
	}{
		"a queue":                 {aws.String("b"), nil, ""},
		"with its account":        {aws.String("b"), aws.String("000000000000"), ""},
		"of another account":      {aws.String("b"), aws.String("111111111111"), "AWS.SimpleQueueService.NonExistentQueue"},
		"a name that is not used": {aws.String("d"), nil, "AWS.SimpleQueueService.NonExistentQueue"},
	} {
		out, err := w.GetQueueUrl(t.Context(), &sdk.GetQueueUrlInput{QueueName: c.queue, QueueOwnerAWSAccountId: c.owner})
		expect(t, name, c.want, code(err))
		if err == nil {
			expect(t, name, url, *out.QueueUrl)
		}
	}
}

func TestQueue_that_does_not_exist(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	w.create("b", nil)
	_, err := w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: aws.String("http://127.0.0.1/000000000000/d")})
	expect(t, "unknown URL", "AWS.SimpleQueueService.NonExistentQueue", code(err))
	_, err = w.ReceiveMessage(t.Context(), &sdk.ReceiveMessageInput{QueueUrl: aws.String("b")})
	expect(t, "a name for a URL", "AWS.SimpleQueueService.NonExistentQueue", code(err))
}

func TestCore_GetQueueAttributes(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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
	expect(t, "none wanted", map[string]string{}, w.attributes(url))
	_, err = w.GetQueueAttributes(t.Context(), &sdk.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{"Colour"}})
	expect(t, "unknown", "InvalidAttributeName", code(err))
}

func TestCore_SetQueueAttributes(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("q", nil)
	set := func(attributes map[string]string) string {
		_, err := w.SetQueueAttributes(t.Context(), &sdk.SetQueueAttributesInput{QueueUrl: &url, Attributes: attributes})
		return code(err)
	}
	expect(t, "none", "MissingParameter", set(nil))
	expect(t, "one", "", set(map[string]string{"DelaySeconds": "7"}))
	expect(t, "the value", map[string]string{"DelaySeconds": "7"}, w.attributes(url, "DelaySeconds"))

	// A refused change changes nothing, whatever else it has.
	before := w.attributes(url, "All")
	expect(t, "half wrong", "InvalidAttributeValue", set(map[string]string{"DelaySeconds": "9", "VisibilityTimeout": "x"}))
	expect(t, "unchanged", before, w.attributes(url, "All"))
}

func TestCore_PurgeQueue(t *testing.T) {
	t.Parallel()
	w := newCore(t)
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
